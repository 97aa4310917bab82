"""The command line as a process, and two small reports to ask it about."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

PATIENCE = 200.0
"""Seconds after which a process has failed that has not done what was waited for. The machine may be busy: no test
asserts how long something takes."""

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


def process(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run `yuanwen` as a process, with these variables added to the environment."""
    return subprocess.run(
        command(*arguments),
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def in_terminal(
    *arguments: object, columns: int = 100, rows: int = 40, typed: str = "", **environment: str
) -> tuple[str, int]:
    """Run `yuanwen` in a terminal of its own, in which something is `typed`: everything it shows, and its exit code."""
    outside, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    variables = os.environ | {"TERM": "xterm-256color"} | environment
    running: subprocess.Popen[Any] = subprocess.Popen(
        command(*arguments), stdin=inside, stdout=inside, stderr=inside, env=variables, start_new_session=True
    )
    os.close(inside)
    os.write(outside, typed.encode())
    shown = b""
    while True:
        try:
            piece = os.read(outside, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not piece:
            break
        shown += piece
    os.close(outside)
    return shown.decode().replace("\r\n", "\n"), running.wait(timeout=PATIENCE)
