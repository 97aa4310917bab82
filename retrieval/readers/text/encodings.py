"""Bytes of a text file -> characters, with the encoding recognised.

UTF-8 and UTF-16 tell themselves by their rules. GB18030 and Big5 accept nearly each other's bytes, but ordinary text
in either keeps to the characters that its standard calls commonly used (level 1), and text decoded wrongly does not.
"""

import codecs
import re
from functools import cache

from retrieval.errors import DamagedDocument, UnsupportedFormat

_SAMPLE = 100_000
"""How many characters are looked at to judge a decoding."""

_CREDIBLE = 0.5
"""The least share of common characters in a credible decoding. Traditional Chinese written in GBK, whose level 1 is
Simplified, has about 0.6, Simplified Chinese in GBK and Traditional in Big5 over 0.95."""

_MOST_CONTROLS = 0.02
"""The largest share of control characters in anything that is still a text."""

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
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The characters of `data`, a byte-order mark dropped, line ends as they are, and the encoding's Python name.

    Raises UnsupportedFormat when `data` is binary, DamagedDocument when it is text in no encoding known here.
    """
    text, encoding = _decode(data, name)
    if "\0" in text or len(_CONTROL.findall(text, 0, _SAMPLE)) > _MOST_CONTROLS * min(len(text), _SAMPLE):
        raise _binary(name)
    if _SURROGATE.search(text):
        raise DamagedDocument(f"{name}: holds half characters (lone surrogates). Save it again as UTF-8.")
    return text, encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding.removesuffix("-sig"))
            if text is None:
                raise DamagedDocument(f"{name}: begins as {encoding} but breaks its rules further on. Save it again.")
            return text, encoding
    if b"\0" in data:
        best = _most_ordinary(data, {"utf-16-le": _level_1_of_both(), "utf-16-be": _level_1_of_both()})
        if best is None:
            raise _binary(name)
        return best
    text = _strictly(data, "utf-8")
    best = (text, "utf-8") if text is not None else _most_ordinary(data, _levels_1())
    if best is None:
        raise DamagedDocument(f"{name}: {_where_utf8_breaks(data)} Save it as UTF-8 and try again.")
    return best


def _most_ordinary(data: bytes, encodings: dict[str, frozenset[str]]) -> tuple[str, str] | None:
    """`data` decoded by the one of `encodings` that gives the most ordinary text, if any gives a credible one."""
    best, best_share = None, _CREDIBLE
    for encoding, common in encodings.items():
        text = _strictly(data, encoding)
        if text is not None and (share := _share_of_common(text, common)) > best_share:
            best, best_share = (text, encoding), share
    return best


def _where_utf8_breaks(data: bytes) -> str:
    """Says which byte is bad in what is otherwise UTF-8, or that no encoding fits."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if any(byte > 0x7F for byte in data[: min(error.start, _SAMPLE)]):
            return f"its text is UTF-8 but damaged at byte {error.start}."
    return "its text is in no encoding known here (UTF-8, UTF-16, GB18030, Big5)."


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _binary(name: str) -> UnsupportedFormat:
    return UnsupportedFormat(f"{name}: a binary file, not a text.")


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
