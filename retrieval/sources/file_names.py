"""What the names of files say: how they are shown, which are never documents, which pictures are pages of one."""

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

from retrieval.sources.file_kinds import PICTURES
from retrieval.text.folding import COMMON_HAN

BESIDE_DOCUMENTS = ("documents.yaml", "aliases.yaml", "words.txt")
"""Files that say something about the documents beside them, and are none."""

LONGEST_RUN = 1000
"""Pictures that may be the pages of one document."""

_NUMBERED = re.compile(r"(?P<before>.*?)(?P<number>[0-9]{1,9})(?P<after>[)）页]?\.[^.]+)", re.DOTALL)
_RUN = re.compile(r"(?P<before>.*)\[(?P<first>[0-9]{1,9})-(?P<last>[0-9]{1,9})\](?P<after>[)）页]?\.[^.]+)", re.DOTALL)
_VERSION = r"(?:副本|终稿|定稿|印刷稿|修改稿|送审稿|final|v\d+)"
_COPY = re.compile(
    rf"\A\d{{1,3}}[-_.、 ]+(?=\D)|[-_ ]*(?:[(（\[]\s*(?:\d{{1,2}}|{_VERSION})\s*[)）\]]|{_VERSION})+\Z", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"新建|未命名|无标题|工作簿|副本|扫描|微信|图片|截图|下载|(?:文档\s*\d*|附件\s*\d*|全文|正文|说明)\Z"
)
_HAN = re.compile(f"[{COMMON_HAN}]")
_FEWEST_HAN = 4
_UNSEEN = {"Cc", "Cf", "Zl", "Zp"}
"""Unicode categories of what is not seen or steers a terminal: control, format (bidirectional marks), separators."""


def printable_name(name: str) -> str:
    """A name as it can be shown: without what steers a terminal or turns text around; U+FFFD for bytes that are no
    UTF-8. A name that has nothing else is U+FFFD."""
    seen = "".join(c for c in name if unicodedata.category(c) not in _UNSEEN)
    return re.sub("[\ud800-\udfff]", "\ufffd", seen) or "\ufffd"


def left_alone(name: str) -> bool:
    """Whether a file or folder of this name is hidden, is what says something about documents, or is what Word leaves
    beside an open document."""
    return name.startswith((".", "~$")) or name in BESIDE_DOCUMENTS


def runs(names: Collection[str]) -> dict[str, list[str]]:
    """Of the names in one folder, those of pictures that differ only in a number at their end and count on: the name of
    each such run, `scan-[1-3].jpg`, with its names in the order of their numbers.

    Numbers with leading zeros are one run when they are equally long. A single picture is no run.
    """
    numbered: list[tuple[int, int, str, str, str]] = []
    for name in names:
        match = _NUMBERED.fullmatch(name)
        if match and name.lower().endswith(PICTURES):
            number = match["number"]
            numbered.append((int(number), len(number), number, match["before"], match["after"]))
    left = {(before, number, after) for _, _, number, before, after in numbered}
    found: dict[str, list[str]] = {}
    for first, digits, number, before, after in sorted(numbered):
        last = first
        while (before, f"{last:0{digits}}", after) in left and last - first < LONGEST_RUN:
            left.remove((before, f"{last:0{digits}}", after))
            last += 1
        if last - first > 1:
            run = f"{before}[{number}-{last - 1:0{digits}}]{after}"
            if run not in names:
                found[run] = pages_of(run)
    return found


def pages_of(name: str) -> list[str]:
    """The names of the pictures that a run is made of, in order; none when it is not the name of a run."""
    match = _RUN.fullmatch(name)
    if match is None or not 0 < int(match["last"]) - int(match["first"]) < LONGEST_RUN:
        return []
    digits = len(match["first"])
    numbers = range(int(match["first"]), int(match["last"]) + 1)
    return [f"{match['before']}{number:0{digits}}{match['after']}" for number in numbers]


def title_in(name: str) -> str | None:
    """What the name of a file says that the document is called: its Chinese name without ending, number of the copy and
    what programs put there; None where it says nothing (`新建文档.txt`, `scan001.pdf`)."""
    stem = PurePosixPath(name).stem
    title = _COPY.sub("", stem).strip(" -_.")
    return title if len(_HAN.findall(title)) >= _FEWEST_HAN and not _NO_TITLE.match(title) else None
