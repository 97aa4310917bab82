"""What a passage states of a measure: each figure with its year, whether it is planned, and how sure that is."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from retrieval.across.asked.measure import Measure
from retrieval.across.gathering import Promising
from retrieval.across.stated.figures import Figure, figure_at, figures_of, fits, in_words, kind_behind
from retrieval.across.stated.mentions import Mention, mentions_of, says_some
from retrieval.across.stated.ownership import is_own
from retrieval.across.stated.timing import Section, When, section_of, when_of
from retrieval.document import Span
from retrieval.numbers import Quantity, quantities
from retrieval.numbers.listed_figures import listed
from retrieval.storage.passages import StoredPassage
from retrieval.text.folding import fold

_HEAD_ONLY = 0.9
"""How sure a statement is that names the last word of its measure only, beside one that names all of it."""

_LEAD = re.compile(r"\s*(?:——|一是|二是|三是|四是|五是|[((]?[一二三四五六七八九十\d]+[)).、])?[^,;:。]{2,16}。\s*")
"""A short sentence that says what the next one is about (粮食生产再创新高。)."""

_SHORT = 3
"""Characters of a name of a measure that leave open what it is of, further on in a list."""

_FLOW = re.compile(r"建成|新建|改造|建设|新增|完成|开工|提升|启动|开通|投产|新开|培育|创建|认定|打造|整治|修复")
_ADDED = re.compile(r"新增|净增|新培育|新认定|新开工|新登记|新设|新引进|新签|新建|认定")
_STOCK = re.compile(r"累计|总数|总面积|保有|存量|总规模|达到?(?:了)?\Z|拥有|现有")


@dataclass(frozen=True, slots=True)
class Statement:
    """What an organization states of a measure: a figure in a sentence of a passage. `sentence` and `value` are
    stretches of the passage's text."""

    passage: StoredPassage
    sentence: Span
    value: Span
    figure: Figure
    when: When
    sure: float


def statements(measure: Measure, promising: Promising, forms: Collection[str]) -> list[Statement]:
    """The statements of a measure in a passage of an organization that goes by `forms`."""
    passage = promising.passage
    folded = fold(passage.text)
    if not says_some(measure, folded):
        return []
    section = section_of(passage, promising.behind_targets)
    spans = sorted(passage.sentences)
    before = [fold(one.text[slice(*span)]) for one in promising.earlier for span in sorted(one.sentences)]
    found: list[Statement] = []
    lead: int | None = None
    for start, end in spans:
        sentence = folded[start:end]
        stated: list[Statement] = []
        if says_some(measure, sentence):
            stated = list(_of_sentence(measure, passage, (start, end), sentence, (section, before, forms)))
        elif lead is not None and says_some(measure, folded[lead:end]):
            stated = list(_of_sentence(measure, passage, (lead, end), folded[lead:end], (section, before, forms)))
        found += stated
        before.append(sentence)
        lead = start if _LEAD.fullmatch(sentence) else None
    return found


def _of_sentence(
    measure: Measure,
    passage: StoredPassage,
    span: Span,
    sentence: str,
    around: tuple[Section, Sequence[str], Collection[str]],
) -> Iterator[Statement]:
    section, before, forms = around
    stated = quantities(passage.text[slice(*span)])
    seen: set[int] = set()
    for mention, figure in _figures(measure, sentence, stated, forms):
        if figure.start in seen:
            continue
        clause_start = max((m.end() for m in re.finditer(r"[,;:。、]", sentence[: mention.start])), default=0)
        when = when_of(section, before, sentence[: figure.start], sentence[clause_start : figure.start])
        if figure.number is None and not when.targets and figure.kind != "growth":
            continue
        if figure.kind == "amount" and measure.flow is not _flows(sentence, mention, figure, measure.flow):
            continue
        seen.add(figure.start)
        start = span[0]
        sure = figure.sure * (1.0 if mention.whole else _HEAD_ONLY)
        yield Statement(passage, span, (start + figure.start, start + figure.end), figure, when, sure)


def _figures(
    measure: Measure, sentence: str, stated: Sequence[Quantity], forms: Collection[str]
) -> Iterator[tuple[Mention, Figure]]:
    """The figures of a sentence that are a measure's own, each with where the measure is named."""
    for one in listed(sentence, stated):
        named = mentions_of(measure, one.text)
        kind, falls = kind_behind(one.text + one.lead, one.number)
        if not named or kind is None or not fits(measure, kind, one.number):
            continue
        place = Mention(one.start, one.end)
        own = is_own(measure, named[0], one.text, forms) and is_own(measure, place, sentence, forms)
        if not one.first and named[0].start == 0 and named[0].end <= _SHORT:
            continue  # 农产品网络零售额、出口额: whose, the first may say for both
        if own and (kind == "growth" or named[-1].end >= len(one.text) - 2):
            yield place, figure_at(sentence, one.number, kind, falls, 1.0)
    for mention in mentions_of(measure, sentence):
        if not is_own(measure, mention, sentence, forms):
            continue
        figures = figures_of(measure, mention, sentence, stated)
        for figure in figures:
            yield mention, figure
        if not figures and (said := in_words(measure, mention, sentence)) is not None:
            yield mention, said


def _flows(sentence: str, mention: Mention, figure: Figure, wanted: bool) -> bool:
    """Whether a sentence tells what was done in a time (建成, 新增) and not what there is (累计, 达). Where it is what
    there is that is asked for, and nothing done is `wanted`, only what was added counts as done."""
    clause = re.split(r"[,;:。]", sentence[: max(mention.end, figure.start)])[-1]
    named = sentence[mention.start : mention.end]
    if not wanted:
        return bool(_ADDED.search(clause.replace(named, " ")))
    if _STOCK.search(sentence[mention.end : figure.start]) or re.search("累计|总数|总面积", clause):
        return False
    return bool(_FLOW.search(clause) or _FLOW.search(named))
