"""Bytes of a text file -> characters, with the encoding recognised.

UTF-8 and UTF-16 tell themselves by their rules. GB18030 and Big5 accept nearly each other's bytes, but ordinary text
in either keeps to the characters that its standard calls commonly used (level 1), and text decoded wrongly does not.
"""

import codecs
import re
from functools import cache

from retrieval.errors import DamagedDocument, UnsupportedFormat
from retrieval.text.folding import COMMON_HAN

_SAMPLE = 100_000
"""How many characters are looked at to judge a decoding."""

_CREDIBLE = 0.5
"""The least share of common characters in a credible decoding. Traditional Chinese written in GBK, whose level 1 is
Simplified, has about 0.6, Simplified Chinese in GBK and Traditional in Big5 over 0.95."""

_MOST_CONTROLS = 0.02
"""The largest share of control characters in anything that is still a text."""

BROKEN = "\ufffd"
"""What stands in a text for bytes that could not be decoded (Unicode's replacement character)."""

_FEW_BROKEN, _SHARE_BROKEN = 3, 0.01
"""How many broken characters a text may have, and what share of it: with more it is no text in this encoding."""

_LOOK_AHEAD = 40
"""Bytes behind a broken one that tell how the text goes on."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SYMBOLS = (
    range(0xA0, 0x100),
    range(0x2000, 0x2300),
    range(0x2460, 0x2500),
    range(0x3000, 0x3040),
    range(0xFF01, 0xFF61),
)
_CONTROL = re.compile(r"[\x00-\x06\x0e-\x19\x1c-\x1f\x7f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_HAN = re.compile(rf"[{COMMON_HAN}].*[{COMMON_HAN}]", re.DOTALL)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The characters of `data`, a byte-order mark dropped, line ends as they are, and the encoding's Python name.

    A few broken bytes stand as BROKEN where they are; lines in UTF-8 may stand beside others in GB18030.

    Raises UnsupportedFormat when `data` is binary, DamagedDocument when it is text in no encoding known here.
    """
    text, encoding = _decode(data, name)
    if "\0" in text or len(_CONTROL.findall(text, 0, _SAMPLE)) > _MOST_CONTROLS * min(len(text), _SAMPLE):
        raise _binary(name)
    return text, encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            body = data[len(mark) :]
            codec = encoding.removesuffix("-sig")
            text = _strictly(body, codec) or _mended(body, codec, _level_1_of_both())
            if text is not None:
                return text, encoding
            data = body  # a mark before a text that is in another encoding all the same
            break
    if b"\0" in data:
        best = _most_ordinary(data, {"utf-16-le": _level_1_of_both(), "utf-16-be": _level_1_of_both()})
        if best is None:
            raise _binary(name)
        return best
    if (text := _strictly(data, "utf-8")) is not None:
        return text, "utf-8"
    best = _line_by_line(data) or _most_ordinary(data, _levels_1()) or _least_broken(data)
    if best is None:
        known = "UTF-8, UTF-16, GB18030, Big5"
        raise DamagedDocument(f"{name}: its text is in no encoding known here ({known}). Save it as UTF-8.")
    return best


def marks_of_damage(text: str) -> tuple[str, ...]:
    """A warning about what could not be decoded in a text, none where nothing is marked."""
    count = text.count(BROKEN)
    return (f"{count} broken character{'s' * (count > 1)} stand{'s' * (count == 1)} as {BROKEN}",) if count else ()


def _line_by_line(data: bytes) -> tuple[str, str] | None:
    """A text of which some lines are Chinese in UTF-8 and others are not UTF-8: files put together, or a broken one.
    Each line is what it makes most sense as; None where no line is Chinese in UTF-8."""
    both = _level_1_of_both()
    lines = data.splitlines(keepends=True)
    decoded = [_strictly(line, "utf-8") for line in lines]
    if not any(text and _HAN.search(text) and _share_of_common(text, both) > _CREDIBLE for text in decoded):
        return None
    for number, line in enumerate(lines):
        if decoded[number] is None:
            ways = filter(None, (_mended(line, encoding, both) for encoding in ("utf-8", "gb18030")))
            decoded[number] = max(ways, key=lambda text: _share_of_common(text, both), default=None)
    if None in decoded:
        return None
    text = "".join(filter(None, decoded))
    return (text, "utf-8") if text.count(BROKEN) <= _most_broken(text) else None


