"""Copies of the history, and which of them are kept."""
