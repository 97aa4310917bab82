"""What a demand of a question is held against."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.document import Span
from retrieval.extraction.text_analysis import AnalysedText
from retrieval.question.demands import Demands
from retrieval.ranking.candidate import Candidate
from retrieval.ranking.query import Query
from retrieval.ranking.temporal_scope import years_of
from retrieval.text.folding import fold

STOPS = "。!?\n"
"""What ends a sentence in folded text."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a question is held against: a sentence of a candidate, and what it stands in.

    `before` is the text of the passage up to the end of the sentence, `around` the line that says whose passage it is
    and of what, with the document's name and title; all folded. `beside` are the candidates that it was chosen from.
    """

    query: Query
    demands: Demands
    candidate: Candidate
    sentence: Span
    beside: Sequence[Candidate] = ()

    @property
    def passage(self) -> AnalysedText:
        """The passage."""
        return self.candidate.reading.analysed

    @property
    def said(self) -> str:
        """The sentence."""
        return self.passage.folded[slice(*self.sentence)]

    @property
    def written(self) -> str:
        """The sentence as it is written, not folded."""
        return self.candidate.passage.text[slice(*self.sentence)]

    @property
    def whole(self) -> Span:
        """The sentence from full stop to full stop, of which one may be what stands between semicolons."""
        folded, (start, end) = self.passage.folded, self.sentence
        first = max(folded.rfind(mark, 0, start) for mark in STOPS) + 1
        if any(mark in folded[end - 2 : end] for mark in STOPS):
            return first, end
        return first, next((at for at in range(end, len(folded)) if folded[at] in STOPS), len(folded))

    @property
    def near(self) -> str:
        """The sentence, with that before it in its paragraph."""
        return self.passage.folded[sentence_before(self.candidate, self.sentence[0]) : self.sentence[1]]

    @property
    def before(self) -> str:
        """The passage up to the end of the sentence."""
        return self.passage.folded[: self.sentence[1]]

    @property
    def dated(self) -> list[tuple[str, frozenset[int]]]:
        """The sentences of the passage, each with the years that it speaks of."""
        passage = self.candidate.passage
        spans: list[Span] = sorted(passage.sentences)
        years = years_of(passage, self.passage.folded, spans)
        return [(self.passage.folded[slice(*span)], stated) for span, stated in zip(spans, years, strict=True)]

    @property
    def around(self) -> str:
        """What the passage stands in."""
        return around(self.candidate)


def sentence_before(candidate: Candidate, start: int) -> int:
    """Where the sentence before the one that begins at `start` of a candidate begins, in the same paragraph; `start`
    where there is none."""
    paragraph = candidate.reading.analysed.folded.rfind("\n", 0, start) + 1
    begins = [one.start for one in candidate.sentences if paragraph <= one.start and one.end <= start]
    return max(begins, default=start)


def around(candidate: Candidate) -> str:
    """The line that says whose passage a candidate is and of what, with the document's name and title, folded."""
    passage = candidate.passage
    titles = (passage.document_title or "", passage.headline or "", passage.document_name)
    return fold(" ".join((*passage.organizations, *titles, *passage.headings)))


def mostly_stands(word: str, text: str) -> bool:
    """Whether a word stands in a text, whole or, of three and more characters, by half of its pairs."""
    pairs = {word[i : i + 2] for i in range(len(word) - 1)}
    return word in text or (len(word) > 2 and 2 * sum(pair in text for pair in pairs) >= len(pairs))
