"""The stretches of a sentence that could answer."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retrieval.evidence.span_candidates import candidates, clauses, words_of
from retrieval.numbers import quantities
from retrieval.text.folding import fold


def stretches(text: str) -> list[str]:
    folded = fold(text)
    words = words_of(folded, quantities(text))
    return [text[words[i].start : words[j - 1].end] for i, j in candidates(folded, words)]


def test_whole_words_of_one_clause_are_candidates() -> None:
    found = stretches("货机停在云岭机场过夜，客机不停。")
    assert "云岭机场" in found
    assert all(not text.endswith(("，", "。")) for text in found)


def test_a_quantity_is_one_word_with_what_qualifies_it() -> None:
    found = stretches("新增绿地 30 余万平方米以上，种树五百棵。")
    assert "30 余万平方米以上" in found
    assert "余万平方米" not in found


def test_words_are_cut_apart_where_the_reader_does() -> None:
    text = "北岸开发区建成"
    assert 4 not in {word.start for word in words_of(text, ())}
    cut = words_of(text, (), [4, 99])
    assert {4} <= {word.start for word in cut} & {word.end for word in cut}
    assert "".join(text[word.start : word.end] for word in cut) == text


def test_a_list_is_a_candidate_as_a_whole() -> None:
    assert "水泵、阀门和管道" in stretches("本月更换了水泵、阀门和管道。")


def test_whole_clauses_that_follow_each_other_are_candidates() -> None:
    assert "先修路，再建厂" in stretches("先修路，再建厂。")


def test_no_candidate_leaves_a_quotation_mark_or_a_title_open() -> None:
    found = stretches("推行“先办后补”改革，印发《云岭：用水办法》。")
    assert "“先办后补”" in found
    assert "《云岭：用水办法》" in found
    assert all(text.count("“") == text.count("”") and text.count("《") == text.count("》") for text in found)


@given(st.text(alphabet="水电和的，。、“”《》12 a亿元年在\n", max_size=60))
def test_every_word_stands_where_it_says(text: str) -> None:
    folded = fold(text)
    words = words_of(folded, quantities(text))
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert all(folded[word.start : word.end].strip() or word.category == "stop" for word in words)
    assert all(0 <= a < b <= len(words) for a, b in clauses(words))
    assert all(0 <= i < j <= len(words) for i, j in candidates(folded, words))
