"""From how many pools the C library gives its threads memory."""

import ctypes

ARENAS = 2
"""A thread takes memory from one pool and the next thread from another, up to eight for a processor, and what is free
in one is of no use in the rest: a bot that answers on whichever of its threads is free held 720 MB after 550 questions
and 15 changes of a small library, and with two pools 589 (`make soak`, four minutes of it)."""

_ARENA_MAX = -8
"""`M_ARENA_MAX` of glibc's malloc.h (mallopt(3))."""


def share_arenas() -> None:
    """Have all threads of this process that begin later take their memory from `ARENAS` pools. Where the C library is
    another than glibc nothing happens: it has no such pools."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # TypeError: Windows has no library of no name
        return
    mallopt(_ARENA_MAX, ARENAS)
