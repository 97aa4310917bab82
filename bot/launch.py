"""The process `yuanwen`: a question goes to a running service, everything else to the command line."""

import sys

from bot.exit_codes import FAILED, INTERRUPTED
from bot.service.shortcut import ask_service
from bot.terminal.streams import discard_output, use_utf8


def main() -> None:
    """Run the command line; ends the process."""
    use_utf8()
    try:
        code = ask_service(sys.argv[1:])
    except BrokenPipeError:
        discard_output()
        code = FAILED
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code is not None:
        sys.exit(code)
    from bot.main import main as command_line

    command_line()
