"""What a run of the command line ends with, beside 0: done, or answered."""

NOT_ANSWERED = 1
"""Asked, and nothing in the documents answers it."""

BAD_USAGE = 2
"""Bad usage or settings, or a path that is not there."""

FAILED = 3
"""Anything else."""

INTERRUPTED = 130
"""Ended with Ctrl-C."""
