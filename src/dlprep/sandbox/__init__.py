"""The programs beside the learner's code: the warden that watches a run, and the worker that runs the script.

Nobody on our side imports them; they speak with us in the messages of `dlprep.wire`.
"""
