"""What a question names by a code or a number: bus N2, vehicle YZ-018, county road X207 are not N1, YZ-008, X208."""

import re
from collections.abc import Iterator

from retrieval.answer import Check
from retrieval.evidence.constraints.evidence import Evidence

_CODE = re.compile(
    r"(?<![a-z0-9.-])(?:[a-z]{1,4}-?\d{1,6}(?:[a-z]\d*)?|(?<=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])[a-z][a-z0-9]{5,6})"
    r"(?![a-z0-9])(?!\.\d)|"
    r"(?<![a-z0-9.])[a-z]?\d{1,4}(?=路(?![面段口径灯网基况由桥程局侧旁])|次列车|次航班)"
)
"""Letters with digits behind them, the plate of a vehicle, the number of a bus, train or flight."""

_COMMON = re.compile(r"(?:pm|co|so|no|ch|h|o|m|cm|km|mm|covid-?|web|f|top|t|a|b)\d|gb-?\d", re.ASCII)
"""What names a substance, a unit, a size or a standard."""


_BEGINNING = 2
"""Characters of a sentence before the code that it is about from its beginning."""

_ONE_IS_ASKED_FOR = re.compile("(?:哪|几)[一几两]?(?:路|趟|班|次)|哪[一几两]?(?:辆|台|列)")
"""Where a code is what is asked for: 停运后可以换乘几路车."""


def coded(evidence: Evidence) -> Iterator[Check]:
    """A check of each code in the question: met where it stands in the sentence, or the sentence has none like it and
    what it stands in has it; contradicted where the sentence has only others like it, silent else."""
    question = evidence.query.question
    here = codes(evidence.said)
    told = f"{evidence.near} {evidence.around}"
    where = f"{evidence.passage.folded} {evidence.around}".replace(" ", "")
    is_asked_for = _ONE_IS_ASKED_FOR.search(question.folded) is not None
    for code, (start, end) in codes(question.folded).items():
        written = question.text[start:end]
        others = [span for other, span in here.items() if _shape(other) == _shape(code)]
        if code in here or is_asked_for or (not others and code in where):
            yield Check("whose", written, "met", None, "different_subject")
        elif others and (others[0][0] <= _BEGINNING or code not in told):
            found = evidence.written[slice(*others[0])]
            yield Check("whose", written, "contradicted", found, "different_subject")
        else:
            yield Check("whose", written, "silent", None, "different_subject")


def codes(folded: str) -> dict[str, tuple[int, int]]:
    """The codes of a folded text, and where each stands first."""
    found = (match for match in _CODE.finditer(folded) if not _COMMON.fullmatch(match[0]))
    return {match[0]: match.span() for match in reversed(list(found))}


def _shape(code: str) -> str:
    """What codes of one kind have in common: letters, and where the digits stand; of a bus, that it is one."""
    return re.sub(r"\d+", "0", re.sub(r"\A[a-z](?=\d{1,3}\Z)", "", code))
