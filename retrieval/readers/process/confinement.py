"""What the process that reads files may not do, whatever a file makes its readers do: reach a network, start or look
into another program, write a file, hold more than its share."""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Mapping
from contextlib import suppress

NETWORK = "network and other programs"
"""What a process that could not be confined has still got."""

_PASSED_ON = frozenset(
    {"COMSPEC", "DYLD_LIBRARY_PATH", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "PATH", "PATHEXT", "PYTHONHOME"}
    | {"PYTHONUTF8", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ", "VIRTUAL_ENV", "WINDIR"}
)
"""Names of the environment that Python, the libraries under it and Windows need to start and to find each other. None
of them holds a secret; everything else, the bot's token with it, stays behind."""

_PASSED_ON_BEGINNINGS = ("LC_", "OMP_", "OPENBLAS_", "MKL_")
"""Of the names that say how texts are written and how many threads may compute."""

_OPEN_FILES = 128
"""File descriptors. Recognising a page was seen to hold 15 at a time."""

_NICENESS = 5

_NO_NEW_PRIVILEGES = 38
_FILTER, _ALL_THREADS = 1, 1
_LOAD, _IS, _AT_LEAST, _GIVE = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _END = 0x7FFF0000, 0x00050000 | errno.EACCES, 0x80000000
_OTHER_CALLS = 0x40000000
"""From here on, numbers of x86-64 stand for the calls of its 32-bit twin, which has a way around the others."""

_MACHINES = {
    # the machine's mark, seccomp, then what is refused: execve, execveat, io_uring_setup, kcmp, pidfd_getfd,
    # process_vm_readv, process_vm_writev, ptrace, socket, socketpair
    "x86_64": (0xC000003E, 317, (59, 322, 425, 312, 438, 310, 311, 101, 41, 53)),
    "aarch64": (0xC00000B7, 277, (221, 281, 425, 272, 438, 270, 271, 117, 198, 199)),
}
"""Numbers of system calls, from Linux's asm/unistd_64.h and asm-generic/unistd.h; marks from linux/audit.h."""


class _Program(ctypes.Structure):
    """`struct sock_fprog` of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def passed_on(environment: Mapping[str, str]) -> dict[str, str]:
    """What of an environment the process gets."""
    return {
        name: value
        for name, value in environment.items()
        if name.upper() in _PASSED_ON or name.upper().startswith(_PASSED_ON_BEGINNINGS)
    }


def confine(memory: int) -> list[str]:
    """Take from this process, with all its threads, what reading a file does not need; `memory` is the bytes of data
    that it may hold. Gives what the system has no way to take: on Windows everything, elsewhere than on Linux
    `NETWORK`."""
    if sys.platform == "win32":
        return [NETWORK, "memory", "files"]
    import resource

    os.nice(_NICENESS)
    for kind, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(ValueError, OSError):  # a lower limit stands already
            resource.setrlimit(kind, (most, most))
    return [] if _refuse_calls() else [NETWORK]


def _refuse_calls() -> bool:
    """Have the kernel refuse the calls of `_MACHINES` from now on (seccomp(2)); whether it does."""
    machine = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or machine is None:
        return False
    mark, seccomp, refused = machine
    steps = _steps(mark, refused)
    kept = ctypes.create_string_buffer(steps, len(steps))
    program = _Program(len(steps) // 8, ctypes.addressof(kept))
    kernel = ctypes.CDLL(None)
    if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(kernel.syscall(seccomp, _FILTER, _ALL_THREADS, ctypes.byref(program)) == 0)


def _steps(mark: int, refused: tuple[int, ...]) -> bytes:
    """The filter as the kernel runs it for every call: `struct sock_filter` each, jumps counted from the next step."""
    after = len(refused) + 1
    steps = [
        (_LOAD, 0, 0, 4),
        (_IS, 1, 0, mark),
        (_GIVE, 0, 0, _END),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, after, 0, _OTHER_CALLS),
        *((_IS, after - place, 0, number) for place, number in enumerate(refused, 1)),
        (_GIVE, 0, 0, _ALLOW),
        (_GIVE, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
