"""Imports every module as where the modules and functions that only Unix has are not there."""

import importlib
import multiprocessing
import os
import signal
import sys
from multiprocessing import context

HIDDEN = ("fcntl", "resource", "readline", "termios", "tty", "pty", "pwd", "grp", "syslog")
OF_UNIX = {
    os: ("fork", "nice", "getuid", "geteuid", "setsid", "register_at_fork", "sched_getaffinity", "statvfs", "killpg"),
    signal: ("pthread_sigmask", "SIGKILL", "SIG_BLOCK", "SIG_UNBLOCK", "SIGALRM", "setitimer"),
    context: ("ForkServerProcess", "ForkProcess"),
}
OURS = ("bot", "embeddings", "retrieval")


def _purge() -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in OURS]:
        del sys.modules[name]


def main(names: list[str]) -> None:
    """Import the modules once as they are, so that others' are loaded, and once more without what is hidden."""
    for name in names:
        importlib.import_module(name)
    _purge()
    for name in HIDDEN:
        sys.modules[name] = None  # type: ignore[assignment]
    for module, functions in OF_UNIX.items():
        for function in functions:
            if hasattr(module, function):
                delattr(module, function)
    multiprocessing.get_all_start_methods = lambda: ["spawn"]
    multiprocessing.get_context = lambda method: context._concrete_contexts[{"spawn": method}[method]]
    for name in names:
        importlib.import_module(name)
    from bot.service.announcement import _alive
    from bot.terminal.streams import lines_typed

    class Terminal:
        def isatty(self) -> bool:
            return True

    def typed(prompt: str) -> str:
        raise EOFError

    sys.stdin = Terminal()  # type: ignore[assignment]
    sys.modules["builtins"].input = typed
    assert list(lines_typed()) == []
    sys.platform = "win32"
    os.kill = None  # type: ignore[assignment]
    assert _alive(os.getpid())
    print(f"{len(names)} modules")


main(sys.argv[1:])
