"""The command line: arguments in, data to standard output, talk to standard error, a documented exit code."""
