"""The full-text index on disk: what is added is found, what is removed is not."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from retrieval.indexes import lexical
from retrieval.indexes.lexical import LexicalIndex, LexicalWriter, Term, copy_index
from retrieval.numbers import quantities, query_tokens
from retrieval.text.folding import fold
from retrieval.text.tokens import words

TEXTS = {
    1: "审批时限压减 58.4%，企业少跑一趟。",
    2: "全区总投资达到一百二十亿元，开工率九成。",
    3: "审批环节从二十三个减到九个。",
}


def write(folder: Path, texts: dict[int, str], removed: Sequence[int] = ()) -> LexicalIndex:
    writer = LexicalWriter(folder)
    writer.remove(removed)
    for number, text in texts.items():
        writer.add(number, text, "河湾经济开发区 给审批做减法")
    writer.commit()
    return LexicalIndex(folder)


def found(index: LexicalIndex, *tokens: str, field: str = "words", k: int = 10) -> list[int]:
    return list(index.search([[Term(field, token)] for token in tokens], k))


def test_a_passage_is_found_by_its_words_rarest_first(tmp_path: Path) -> None:
    index = write(tmp_path, TEXTS)
    assert set(found(index, "审批")) == {1, 3}
    assert found(index, "审批", "环节")[0] == 3
    assert found(index, "没有") == []
    assert index.search([], 10) == {}
    assert index.search([[]], 10) == {}


def test_no_more_are_given_than_are_asked_for(tmp_path: Path) -> None:
    assert len(found(write(tmp_path, TEXTS), "审批", k=1)) == 1


def test_the_best_alternative_counts_with_its_weight(tmp_path: Path) -> None:
    index = write(tmp_path, TEXTS)
    whole = index.search([[Term("words", "环节")]], 1)[3]
    assert index.search([[Term("words", "环节", 0.5), Term("words", "没有")]], 1)[3] == pytest.approx(whole / 2)


def test_its_context_and_its_sound_are_fields_of_their_own(tmp_path: Path) -> None:
    index = write(tmp_path, TEXTS)
    assert set(found(index, "河湾", field="context")) == {1, 2, 3}
    assert found(index, "河湾") == []
    assert set(found(index, "shenpi", field="pinyin")) == {1, 3}


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("58.4%", 1),
        ("百分之五十八点四", 1),
        ("５８．４％", 1),
        ("58.4 percent", 1),
        ("120亿元", 2),
        ("12,000,000,000元", 2),
        ("1200000万元", 2),
        ("12 billion yuan", 2),
        ("23个", 3),
    ],
)
def test_a_quantity_is_found_however_it_is_written(tmp_path: Path, asked: str, number: int) -> None:
    index = write(tmp_path, TEXTS)
    (quantity,) = quantities(asked)
    assert list(index.search([[Term("numbers", token) for token in query_tokens(quantity)]], 10)) == [number]


def test_what_is_removed_is_neither_found_nor_counted(tmp_path: Path) -> None:
    write(tmp_path, TEXTS)
    index = write(tmp_path, {}, removed=[1, 99])
    assert index.size == 2
    assert found(index, "审批") == [3]
    assert [index.frequency("words", word) for word in ("审批", "压减", "没有")] == [1, 0, 0]


def test_an_open_index_stays_as_it_was(tmp_path: Path) -> None:
    before = write(tmp_path, TEXTS)
    after = write(tmp_path, {4: "审批再提速。"}, removed=[1, 3])
    assert set(found(before, "审批")) == {1, 3}
    assert set(found(after, "审批")) == {4}


def test_a_copy_goes_its_own_way(tmp_path: Path) -> None:
    write(tmp_path / "old", TEXTS)
    copy_index(tmp_path / "old", tmp_path / "new")
    new = write(tmp_path / "new", {4: "审批再提速。"}, removed=[1])
    assert set(found(new, "审批")) == {3, 4}
    assert set(found(LexicalIndex(tmp_path / "old"), "审批")) == {1, 3}


def test_a_copy_is_made_where_the_file_system_cannot_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(self: Path, target: Path) -> None:
        raise PermissionError("no links here")

    write(tmp_path / "old", TEXTS)
    monkeypatch.setattr(Path, "hardlink_to", cannot)
    copy_index(tmp_path / "old", tmp_path / "new")
    assert set(found(LexicalIndex(tmp_path / "new"), "审批")) == {1, 3}


def test_an_empty_index_has_nothing() -> None:
    index = LexicalIndex(None)
    assert (index.size, index.frequency("words", "审批"), found(index, "审批")) == (0, 0, [])


@pytest.mark.parametrize("damage", ["missing", "empty", "garbage"])
def test_a_damaged_one_cannot_be_opened(tmp_path: Path, damage: str) -> None:
    write(tmp_path, TEXTS)
    record = tmp_path / "meta.json"
    if damage == "missing":
        record.unlink()
    else:
        record.write_bytes(b"" if damage == "empty" else b"\xff{")
    with pytest.raises(ValueError):
        LexicalIndex(tmp_path)


def test_many_changes_leave_few_files_and_every_passage(tmp_path: Path) -> None:
    for number in range(20):
        index = write(tmp_path, {number: f"审批提速，第{number}次会议。"}, removed=[number - 10])
    assert sorted(found(index, "审批", k=100)) == list(range(10, 20))
    assert len(list(tmp_path.iterdir())) < 100


def test_words_are_what_a_folded_text_is_cut_into(tmp_path: Path) -> None:
    index = write(tmp_path, {1: "審批時限壓減，ＧＤＰ翻番。"})
    assert all(found(index, word) == [1] for word in words(fold("审批时限压减，GDP翻番。")))


@pytest.mark.parametrize("many", [5, 2000], ids=["the list of the best", "each named"])
@pytest.mark.parametrize("among", [range(0, 60, 2), range(40, 60), range(6)], ids=["half", "the last", "few"])
def test_a_narrowed_search_finds_the_same_however_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, among: range
) -> None:
    index = write(tmp_path, {number: f"审批{'环节' * (number % 7)}压减{number}项。" for number in range(60)})
    terms = [[Term("words", "审批")], [Term("words", "环节")]]
    best = {number: score for number, score in index.search(terms, 100).items() if number in among}
    monkeypatch.setattr(lexical, "MANY", many)
    found = index.search(terms, 4, among)
    assert len(found) == 4
    assert list(found.values()) == pytest.approx(list(best.values())[:4])
    assert all(best[number] == pytest.approx(score) for number, score in found.items())
    assert index.search([[Term("words", "没有")]], 4, among) == {}
