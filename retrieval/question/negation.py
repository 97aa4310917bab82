"""What a text says is not so: 未通过, 没有人受伤, 尚不具备; 未成年, 不锈钢 and 无锡 are words and deny nothing."""

import re
from collections.abc import Iterator

import rjieba

from retrieval.document import Span
from retrieval.text.folding import HAN

_DENYING = re.compile(
    r"(?:尚|还|仍|并|从|均|中|都|也|却|暂|毫|全|至今)*(?:没有?|未|不|无|不是|未能|未曾|未被|没能|不再|不能|不会|不予|不得|不通|不在|不需|无需|无须|不用|不必|没有?人|无人)"
)
_ASKED = re.compile(
    r"是不是|有没有|(?<!还)[没不](?=[?？。]|\Z)|能不能|会不会|是否|不到|不足|不含|不包[括含]|不计|不算|不另|不仅|不只|不但|不少|不断|不超过|不少于"
)
_ENGLISH = re.compile(r"\b(?:not|never|no longer|without|fail(?:s|ed)? to|\w+n't|nobody|none)\b")
_PART = re.compile(r"[^;。!?\n]+")
_CLAUSE = re.compile(r"[^,;:。!?\n]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


def denials(folded: str) -> Iterator[Span]:
    """Where a folded text has a word that denies what follows it."""
    english = (match.span() for match in _ENGLISH.finditer(folded))
    yield from english
    blanked = _ASKED.sub(lambda match: "," * len(match[0]), folded)
    for run in re.finditer(f"[{HAN}]+", blanked):
        position = run.start()
        for word in rjieba.cut(run[0]):
            if _DENYING.fullmatch(word):
                yield position, position + len(word)
            position += len(word)


def clauses(folded: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The clauses of a stretch of a folded text, between commas, semicolons, colons and full stops."""
    stretch = _THOUSANDS.sub("0", folded[start:end])
    return [(start + match.start(), start + match.end()) for match in _CLAUSE.finditer(stretch) if match[0].strip()]


def parts(folded: str, start: int, end: int) -> list[Span]:
    """The parts of a stretch of a folded text, between semicolons and the ends of sentences."""
    return [match.span() for match in _PART.finditer(folded, start, end)]
