"""The bytes of a web page -> characters. What a page declares of its encoding is often not what it is in."""

import email
import email.policy
import re

from retrieval.errors import DamagedDocument
from retrieval.readers.text.encodings import share_of_common
from retrieval.readers.text.zero_bytes import decode_with_few

_DECLARED_WITHIN = 4096
_HEADER_LINE = re.compile(rb"[a-z][a-z-]*:[ \t]")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_SIMPLIFIED = ("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "euc-cn")
_ANY_BYTES = re.compile(r"(?:iso|latin|windows|cp125|l1|us-?ascii|ascii|mac|koi8)")
"""Encodings that take any bytes, or nearly: servers declare them of pages that nobody has looked at."""

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def page_of(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The bytes of the page itself and, in a web archive (RFC 2557), how its part says they are encoded. Raises
    DamagedDocument for an archive without a page."""
    header = _BLANK_LINE.split(data[:_DECLARED_WITHIN], maxsplit=1)[0].lower()
    if not (_HEADER_LINE.match(header) and b"mime-version:" in header and b"content-type:" in header):
        return data, None
    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)  # text has no parts
            return content, part.get_content_charset()
    raise DamagedDocument(f"{name}: a web archive without a page in it. Save the page again as .html.")


def decoded(data: bytes, name: str, declared: str | None) -> tuple[str, str]:
    """The page's characters and the encoding's Python name: by its byte-order mark; by what it declares or as UTF-8,
    whichever of the two makes the more ordinary text; or as any text. Raises as `decode` does."""
    match = _CHARSET.search(data[:_DECLARED_WITHIN])
    said = (declared or (match[1].decode("ascii") if match else "")).lower()
    encoding = "gb18030" if said in _SIMPLIFIED else said
    if not data.startswith(_BOMS) and b"\0" not in data:
        ways = [way for way in dict.fromkeys(("utf-8", encoding)) if not _ANY_BYTES.match(way)]
        texts = {way: text for way in ways if (text := _strictly(data, way)) is not None}
        if texts:
            best = max(texts, key=lambda way: share_of_common(texts[way]))
            return texts[best], best
    return decode_with_few(data, name)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (LookupError, UnicodeError):
        return None
