"""Graded functions: what is called with which hidden arguments, and what must hold of what comes back.

One module a challenge, named after it, with `trials(random) -> Mapping[str, Trial]`: a trial for each check
of the challenge, in its order. The modules are ours and run on our side only; NumPy is all they import.
"""
