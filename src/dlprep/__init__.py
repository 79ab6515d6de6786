"""dlprep: get ready for a deep-learning interview in the terminal."""

__version__ = "0.1.0"
