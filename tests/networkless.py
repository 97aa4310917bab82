"""Runs a program that the kernel ends when it, or a library under it, asks for a socket to a network (seccomp(2)).

python networkless.py PROGRAM [ARGUMENT ...]
"""

import ctypes
import os
import platform
import socket
import struct
import sys

MACHINES = {"x86_64": (317, 41), "aarch64": (277, 198)}
"""Numbers of the system calls seccomp and socket, from Linux's asm/unistd_64.h and asm-generic/unistd.h."""

_NO_NEW_PRIVILEGES, _FILTER, _ALL_THREADS = 38, 1, 1
_LOAD, _IS, _GIVE = 0x20, 0x15, 0x06
_ALLOW, _END = 0x7FFF0000, 0x80000000
_NUMBER, _FIRST_ARGUMENT = 0, 16


def forbid() -> None:
    """From now on, end this process and all that it starts at the first socket of a network. Raises OSError where the
    kernel does not take the filter."""
    seccomp, asked_for = MACHINES[platform.machine()]
    steps = (
        (_LOAD, 0, 0, _NUMBER),
        (_IS, 0, 4, asked_for),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_IS, 1, 0, socket.AF_INET),
        (_IS, 0, 1, socket.AF_INET6),
        (_GIVE, 0, 0, _END),
        (_GIVE, 0, 0, _ALLOW),
    )
    kept = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(kept)))
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or kernel.syscall(seccomp, _FILTER, _ALL_THREADS, program):
        raise OSError(ctypes.get_errno(), "the kernel does not take the filter")


if __name__ == "__main__":
    forbid()
    os.execv(sys.argv[1], sys.argv[1:])
