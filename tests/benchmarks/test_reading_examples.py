"""Examples for the reader to learn from."""

import random
from pathlib import Path

import pytest

from benchmarks.bench import Bench
from benchmarks.reading_examples import Example, Maker
from benchmarks.sets import Asked, QuestionSet
from embeddings.onnx_encoder import OnnxEncoder
from retrieval.library import Library
from retrieval.settings import Settings

REPORTS = {
    "西林.txt": """西林经济开发区：让路通起来

西林经济开发区 2023 年修路 37 公里，架桥 4 座。园区种下的树木达到 1 万棵，树下铺了三千米长的步道。
""",
    "东沟.txt": """东沟经济开发区：让水清起来

东沟经济开发区 2024 年建成污水处理厂 2 座，全年清理淤泥 18 公里。
""",
}
ASKED = Asked("西林经济开发区2023年修路多少公里？", ("37 公里",), ("西林.txt",))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder: Path = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    library.index([folder])
    return Bench(QuestionSet("reports", folder, (ASKED,)), library)


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(OnnxEncoder("bundled").words.tokenizer, random.Random(0))


def answer_of(maker: Maker, example: Example) -> str:
    tokens = example.ids[example.begins[0] : example.ends[0] + 1]
    return str(maker.tokenizer.decode(list(tokens)))


def test_a_question_is_taken_with_and_without_its_answer(maker: Maker, bench: Bench) -> None:
    found = [example for _ in range(30) for example in maker.of_question(bench, ASKED, ["桥梁"], False)]
    assert {example.kind for example in found} == {
        "answered", "other passage", "other word", "cut out", "word for word"
    }  # fmt: skip
    for example in found:
        assert len(example.ids) == len(example.hints) == len(example.allowed)
        assert all(example.allowed[place] for place in (*example.begins, *example.ends))
        if example.kind == "answered":
            assert "37" in answer_of(maker, example)
        if example.kind in ("other passage", "other word", "cut out"):
            assert example.begins == example.ends == ()


def test_statements_are_made_into_questions_for_their_figures(maker: Maker, bench: Bench) -> None:
    found = [example for _ in range(10) for example in maker.of_statements(bench, 2)]
    answered = [example for example in found if example.kind == "answered"]
    assert all(example.begins for example in answered)
    given = {answer_of(maker, example).replace(" ", "") for example in answered}
    assert "37公里" in given, given
    assert any("修路37公里" in answer for answer in given), given
    assert all(example.hints[example.allowed].any() for example in answered)


def test_chinese_is_put_in_english_word_for_word(maker: Maker) -> None:
    english = maker.in_english("石桥县的公路有多少公里？")
    assert english is not None
    assert english.isascii()
    assert "how many" in english
    assert maker.in_english("谁？") is None