def _least_broken(data: bytes) -> tuple[str, str] | None:
    """`data` in the encoding that gives an ordinary text with the fewest broken characters in it, each marked."""
    found: list[tuple[int, str, str]] = []
    for encoding, common in {"utf-8": _level_1_of_both(), **_levels_1()}.items():
        text = _mended(data, encoding, common)
        if text is not None and _share_of_common(text, common) > _CREDIBLE:
            found.append((text.count(BROKEN), text, encoding))
    return min(found, key=lambda way: way[0])[1:] if found else None


def _mended(data: bytes, encoding: str, common: frozenset[str]) -> str | None:
    """`data` decoded, with a mark in the place of each broken character; None where many are.

    Behind a bad byte the next one may begin a character or end the broken one: whichever gives the more ordinary text.
    An ASCII byte is never taken for a part of what is broken.
    """
    parts: list[str] = []
    most = _most_broken(data)
    while len(parts) <= 2 * most:
        try:
            return "".join((*parts, data.decode(encoding)))
        except UnicodeDecodeError as error:
            start, beyond = error.start, data[error.start + 1 : error.start + 2] > b"\x7f"

            def ordinary(skipped: int, start: int = start, data: bytes = data) -> float:
                ahead = data[start + skipped : start + skipped + _LOOK_AHEAD]
                return _share_of_common(ahead.decode(encoding, "replace"), common)

            parts += data[:start].decode(encoding), BROKEN
            data = data[start + (max((1, 2), key=ordinary) if beyond else 1) :]
    return None


def _most_broken(text: str | bytes) -> float:
    return _FEW_BROKEN + _SHARE_BROKEN * len(text)


def _most_ordinary(data: bytes, encodings: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """`data` decoded by the one of `encodings` that gives the most ordinary text, if any gives a credible one."""
    best, best_share = None, _CREDIBLE
    for encoding, common in encodings.items():
        text = _strictly(data, encoding)
        if text is not None and (share := _share_of_common(text, common)) > best_share:
            best, best_share = (text, encoding), share
    return best


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _binary(name: str) -> UnsupportedFormat:
    return UnsupportedFormat(f"{name}: a binary file, not a text.")


def share_of_common(text: str) -> float:
    """How ordinary a decoding is, from 0 to 1: the share of its characters outside ASCII that are in common use in
    Simplified or in Traditional Chinese, or punctuation."""
    return _share_of_common(text, _level_1_of_both())


def _share_of_common(text: str, level_1: frozenset[str]) -> float:
    """How much of the text outside ASCII is level 1 or punctuation; 1.0 when all is ASCII."""
    foreign = "".join(_NOT_ASCII.findall(text, 0, _SAMPLE))
    common = sum(map(level_1.__contains__, foreign))
    return common / len(foreign) if foreign else 1.0


@cache
def _level_1_of_gb2312() -> frozenset[str]:
    """GB/T 2312-1980, rows 16-55: lead bytes B0-D7, ordered by pronunciation, 3,755 characters."""
    return _characters("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)) | _symbols()


@cache
def _level_1_of_big5() -> frozenset[str]:
    """Big5, A440-C67E: the commonly used 5,401 characters."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    return _characters("big5", range(0xA4, 0xC6), trails) | _characters("big5", (0xC6,), range(0x40, 0x7F)) | _symbols()


@cache
def _level_1_of_both() -> frozenset[str]:
    return _level_1_of_gb2312() | _level_1_of_big5()


def _levels_1() -> dict[str, frozenset[str]]:
    """The encodings that may hold text which is not UTF-8 and has no zero bytes, with what is common in them: GB18030;
    Big5 as it is, as Microsoft and as Hong Kong extended it; UTF-16 of nothing but Chinese characters."""
    big5, both = _level_1_of_big5(), _level_1_of_both()
    return {
        "gb18030": _level_1_of_gb2312(),
        **dict.fromkeys(("big5", "cp950", "big5hkscs"), big5),
        **dict.fromkeys(("utf-16-le", "utf-16-be"), both),
    }


def _characters(encoding: str, leads: range | tuple[int, ...], trails: range | tuple[int, ...]) -> frozenset[str]:
    pairs = (bytes((lead, trail)).decode(encoding, "ignore") for lead in leads for trail in trails)
    return frozenset(filter(None, pairs))


def _symbols() -> frozenset[str]:
    return frozenset(chr(code) for block in _SYMBOLS for code in block)
