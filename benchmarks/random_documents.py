"""Does a directory of random documents index without a fault of the program? Each is read, or refused with a reason.

    python -m benchmarks.random_documents [--number 10000] [--seed 0] [--folder KEEP]

The documents are put together from fragments of reports: sentences with dates, periods and figures of every form,
tables, lists, letterheads, tags. One in eight has something done to its bytes. The exit status is 1 when anything but
the file itself was at fault.
"""

import argparse
import csv
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import openpyxl
import yaml

from retrieval.ingestion.report import IndexReport
from retrieval.library import Library
from retrieval.settings import Settings

FAULTS = ("a fault of this program", "its reader failed on it", "its reader crashed on it")
"""What a reason for leaving out a file says when the file is not to blame."""

_PLACES = "青禾县 云岭经济开发区 河湾镇 白石省 临汾市 松岭高新区 Linfen 中共云岭市委组织部 青禾铝业股份有限公司"
_THINGS = "财政收入 粮食总产量 签约项目 净利润 常住人口 水库蓄水量 森林覆盖率 平均气温 库容 GDP output"
_UNITS = "亿元 万元 % ℃ 个 家 亩 万吨 立方米 km² 人次 个百分点 倍 元/吨 million 年 号 ‰ m3 天"
_TAGS = "p div h1 h2 table tr td b sup del span ul li br"
_JOINTS = ("，。；：、（）“”.\t\n\u2028\u200b\f", "——", " ", "\n\n", "　　")
_MARKS = """
¹ ⁸ ² ① [1] ×10⁷ $1{,}2$ \\% <sup>2</sup> ~~12~~ <del>9</del> **5** | # - > ``` &nbsp; ▲ − 负 约 近 第 前 上半年
"""
_LINES = """
本报讯（记者 王明远）
来源：青禾日报 2024-05-06 10:20
青政发〔2024〕18号
2024年3月5日　星期二　第3版
一、总体情况
（二）主要做法
第三条 本办法自发布之日起施行。
单位：万元
联系电话：0000-7654321
注：①为年末数。
<table><tr><td rowspan=2>甲</td><td>12</td></tr><tr><td>34</td></tr></table>
| 甲 | 乙 |
|--|--|
| 1,204 | -36.8 |
---
"""


def _date(rng: random.Random) -> str:
    """A date, a time or a period, as likely an impossible one as any."""
    year, month, day = rng.choice(["", "2024年", "二〇二三年", "2023-"]), rng.randint(0, 13), rng.randint(0, 32)
    one = rng.choice(
        [f"{year}{month}月{day}日", f"{month}月", f"2024-{month:02}-{day:02}", f"{day}日", f"{year}第{month}季度"]
    )
    hour = rng.choice(["", f"{day}:00", f"{month:02}:{day:02}", "上午9时"])
    return rng.choice(["", "由", "从", "截至"]) + one + hour + rng.choice(["", "", "至", "到", "-", "～"])


def _figure(rng: random.Random) -> str:
    number = rng.choice(
        [str(rng.randint(0, 10**6)), f"{rng.random() * 1000:.2f}", f"{rng.randint(1, 999)},{rng.randint(0, 999):03}"]
    )
    written = rng.choice(
        [number, number, "一百二十三", "两千零四", "三成", "百分之六点五", "1 204 563", "(36.8)", "00"]
    )
    return rng.choice(["", "", "-", "−", "▲", "约", "第"]) + written + rng.choice(_UNITS.split())


def _text(rng: random.Random, longest: int = 6) -> str:
    """A stretch of text put together from fragments."""
    makers: list[Callable[[], str]] = [
        lambda: rng.choice(_PLACES.split()),
        lambda: rng.choice(_THINGS.split()),
        lambda: _date(rng),
        lambda: _figure(rng),
        lambda: rng.choice([*_JOINTS[0], *_JOINTS[1:]]),
        lambda: rng.choice(_MARKS.split()),
        lambda: f"\n{rng.choice(_LINES.split(chr(10)))}\n",
    ]
    return "".join(rng.choice(makers)() for _ in range(rng.randint(1, longest)))


def _rows(rng: random.Random) -> list[list[str]]:
    width = rng.randint(1, 5)
    return [[_text(rng, 2) for _ in range(width)] for _ in range(rng.randint(1, 4))]


