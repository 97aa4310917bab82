"""Whether a figure or a date is of what is planned, where a question asks for what was done."""

import re

from retrieval.numbers import Quantity
from retrieval.question.analysis import Question
from retrieval.question.vocabulary import WHEN

_DONE_ASKED = re.compile(
    r"(?<!为)了(?:多少|几|哪)|(?:共|现|总共|一共|拥|目前|现在)有(?:多少|几)(?!年)|(?<![即就])[已曾](?:经)?|(?<!何时)(?<!几时)(?<!啥时)(?<!时候)(?<!时侯)(?<!时间)(?<!会儿)(?<!多咱)(?<!年份)(?<!哪年)(?<!几月)(?:完成|建成)(?![之以]?[后时])|实际|"
    rf"(?:多少|几)[^,?]{{0,8}}了(?=[?？。]|\Z)|(?:哪年|哪一年|{WHEN}|几月|哪天)[^,?]{{1,12}}的(?=[?？。]|\Z)|"
    r"\b(?:did|had|so far|already)\b|"
    r"\b(?:was|were|has|have)\b(?: \w+){0,5}? (?:been|\w+ed|built|brought|spent|begun|made|sold|held|set up|put)\b"
)
_PLAN_ASKED = re.compile(
    r"计划|目标|预[计期算定]|准备|将[要会]?|拟|打算|力争|要求|安排|规划|争取|推迟|"
    r"\b(?:plan(?:s|ned|ning)?|target\w*|will|hop(?:e|es|ed|ing)|intend\w*|want\w*|expect\w*|aim\w*|propos\w+|"
    r"schedul\w+|postpon\w+|supposed|to be|due)\b"
)
PLAN = (
    r"(?<![比按较照])(?<![比按较照]原)(?:计划(?!生育|单列|完成率)|规划(?=[建新投到至])|(?<![模虚])拟(?!定|态)|(?<!即)将(?!军|士|近)|力争|预[计期定](?:目标)?|争取|推迟[到至]|延期|有望|"
    r"打算|力求|定于|准备(?=[再建开办举新扩引购修增在于])|(?<![需主重只])还要|(?:明|来|后)年|(?<!完成)目标|申请|申报)"
)
"""Words that say that what follows is planned, as a pattern over folded text."""
_PLAN = re.compile(PLAN)
_EXISTING = re.compile(r"(?:全部|现有|所有|原有|已有)\Z")
"""What says of a count that those counted are there already: 将对全部86家企业评估."""

_DONE = re.compile(r"[已曾](?:经|于)?|实际|完成(?![^,。;]{0,6}(?:目标|计划))|(?<!推)(?<!达)到位|竣工|建成|完工")
_PLANS = re.compile(r"(?:工作)?(?:安排|计划|打算|部署)\Z|目标任务|预期目标|主要目标|下一步|下步")


def asks_for_done(question: Question) -> str | None:
    """The words of a question that ask for what was done (完成了多少, were built); None where none do, or it asks for
    what is planned."""
    found = _DONE_ASKED.search(question.folded)
    return None if found is None or _PLAN_ASKED.search(question.folded) else found[0]


def plan_of(folded: str, figure: Quantity, start: int, headings: str) -> str | None:
    """The word that says that a figure of a sentence, which begins at `start` of a folded text, is of a plan: what
    stands last before it of words that tell a plan and words that tell what was done; where there are neither, that
    which its section's headings end with. None for a figure of what was done."""
    before = folded[start : figure.start]
    if _EXISTING.search(before):
        return None
    plan = max(_PLAN.finditer(before), key=re.Match.start, default=None)
    done = max(_DONE.finditer(before), key=re.Match.start, default=None)
    if plan is None and done is None:
        heading = _PLANS.search(headings)
        return heading[0] if heading else None
    if plan is None or (done is not None and done.start() > plan.start()):
        return None
    return plan[0]
