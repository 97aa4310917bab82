"""Web pages saved from a browser (.html, .htm, .xhtml, .mht, .mhtml) -> Document: the main text, not the menus.

Nothing is fetched, ever: a page is what its file holds.
"""

import email
import email.policy
import re
from typing import Any

from retrieval.document import Document
from retrieval.errors import DamagedDocument, UnsupportedFormat
from retrieval.readers.document_builder import Assembly
from retrieval.readers.text.zero_bytes import decode_with_few
from retrieval.readers.web.lines import write
from retrieval.readers.web.main_content import furniture, main_part
from retrieval.readers.web.metadata import Metadata, read_metadata
from retrieval.readers.web.parsing import parsed
from retrieval.readers.web.tree import MOST_ELEMENTS, Node, shown_tree

VERSION = 1

LONGEST = 5_000_000
"""Characters of a page that are read: fifty times what a long one has, and a tree that fits in memory."""

_FULL = 0.1
"""The least share of what a page shows that its main text has; where it has less, all of the page is taken."""

_FEW = 200
_DECLARED_WITHIN = 4096
_HEADER_LINE = re.compile(rb"[a-z][a-z-]*:[ \t]")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_SIMPLIFIED = ("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "euc-cn")
_MOST_BROKEN = 0.001
"""The share of characters that may be broken in a page that says how it is encoded."""


def read(data: bytes, name: str) -> Document:
    """The Document of a web page. Raises UnsupportedFormat if binary, DamagedDocument when it is no page or in no known
    encoding."""
    data, declared = _page(data, name)
    text, encoding = _decoded(data, name, declared)
    root = _parsed(text[:LONGEST], name)
    metadata = read_metadata(root)
    nodes = shown_tree(root)
    assembly = _main_text(nodes, metadata)
    is_cut = len(text) > LONGEST or len(nodes) == MOST_ELEMENTS
    return Document(
        assembly.text(),
        tuple(assembly.blocks),
        reader="html",
        reader_version=VERSION,
        encoding=encoding,
        title=metadata.title,
        author=metadata.author,
        date=metadata.date,
        publication=metadata.publication,
        warnings=("The page is too large to be read whole: its end was left out.",) if is_cut else (),
    )


def _main_text(nodes: list[Node], metadata: Metadata) -> Assembly:
    """The main text; where that would be next to nothing, as on a page of links, all that the page shows."""
    assembly = Assembly()
    dropped = furniture(nodes, metadata.titles)
    write(main_part(nodes, metadata.titles, dropped), dropped, assembly)
    if len(assembly.text()) < min(_FEW, _FULL * nodes[0].characters) or not assembly.blocks:
        assembly = Assembly()
        write(nodes[0], None, assembly)
    return assembly


def _page(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The bytes of the page itself and, in a web archive (RFC 2557), how its part says they are encoded."""
    header = _BLANK_LINE.split(data[:_DECLARED_WITHIN], maxsplit=1)[0].lower()
    if not (_HEADER_LINE.match(header) and b"mime-version:" in header and b"content-type:" in header):
        return data, None
    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content, part.get_content_charset()
    raise DamagedDocument(f"{name}: a web archive without a page in it. Save the page again as .html.")


def _decoded(data: bytes, name: str, declared: str | None) -> tuple[str, str]:
    """The page's characters: by its byte-order mark, by what it declares where that fits, or as any text."""
    match = _CHARSET.search(data[:_DECLARED_WITHIN])
    said = (declared or (match[1].decode("ascii") if match else "")).lower()
    encoding = "gb18030" if said in _SIMPLIFIED else said
    if encoding and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and b"\0" not in data:
        try:
            return data.decode(encoding), encoding
        except (LookupError, UnicodeError):
            pass
    try:
        return decode_with_few(data, name)
    except (DamagedDocument, UnsupportedFormat):
        text = _mended(data, encoding)
        if text is None:
            raise
        return text, encoding


def _mended(data: bytes, encoding: str) -> str | None:
    """The page decoded as it declares, without the few characters that are broken; None where there are many."""
    try:
        text = data.replace(b"\0", b"").decode(encoding, "replace")
    except (LookupError, UnicodeError):
        return None
    return text.replace("\ufffd", "") if text.count("\ufffd") <= _MOST_BROKEN * len(text) + 1 else None


def _parsed(text: str, name: str) -> Any:
    from lxml import etree

    try:
        root = parsed(text)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise DamagedDocument(f"{name}: no web page that can be read. Save it again from the browser.")
    return root