def _plain(rng: random.Random) -> bytes:
    return _text(rng).encode(rng.choice(["utf-8", "utf-8", "gb18030", "utf-16", "utf-8-sig", "big5"]), "ignore")


def _web(rng: random.Random) -> bytes:
    tags = rng.choices(_TAGS.split(), k=rng.randint(1, 12))
    body = "".join(f"<{tag}{rng.choice(['', ' hidden', ' class=nav'])}>{_text(rng, 3)}</{tag}>" for tag in tags)
    return f"<html><meta charset={rng.choice(['gbk', 'utf-8', 'big5'])}><body>{body}</body></html>".encode()


def _delimited(rng: random.Random) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=rng.choice(",;\t")).writerows(_rows(rng))
    return out.getvalue().encode(rng.choice(["utf-8", "gb18030"]), "ignore")


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c in "\n\t")


def _word(rng: random.Random) -> bytes:
    document = docx.Document()
    for _ in range(rng.randint(1, 4)):
        document.add_paragraph(_printable(_text(rng, 5)))
    rows = _rows(rng)
    table = document.add_table(len(rows), len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = _printable(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _workbook(rng: random.Random) -> bytes:
    book = openpyxl.Workbook()
    for row in _rows(rng):
        book.worksheets[0].append(
            [rng.choice([_printable(cell).lstrip("="), rng.randint(-99, 99), rng.random()]) for cell in row]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _archive(rng: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(rng.randint(1, 3)):
            archive.writestr(f"{rng.choice(_PLACES.split())}-{number}.txt", _plain(rng))
    return out.getvalue()


_FORMS: dict[str, tuple[Callable[[random.Random], bytes], int]] = {
    ".txt": (_plain, 8),
    ".md": (_plain, 5),
    ".html": (_web, 5),
    ".csv": (_delimited, 4),
    ".docx": (_word, 2),
    ".xlsx": (_workbook, 2),
    ".zip": (_archive, 1),
}
"""How a file of each form is made, and how many of them there are to one archive."""


def _damaged(data: bytes, rng: random.Random) -> bytes:
    """The bytes of a file after something was done to them."""
    cut = rng.randint(0, len(data))
    noise = bytes(rng.randrange(256) for _ in range(rng.randint(1, 8)))
    return rng.choice([data[:cut], data[:cut] + noise + data[cut:], data[cut:], noise + data])


def write_documents(folder: Path, number: int, seed: int) -> None:
    """Write random documents below `folder`, the same for the same `number` and `seed`, with a documents.yaml."""
    rng = random.Random(seed)
    declared: dict[str, object] = {}
    suffixes = list(_FORMS)
    for index in range(number):
        suffix = rng.choices(suffixes, [weight for _, weight in _FORMS.values()])[0]
        path = (
            folder
            / f"{index // 500}"
            / f"{index}-{rng.choice(_PLACES.split())}{rng.choice(['', '-2024', '工作报告'])}{suffix}"
        )
        data = _FORMS[suffix][0](rng)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_damaged(data, rng) if rng.random() < 1 / 8 else data)
        if rng.random() < 1 / 20:
            declared[path.relative_to(folder).as_posix()] = rng.choice(
                [None, {"date": _date(rng)}, {"title": None}, {"x": 1}]
            )
    (folder / "documents.yaml").write_text(yaml.safe_dump(declared), encoding="utf-8")


def faults(report: IndexReport) -> list[str]:
    """The reasons for leaving out a file that are faults of the program."""
    return [reason for _, reason in report.skipped if any(fault in reason for fault in FAULTS)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the documents, index them and say what became of them. Gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="keep the documents here")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary, "documents")
        write_documents(folder, options.number, options.seed)
        started = time.perf_counter()
        with Library.open(Settings(data_dir=Path(temporary, "library"))) as library:
            report = library.index([folder])
        seconds = time.perf_counter() - started
    counts = f"{len(report.added):,} indexed, {len(report.skipped):,} left out, {report.passages:,} passages"
    print(f"{counts}, {seconds:.0f} s")
    for reason, count in Counter(reason.partition(": ")[2][:60] for _, reason in report.skipped).most_common():
        print(f"{count:6,}  {reason}")
    for fault in faults(report):
        print(f"fault: {fault}")
    return 1 if faults(report) else 0


if __name__ == "__main__":
    sys.exit(main())
