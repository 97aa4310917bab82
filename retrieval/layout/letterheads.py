"""What stands above a headline because of who issues a paper, and not because of what it says.

Official documents (GB/T 9704-2012, 7.2) begin with marks of secrecy and urgency, the issuing organ with 文件 behind
it, a document number and who signs; bulletins with their name, the number of the issue, who edits them and the day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.layout.blocks import Piece
from retrieval.layout.line_kinds import Kind
from retrieval.text.folding import COMMON_HAN, fold
from retrieval.text.organization_names import Name, named_by, names
from retrieval.text.written_dates import find_date

_MARK = re.compile(r"(?:绝密|机密|秘密|内部(?:资料|文件)?|特急|特提|加急|平急|急件)(?:[★☆\s].{0,12})?")
_ISSUED = re.compile(r"(?P<organ>.{4,40}?)\s*文件|文件")
_ORGAN = re.compile(rf"(?P<organ>[{COMMON_HAN}()]{{3,30}}(?:部|委|府|局|厅|办|室|院|会|处|署|所|中心|公司|集团))")
_NUMBER = re.compile(
    rf"[{COMMON_HAN}]{{1,16}}\s*[〔\[(【]\s*(?:19|20)\d\d\s*[〕\])】]\s*第?\s*\d{{1,5}}\s*号(?:\s+签发人\s*:.{{1,20}})?|签发人\s*:.{{1,20}}"
)
_BULLETIN = re.compile(r".{0,16}(?:简报|快报|专报|动态|参考|简讯|通讯|信息|要情|周报|月报|通报|摘报|专刊|增刊)")
_ISSUE = re.compile(
    rf"(?:(?P<organ>[{COMMON_HAN}]{{4,30}})?[《“](?P<bulletin>[^《》“”]{{2,20}})[》”]\s*)?[(\[]?\s*(?:(?:19|20)\d\d\s*年?)?\s*第\s*[\d一二三四五六七八九十百]{{1,5}}\s*期.{{0,24}}"
)
_EDITED = re.compile(r"(?P<organ>.{4,30}?)\s*(?:主办|编印|编发|编辑|编|印)?\s*(?=(?:19|20|二)\S{2,3}年)(?P<day>\S+日)")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The `lines` of a letterhead, those of them that are also `text` (a document's number, an issue's), and whose it
    is, of what day and which bulletin."""

    lines: tuple[Piece, ...] = ()
    text: tuple[Piece, ...] = ()
    organizations: tuple[Name, ...] = ()
    date: str | None = None
    bulletin: str | None = None


def read_letterhead(pieces: Sequence[Piece]) -> Letterhead:
    """The letterhead among the lines above an article's text: none where neither a document's number nor that of an
    issue stands there, and where no line would be left for the headline."""
    folded = [fold(piece.text).strip() for piece in pieces]
    numbers = [i for i, line in enumerate(folded) if _NUMBER.fullmatch(line)]
    issues = [i for i, line in enumerate(folded) if _ISSUE.fullmatch(line)]
    if not numbers and not issues:
        return Letterhead()
    found, organizations, date, bulletin = {*numbers, *issues}, tuple[Name, ...](), None, None
    for i, (piece, line) in enumerate(zip(pieces, folded, strict=True)):
        issued, edited = _ISSUED.fullmatch(line), _EDITED.fullmatch(line)
        organ = issued or (_ORGAN.fullmatch(line) if numbers and i < numbers[0] else None)
        if numbers and (_MARK.fullmatch(line) or organ):
            found.add(i)
            organizations = organizations or (_issuer(piece.text[: organ.end("organ")]) if organ else ())
        elif issues and i < issues[0] and _BULLETIN.fullmatch(line):
            found.add(i)
            bulletin = piece.text
        elif issues and i > issues[0] and edited:
            found.add(i)
            organizations = tuple(names(piece.text[: edited.end("organ")]))[:1]
            date = find_date(line[edited.start("day") :])
    if len(found) == len(pieces):
        return Letterhead()
    for i in issues:
        if (issue := _ISSUE.fullmatch(folded[i])) and issue["bulletin"]:
            bulletin = bulletin or pieces[i].text[slice(*issue.span("bulletin"))]
            organizations = organizations or named_by(pieces[i].text[: max(issue.end("organ"), 0)])
    days = (find_date(folded[i]) for i in sorted({*numbers, *issues}))
    date = date or next((day for day in days if day and len(day) == len("2024-03-05")), None)
    lines = tuple(pieces[i] for i in sorted(found))
    text = tuple(replace(pieces[i], kind=Kind.BODY) for i in sorted({*numbers, *issues}))
    return Letterhead(lines, text, organizations, date, bulletin)


def _issuer(organ: str) -> tuple[Name, ...]:
    """The organ above a document's number: by its place there a name, whatever words it is made of."""
    return named_by(organ) or ((Name(organ, (0, len(organ)), organ, (), True),) if organ else ())
