"""A terminal of 100 columns and 30 lines in which a person types one `yuanwen` after another."""

import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path

from command_line import PATIENCE

COLUMNS, ROWS = 100, 30
PROGRAM = Path(__file__).with_name("shell_program.py")
PROMPT = "\n? ", "\r? "


@dataclass(frozen=True, slots=True)
class Shell:
    """The outside of the terminal, and where command lines go."""

    screen: int
    commands: int

    def run(self, *arguments: object) -> tuple[str, int]:
        """Everything that `yuanwen` shows with these arguments, and its exit code."""
        self.begin(*arguments)
        return self.ended()

    def begin(self, *arguments: object) -> None:
        """Start `yuanwen`."""
        os.write(self.commands, f"{json.dumps([str(one) for one in arguments])}\n".encode())

    def type(self, line: str) -> None:
        """Type a line."""
        os.write(self.screen, f"{line}\n".encode())

    def until_prompt(self) -> str:
        """What is shown until the next line may be typed."""
        return self._until(*PROMPT)

    def ended(self) -> tuple[str, int]:
        """What is shown until `yuanwen` ends, and its exit code."""
        shown = self._until("\0")
        return shown.removesuffix("\0"), int(self._until("\0").removesuffix("\0"))

    def _until(self, *ends: str) -> str:
        shown = b""
        while not shown.endswith(tuple(end.encode() for end in ends)):
            assert select.select([self.screen], [], [], PATIENCE)[0], shown
            shown += os.read(self.screen, 1)
        return shown.decode().replace("\r\n", "\n")


@contextmanager
def shell(**environment: str) -> Iterator[Shell]:
    """A terminal with these variables added to the environment."""
    screen, inside = pty.openpty()
    ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    reading, commands = os.pipe()
    variables = os.environ | {"TERM": "xterm-256color", "NO_COLOR": "1"} | environment
    command = [sys.executable, str(PROGRAM), str(reading)]
    with subprocess.Popen(
        command, stdin=inside, stdout=inside, stderr=inside, env=variables, pass_fds=[reading], start_new_session=True
    ) as running:
        os.close(inside)
        os.close(reading)
        try:
            yield Shell(screen, commands)
        finally:
            os.close(commands)
            os.close(screen)
            running.wait(timeout=PATIENCE)
