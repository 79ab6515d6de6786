"""What dlprep, the warden and the worker say to one another: JSON lines of these dataclasses.

Standard library only, since the warden imports it beside the learner's code. Everything a worker sends is a
claim: the warden accepts known kinds with fields of the declared types and counts the rest.
"""
