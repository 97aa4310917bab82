"""Systems measured side by side as people do it, over a small library; the peers' own environments are not made."""

import ast
import json
import re
from pathlib import Path

import numpy as np
import pytest
from command_line import write_reports

from benchmarks.peers import __main__ as program
from benchmarks.peers.building import compare
from benchmarks.peers.environments import PEERS, REQUIREMENTS, interpreter
from benchmarks.peers.marking import Row, marked, table
from benchmarks.peers.protocol import (
    Asked,
    Corpus,
    Found,
    Measured,
    read_corpus,
    read_measured,
    write_corpus,
    write_measured,
)
from retrieval import Library, Settings
from retrieval.evaluation.question_set import read_gold
from retrieval.storage.passages import all_passages

ADAPTERS = Path(program.__file__).parent
GOLD = [
    {
        "id": "1", "lang": "zh", "kind": "number", "question": "哪个开发区把审批时限压缩了37.5%？", "zone": None,
        "answer": "青河经济开发区", "accept": [], "evidence": ["审批时限压缩 37.5%"],
    },
    {
        "id": "2", "lang": "zh", "kind": "number", "question": "氢能产业产值是多少？", "zone": None,
        "answer": "34.6 亿元", "accept": [], "evidence": ["氢能产业产值达到 34.6 亿元"],
    },
    {
        "id": "3", "lang": "zh", "kind": "number", "question": "园区食堂一顿饭要多少钱？", "zone": None,
        "answer": None, "accept": [], "evidence": [],
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two reports, and three questions, the last of which nothing answers."""
    folder = tmp_path_factory.mktemp("sets")
    write_reports(folder / "reports")
    lines = "".join(json.dumps(one) + "\n" for one in GOLD)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    with Library.open(Settings(data_dir=folder / "library")) as library:
        library.index([folder / "reports"])
    return folder


def test_yuanwen_and_a_baseline_side_by_side(sets, tmp_path, monkeypatch, capsys):
    given = [
        tmp_path,
        "--library",
        sets / "library",
        "--questions",
        sets / "questions.jsonl",
        "--plot",
        tmp_path / "a.svg",
    ]
    monkeypatch.setattr("sys.argv", ["peers", *map(str, given), "--only", "bm25", "--only", "yuanwen"])
    program.main()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in capsys.readouterr().out.splitlines()]
    by_name = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[2:]}
    assert rows[2][0] == "Yuanwen"
    assert {"BM25 alone", "BM25 alone, read"} < set(by_name)
    assert by_name["Yuanwen"]["right"] == "1.000"
    for name in ("BM25 alone", "BM25 alone, read"):
        assert by_name[name]["hit@1"] == "1.000"
        assert by_name[name]["right"] == ".667"
    assert float(by_name["BM25 alone, read"]["ms CPU"]) > float(by_name["BM25 alone"]["ms CPU"])
    assert "BM25 alone, read" in (tmp_path / "a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("found", "right", "sentence"),
    [
        (Found([0, 1], None), True, True),
        (Found([0, 1], "园区还为一百二十家企业配备了服务专员，随叫随到。"), False, False),
        (Found([0], None, answered=False), False, True),
        (Found([1, 0], None), False, False),
    ],
    ids=["the sentence by words", "a sentence of its own", "refused", "another passage first"],
)
def test_what_was_found_is_marked_as_eval_marks(sets, found, right, sentence):
    gold = read_gold(sets / "questions.jsonl")[0]
    with Library.open(Settings(data_dir=sets / "library")) as library, library.reading() as (db, _):
        passages = list(all_passages(db))
    order = sorted(range(len(passages)), key=lambda number: "37.5%" not in passages[number].text)
    numbers = [order[number] for number in found.numbers]
    marks = marked(gold, Found(numbers, found.sentence, found.answered), passages)
    assert (marks["right"], marks["sentence"]) == (right, sentence)


def test_ratios_are_to_the_first_row():
    rows = [Row("a", 1, 1, 1, 1, 8.0, 100.0, None, 400.0), Row("b", 0.5, 0.6, 0.4, 0.4, 20.0, 25.0, 3.0, 900.0)]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table(rows).splitlines()[2:]]
    assert [row[-2:] for row in cells] == [["1.00", "1.00"], ["2.50", "0.25"]]
    assert cells[1][1:5] == [".500", ".600", ".400", ".400"]


def test_what_passes_between_processes_comes_back_as_it_was(tmp_path):
    corpus = Corpus(["甲\n乙"], [2], np.ones((1, 3), np.float32), ["问？"], 3, "model", "library")
    write_corpus(corpus, tmp_path / "corpus")
    again = read_corpus(tmp_path / "corpus")
    assert (again.texts, again.begins, again.questions) == (corpus.texts, corpus.begins, corpus.questions)
    assert np.array_equal(again.vectors, corpus.vectors)
    measured = Measured(1.0, 2.0, {"plain": Asked([Found([3, 1]), Found([], "句", False)], [0.1, 0.2], 99.5)})
    write_measured(measured, tmp_path / "measured.json")
    assert read_measured(tmp_path / "measured.json") == measured


@pytest.mark.parametrize("peer", PEERS)
def test_each_peer_is_pinned_and_adapted(peer):
    lines = (REQUIREMENTS / f"{peer}.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
    tree = ast.parse((ADAPTERS / f"{peer}.py").read_text(encoding="utf-8"))
    system = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "System")
    assert {"__init__", "index", "asking"} <= {node.name for node in system.body if isinstance(node, ast.FunctionDef)}


def test_an_environment_that_is_there_is_used(tmp_path):
    python = tmp_path / "environments" / "txtai" / "bin" / "python"
    python.parent.mkdir(parents=True)
    (tmp_path / "environments" / "txtai" / "installed").touch()
    assert interpreter("txtai", tmp_path) == python


def test_building_is_timed_beside_encoding_the_same_texts(tmp_path):
    count, building, encoding = compare(write_reports(tmp_path / "reports"), tmp_path / "library")
    assert count >= 3
    assert building > 0 and encoding > 0
