"""Who wrote or spoke: bylines, and the speaker of an address."""

import re

import rjieba

from retrieval.text.folding import COMMON_HAN, fold
from retrieval.text.person_names import _NAME, is_person

_WRITER = (
    rf"(?:本报|本刊|本网|本台|新华社|中新社|[{COMMON_HAN}]{{2,6}}[报社网台])?"
    r"(?:特约|见习|实习|首席|驻站|全媒体|融媒体)*(?:记者|通讯员|作者)"
)
_TASK = r"(?:文/图|图/文|文|图|摄影?|撰稿人?|撰文|评论员|报道|供稿|整理|采写)"
_ROLES = re.compile(
    rf"(?<![{COMMON_HAN}])(?:{_WRITER}(?:[:/]|\s+|(?=[{COMMON_HAN}]))|{_TASK}(?:[:/]|\s+(?=\S\S)))|[\s/](?:{_TASK}|{_WRITER})\Z"
)
_WRITER_FIELD = re.compile(
    rf"(?:作者|记者|撰稿)\s*[:/]\s*[{COMMON_HAN}·]{{2,12}}(?:[、\s]+[{COMMON_HAN}]{{2,4}}(?![{COMMON_HAN}:]))*"
)
_BETWEEN_NAMES = re.compile(r"[、,，/／;；|()（）]+")
_LONGEST_BYLINE = 40
_SENTENCE_END = re.compile(r"[。!?…][”’」』)》]*")

_OFFICE = (
    r"(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|主席|主任|书记|局长|厅长|院长|校长|部长|行长|会长|理事长|董事长|总经理|"
    r"总裁|秘书长|检察长|总理)"
)
_PERSON = rf"[{COMMON_HAN}](?:\s?[{COMMON_HAN}]{{1,3}})|[{COMMON_HAN}]{{1,8}}(?:·[{COMMON_HAN}]{{1,8}})+"
_SPEAKER_LINE = re.compile(rf"[—\s]*[^。,;:!?—]{{0,30}}?{_OFFICE}(?P<gap>\s*)(?P<name>{_PERSON})(?:同志)?\s*\Z")
_SPEAKER = re.compile(
    rf"{_OFFICE}\s*(?P<after>[{COMMON_HAN}]{{2,4}}?|[{COMMON_HAN}]{{1,8}}(?:·[{COMMON_HAN}]{{1,8}})+)(?=同志|先生|女士|[在作做向代所])"
    rf"|日\s*(?P<before>[{COMMON_HAN}]{{2,4}}?)(?:代|副)?{_OFFICE}(?=同志|[在作做向代所])"
)


def byline(line: str) -> tuple[tuple[str, ...], bool]:
    """The persons that a whole line names as its writers, and whether it says so (`记者`, `文/图`, …).

    No persons when the line says anything else. Names need be no more than possible where the line says what they are.
    """
    if len(line) > _LONGEST_BYLINE:
        return (), False
    bare = line.strip(" \u3000()（）[]［］【】■□●○◆◇◎▲△*")
    roles = list(_ROLES.finditer(fold(bare)))
    for role in roles:
        bare = bare[: role.start()] + " " * len(role[0]) + bare[role.end() :]
    names = [name for group in _BETWEEN_NAMES.split(bare) for name in _spaced_names(group.split())]
    likely = _possible if roles else is_person
    return (tuple(names), bool(roles)) if names and all(map(likely, names)) else ((), False)


def trailing_byline(paragraph: str) -> tuple[str, ...]:
    """The writers named behind the last full stop of a paragraph, or nobody."""
    tail = paragraph[-_LONGEST_BYLINE:]
    ends = list(_SENTENCE_END.finditer(fold(tail)))
    return byline(tail[ends[-1].end() :].strip())[0] if ends else ()


def writer_in_source(line: str) -> tuple[str, ...]:
    """The writers named in a line on where a text was taken from: `来源：某某日报 作者：某某`."""
    match = _WRITER_FIELD.search(fold(line))
    return byline(line[match.start() : match.end()])[0] if match else ()


def speaker(line: str) -> str | None:
    """The person whom a line on an address names with an office: `省长 某某`, `…会议上市长某某作…`, `某某市长在…`."""
    folded = fold(line)
    match = _SPEAKER_LINE.match(folded)
    if match:
        name = "".join(line[match.start("name") : match.end("name")].split())
        return name if match["gap"] or is_person(name) else None
    match = _SPEAKER.search(folded)
    if match is None:
        return None
    start, end = match.span("after" if match["after"] else "before")
    return line[start:end]


def is_speaker_line(line: str) -> bool:
    """Whether a line is nothing but an office and who holds it."""
    return len(line) <= _LONGEST_BYLINE and _SPEAKER_LINE.match(fold(line)) is not None and speaker(line) is not None


def _possible(name: str) -> bool:
    """Whether `name` can be a person's where the line says that one stands there: no other word of the dictionary."""
    plain = fold(name)
    word = rjieba.tag(plain, hmm=False)
    return _NAME.fullmatch(plain) is not None and (len(word) > 1 or word[0][1].startswith("nr"))


def _spaced_names(parts: list[str]) -> list[str]:
    """Names of two characters are often set apart to the width of three: `王 明` is one name."""
    names: list[str] = []
    half = ""
    for part in parts:
        if len(part) == 1 and not half:
            half = part
        else:
            names.append(half + part)
            half = ""
    return [*names, half] if half else names
