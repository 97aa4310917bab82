"""Markdown -> Document: what a page made of it would show, heading levels, and what the front matter declares.

markdown-it-py tells what is what (CommonMark 0.31, the tables and struck-out text of GitHub Flavored Markdown). The
text is written anew without the marks, each line where it stands in the file, so that lines keep their numbers. A line
of a paragraph is a block, as in plain text; rows of tables are statements.
"""

import datetime
import re

import yaml

from retrieval.document import Block, Document
from retrieval.readers.base import line_blocks
from retrieval.readers.text.encodings import decode, marks_of_damage
from retrieval.readers.text.markdown_lines import written_lines
from retrieval.text.lines import LINE_BREAK

VERSION = 3

_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\r|\n)(.*?)(?:\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.DOTALL)
_LONGEST_FRONT_MATTER = 20_000


def read(data: bytes, name: str) -> Document:
    """The Document of a Markdown file; a heading's level is as it declares. Raises as the plain reader does.

    `title`, `author`, `date`, `publication` and `organizations` (or `organization`: one, or a list) come from YAML
    front matter; front matter that is no YAML mapping is read as text.
    """
    source, encoding = decode(data, name)
    body, declared, organizations = _front_matter(source)
    text, blocks = _written(source, body)
    return Document(
        text,
        tuple(blocks),
        reader="markdown",
        reader_version=VERSION,
        encoding=encoding,
        title=declared.get("title"),
        author=declared.get("author"),
        date=declared.get("date"),
        warnings=marks_of_damage(source),
        publication=declared.get("publication"),
        organizations=organizations,
    )


def _written(source: str, body: int) -> tuple[str, list[Block]]:
    """The text, from the character `body` on as its lines are written anew, with its blocks."""
    lines, ends = LINE_BREAK.split(source[body:]), [*LINE_BREAK.findall(source, body), ""]
    parts, blocks = [source[:body]], list[Block]()
    length = body
    for pieces, end in zip(written_lines(lines), ends, strict=True):
        for number, piece in enumerate(pieces):
            text = piece.text if number == 0 else f" {piece.text}"
            blocks += (Block(length + block.start, length + block.end, piece.level) for block in line_blocks(text))
            parts.append(text)
            length += len(text)
        parts.append(end)
        length += len(end)
    return "".join(parts), blocks


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
