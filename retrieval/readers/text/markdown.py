"""Markdown -> Document: lines without their marks, heading levels, and what the front matter declares.

A line is a block, as in plain text. Only what stands at the beginning of a line is read (headings, lists, quotes,
fences: CommonMark 0.31 chapters 4 and 5); marks inside a line are the author's words as they stand. Rows of a table are
written as statements, so that the text is the file's own but for its tables; lines keep their numbers.
"""

import datetime
import re

import yaml

from retrieval.document import Block, Document
from retrieval.readers.base import line_blocks
from retrieval.readers.text.encodings import decode
from retrieval.readers.text.markdown_tables import is_table, rewritten, table_end
from retrieval.text.lines import LINE_BREAK

VERSION = 3

_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\r|\n)(.*?)(?:\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.DOTALL)
_LONGEST_FRONT_MATTER = 20_000
_FENCE = re.compile(r"(`{3,}(?=[^`]*\Z)|~{3,})")
_ATX = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?\Z")
_UNDERLINE = re.compile(r"(=+|-+)\Z")
_NO_TEXT = re.compile(r"(?:[-*_][ \t]*){3,}\Z|[|:\- \t]+\Z|#{1,6}\Z|<!--.*-->\Z")
_MARKS = re.compile(r"(?:>[ \t]*|[-*+][ \t]+)+")


def read(data: bytes, name: str) -> Document:
    """The Document of a Markdown file; a heading's `#` count is its level. Raises as the plain reader does.

    `title`, `author`, `date`, `publication` and `organizations` (or `organization`: one, or a list) come from YAML
    front matter; front matter that is no YAML mapping is read as text.
    """
    text, encoding = decode(data, name)
    body, declared, organizations = _front_matter(text)
    text = text[:body] + _with_statements(text[body:])
    return Document(
        text,
        tuple(_blocks(text, body)),
        reader="markdown",
        reader_version=VERSION,
        encoding=encoding,
        title=declared.get("title"),
        author=declared.get("author"),
        date=declared.get("date"),
        publication=declared.get("publication"),
        organizations=organizations,
    )


def _front_matter(text: str) -> tuple[int, dict[str, str], tuple[str, ...]]:
    """Where the body begins, the front matter's fields as text, and its organizations."""
    match = _FRONT_MATTER.match(text[:_LONGEST_FRONT_MATTER])
    if match is None:
        return 0, {}, ()
    try:
        fields = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        return 0, {}, ()
    if not isinstance(fields, dict):
        return 0, {}, ()
    values = {key: _as_text(fields.get(key)) for key in ("title", "author", "date", "publication")}
    named = fields.get("organizations") or fields.get("organization")
    organizations = filter(None, map(_as_text, named if isinstance(named, list) else [named]))
    return match.end(), {key: value for key, value in values.items() if value}, tuple(organizations)


def _as_text(value: object) -> str:
    """A scalar, or a list of them, of the front matter as one line; empty when it is neither."""
    if isinstance(value, list):
        return "、".join(filter(None, (_as_text(item) for item in value if not isinstance(item, list))))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date) or (isinstance(value, int) and 1000 <= value <= 9999):
        return str(value)
    return "".join(filter(str.isprintable, value)).strip() if isinstance(value, str) else ""


def _with_statements(text: str) -> str:
    """The text with the rows of its tables as statements, lines and line ends otherwise as they are."""
    if "|" not in text:
        return text
    lines, ends = LINE_BREAK.split(text), [*LINE_BREAK.findall(text), ""]
    fence, index, above = "", 0, ""
    while index < len(lines):
        opening = _FENCE.match(lines[index].strip())
        if opening and (not fence or (opening[1].startswith(fence) and lines[index].strip() == opening[1])):
            fence = "" if fence else opening[1]
        elif not fence and is_table(lines, index):
            end = table_end(lines, index)
            lines[index:end] = rewritten(lines[index:end], above)
            index = end - 1
        above = lines[index] if lines[index].strip() else above
        index += 1
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _blocks(text: str, start: int) -> list[Block]:
    blocks: list[Block] = []
    fence: str | None = None
    previous_end = -1
    for line in line_blocks(text):
        if line.start < start:
            continue
        content = text[line.start : line.end]
        opening = _FENCE.match(content)
        if fence is not None:
            if opening and content.startswith(fence) and not content.strip(fence[0]):
                fence = None
            else:
                blocks.append(line)
        elif opening:
            fence = opening[1]
        elif _underlines(content, blocks, text[previous_end : line.start] if blocks else ""):
            blocks[-1] = Block(blocks[-1].start, blocks[-1].end, level=1 if content[0] == "=" else 2)
        elif not _NO_TEXT.match(content):
            blocks.append(_block(line, content))
        previous_end = line.end
    return blocks


def _underlines(content: str, blocks: list[Block], between: str) -> bool:
    """Whether a line of `=` or `-` makes a heading of the line right above it."""
    adjacent = len(re.findall(r"\r\n|\r|\n", between)) == 1
    return bool(blocks) and adjacent and blocks[-1].level == 0 and _UNDERLINE.match(content) is not None


def _block(line: Block, content: str) -> Block:
    """The line without quote and bullet marks, which are no words of the text; numbers of lists are."""
    marks = _MARKS.match(content)
    indent = marks.end() if marks and marks.end() < len(content) else 0
    heading = _ATX.match(content, indent)
    if heading and heading[2]:
        return Block(line.start + heading.start(2), line.start + heading.end(2), level=len(heading[1]))
    return Block(line.start + indent, line.end)
