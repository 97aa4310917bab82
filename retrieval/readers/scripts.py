"""Raised and lowered characters -> text: exponents and indices as Unicode has them, the marks of notes taken off.

`10` with a raised 8 is 10⁸ and no 108; `320` with a raised 1 before 家 is 320家 with a note, and no 3201家.
"""

import re

from retrieval.text.folding import COMMON_HAN

_SUPERSCRIPTS = str.maketrans("0123456789+-−–－=()n i", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁻⁼⁽⁾ⁿ ⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−–－=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₋₌₍₎")
_EXPONENT = re.compile(r"[+\-−–－]?\d{1,3}|[nijkmxt]|n[+\-−]\d")
_LOWERED = re.compile(r"[\d+\-−=()]+")
_POWER_OF_TEN = re.compile(r"(?:[×xX✕*·∙]\s*10|(?<![\d.])(?<!\d[,，])10)\Z")
_UNITS = (
    r"(?:[kcdmnuµμh]?m|hm|s|h|d|a|t|k?g|mg|mm?ol|m?[lL]|K|k?Pa|[kMG]?W|k?V|m?A|[kM]?Hz|[kMG]?J|[kM]?N|inch|in|ft|ha|"
    r"平方米|米|公里|里|km)"
)
_AFTER_UNIT = re.compile(rf"(?:(?<![A-Za-z]){_UNITS}|[㎜㎝㎞㎡])\Z")
_AFTER_VARIABLE = re.compile(r"(?<![A-Za-z])[A-Za-z]\Z|[α-ωΑ-Ω)\]]\Z")
_MARK = re.compile(
    r"[\[〔【（(]?(?:注|附注|Note|note)?\s*[\d①-⑳㉑-㉟❶-❿a-z*＊†‡§#△▲☆★]{0,3}"
    r"(?:\s*[,，、\-–~～—]\s*[\d①-⑳㉑-㉟❶-❿a-z*†‡]{1,3})*[\]〕】）)]?"
)
_DEGREE = re.compile(r"[oO○°º]")
_WORDS = re.compile(r"(?:st|nd|rd|th|er|TM|SM|®|™|′|″|\"|')\Z", re.IGNORECASE)


def raised(before: str, text: str) -> str:
    """What a raised `text` behind `before` is written as: an exponent in raised digits, nothing for the mark of a note.

    Behind a power of ten, a unit or a variable it is an exponent, elsewhere the mark of a note: reports raise numbers
    for these two alone. At the beginning of a line it is the number of the note that stands there, which is kept.
    """
    bare = "".join(text.split())
    if not bare:
        return text
    if not before.strip():
        return bare.translate(_SUPERSCRIPTS) if _EXPONENT.fullmatch(bare) else text
    if _DEGREE.fullmatch(bare) and before[-1:].isdigit():
        return "°"
    if _WORDS.fullmatch(bare):
        return text
    if _EXPONENT.fullmatch(bare) and _takes_exponent(before.rstrip(), bare):
        return bare.translate(_SUPERSCRIPTS)
    if _MARK.fullmatch(bare):
        return ""
    return f"^{text}" if bare[0].isdigit() and before[-1].isdigit() else text


def lowered(before: str, text: str) -> str:
    """What a lowered `text` behind `before` is written as: CO₂; as it is where Unicode has no such characters."""
    bare = "".join(text.split())
    if _LOWERED.fullmatch(bare):
        return bare.translate(_SUBSCRIPTS)
    return f"_{text}" if bare[:1].isdigit() and before[-1:].isdigit() else text


def superscript(text: str) -> str:
    """`text` as an exponent of a formula: raised characters where Unicode has them all, else behind a circumflex."""
    bare = "".join(text.split())
    return bare.translate(_SUPERSCRIPTS) if _EXPONENT.fullmatch(bare) else f"^{_bracketed(bare)}"


def subscript(text: str) -> str:
    """`text` as an index of a formula: lowered characters where Unicode has them all, else behind an underscore."""
    bare = "".join(text.split())
    return bare.translate(_SUBSCRIPTS) if _LOWERED.fullmatch(bare) else f"_{_bracketed(bare)}"


def grouped(text: str) -> str:
    """A part of a formula as one: in brackets when it is more than a number, a name or a bracket already."""
    return text if re.fullmatch(r"[\w.%]*|\([^()]*\)", text) else f"({text})"


def _bracketed(text: str) -> str:
    return text if len(text) == 1 else f"({text})"


def _takes_exponent(before: str, text: str) -> bool:
    if _POWER_OF_TEN.search(before):
        return True
    if _AFTER_UNIT.search(before):
        return text.lstrip("+-−–－") in ("1", "2", "3", "4")
    return _AFTER_VARIABLE.search(before) is not None and not re.search(rf"[{COMMON_HAN}][）)\]]\Z", before)
