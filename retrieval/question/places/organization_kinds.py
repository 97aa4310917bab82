"""Which organizations a question ranges over: the words for kinds of organizations, and which names are of a kind."""

import re
from collections.abc import Iterable

from retrieval.text.folding import fold
from retrieval.text.organization_vocabulary import COMPANY, ZONE

_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
"""Cities that are provinces: those that the Constitution of China, article 30, names 直辖市, as of 1997."""

_OFFICE = re.compile(r"(?:人民)?政府\Z")

_KINDS: tuple[tuple[str, str, str, str], ...] = (
    (
        "province",
        r"省级?(?:行政区|区市|市区|份|市)?|自治区|直辖市|地方政府",
        r"provinces?|provincial(?:-level)? \w+",
        r"省\Z|自治区\Z",
    ),
    ("zone", rf"{ZONE}|园区", r"(?:\w+ )?zones?|parks?", rf"(?:{ZONE}|园区)\Z"),
    ("county", r"区县|县市区?|县区|县", r"count(?:y|ies)|districts?", r"[县区旗]\Z|市\Z"),
    ("prefecture", r"自治州|州|盟", r"prefectures?", r"[州盟]\Z"),
    ("city", r"(?:地级)?市|城市|地市|市州", r"cit(?:y|ies)|municipalit(?:y|ies)", r"市\Z"),
    ("company", r"公司|企业|集团", r"compan(?:y|ies)|firms?|enterprises?", rf"(?:{COMPANY})\Z"),
    (
        "any",
        r"地方?区?|单位|机构|部门|局|组织|学校|医院|大学",
        r"regions?|places?|organi[sz]ations?|localit(?:y|ies)|areas?|reports?",
        "",
    ),
)
"""Kinds of organizations: what a question in Chinese and in English calls them, and what ends a name of the kind."""

CHINESE_KINDS = "|".join(chinese for _, chinese, _, _ in _KINDS)
"""A pattern of a word for a kind of organization."""

ENGLISH_KINDS = "|".join(english for _, _, english, _ in _KINDS)
"""The same in English."""

_ENDS = {name: re.compile(end) for name, _, _, end in _KINDS}


def kind_called(word: str) -> str:
    """The kind of organization that a folded word matched by one of these patterns names."""
    return next(
        name for name, *patterns, _ in _KINDS if any(re.fullmatch(pattern, word) is not None for pattern in patterns)
    )


def of_kind(kind: str, organizations: Iterable[str]) -> list[str]:
    """Those of the organizations that are of a kind, in their order."""
    return [name for name in organizations if _is(kind, _OFFICE.sub("", fold(name)))]


def _is(kind: str, name: str) -> bool:
    if name in _MUNICIPALITIES:
        return kind in ("province", "city", "any")
    if _ENDS["zone"].search(name):  # ends as a district does
        return kind in ("zone", "any")
    return _ENDS[kind].search(name) is not None
