"""The command line as a process, and two small reports to ask it about."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryFile

from forked import start_program

PATIENCE = 200.0
"""Seconds after which a process has failed that has not done what was waited for. The machine may be busy: no test
asserts how long something takes."""

ROWS = 40
"""Of a terminal."""

REPORTS = {
    "青河.txt": """青河经济开发区：让审批快起来

青河经济开发区去年推行“一窗受理、并联审批”，审批时限压缩 37.5%，企业开办只要半个工作日。
全年签约项目 46 个，总投资 128.3 亿元，其中先进制造业项目占六成以上。
园区还为一百二十家企业配备了服务专员，随叫随到，帮助解决用工、用电、物流等难题。
""",
    "松岭/松岭.md": """# 松岭高新技术产业开发区年度简报

松岭高新技术产业开发区建成标准厂房 21 万平方米，引进氢能企业 9 家，氢能产业产值达到 34.6 亿元。

开发区新增绿化面积 18 万平方米，新建口袋公园 7 座，职工下班后有了散步的去处。
""",
}


def write_reports(folder: Path) -> Path:
    """Write the small reports below `folder`."""
    for name, text in REPORTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def command(*arguments: object) -> list[str]:
    """The command line of `yuanwen`, as it is installed beside this Python."""
    return [str(Path(sys.executable).with_name("yuanwen")), *map(str, arguments)]


def process(*arguments: object, typed: bytes = b"", **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run `yuanwen` as a process, with these variables added to the environment and something on its standard input."""
    with TemporaryFile() as given, TemporaryFile() as output, TemporaryFile() as complaint:
        given.write(typed)
        given.seek(0)
        streams = (given.fileno(), output.fileno(), complaint.fileno())
        code = ended(start_program(arguments, Path.cwd(), os.environ | environment, streams))
        for file in (output, complaint):
            file.seek(0)
        return subprocess.CompletedProcess(arguments, code, output.read().decode(), complaint.read().decode())


def ended(running: ForkServerProcess) -> int:
    """The exit code of a process that ends by itself."""
    running.join(PATIENCE)
    if running.exitcode is None:
        running.kill()
        raise TimeoutError("the process did not end")
    return running.exitcode


@contextmanager
def at_terminal(*arguments: object, columns: int = 100, **environment: str) -> Iterator[tuple[ForkServerProcess, int]]:
    """`yuanwen` in a terminal of its own: the process, and the other side of the terminal."""
    outside, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))
    variables = os.environ | {"TERM": "xterm-256color"} | environment
    running = start_program(arguments, Path.cwd(), variables, (inside,) * 3)
    os.close(inside)
    try:
        yield running, outside
    finally:
        os.close(outside)


def in_terminal(*arguments: object, columns: int = 100, typed: str = "", **environment: str) -> tuple[str, int]:
    """Run `yuanwen` in a terminal of its own, in which something is `typed`: everything it shows, and its exit code."""
    with at_terminal(*arguments, columns=columns, **environment) as (running, screen):
        os.write(screen, typed.encode())
        shown = rest_of(screen)
    return shown.decode().replace("\r\n", "\n"), ended(running)


def rest_of(screen: int) -> bytes:
    """What comes out of a terminal until its process ends."""
    shown = b""
    with suppress(OSError):  # so Linux says that the other side is closed
        while piece := os.read(screen, 65536):
            shown += piece
    return shown
