"""The bot, with every address that it looks up or connects to written to a file: run as a program, the file as its
argument."""

import sys
from pathlib import Path

from bot.settings import load_settings
from bot.telegram.app import serve
from retrieval.library import Library

WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
"""Audit events of everything by which Python reaches a network (PEP 578)."""


def watch(log: Path) -> None:
    """Write the address of each such event to the file, a line each."""
    file = log.open("a", encoding="utf-8")

    def hear(event: str, given: tuple[object, ...]) -> None:
        if event in WATCHED:
            address = given[1] if event in ("socket.connect", "socket.sendto") else given[:2]
            file.write(f"{event} {address}\n")
            file.flush()

    sys.addaudithook(hear)


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
    settings = load_settings(None, {})
    serve(settings, lambda: Library.open(settings))
