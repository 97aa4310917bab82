"""Words of the field: what stands in the shipped file, what users write, and where a text says one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.field_words import FieldWords, Line, read_line, shipped, stands, with_given
from retrieval.text.folding import fold
from retrieval.text.glossary import english_words

FEWEST = 120


def same(term: str) -> set[str]:
    return set(shipped().same(fold(term)))


def test_the_shipped_file_has_many_concepts_and_each_term_once() -> None:
    terms = [term for line in shipped().lines for term in line.terms]
    assert len(shipped().lines) >= FEWEST
    assert len(terms) == len(set(terms))


@pytest.mark.parametrize(
    "terms",
    [
        "GDP 地区生产总值 生产总值",
        "CPI 居民消费价格指数",
        "PPI 工业生产者出厂价格指数",
        "R&D 研究与试验发展 研发",
        "社零 社会消费品零售总额",
        "规上工业增加值 规模以上工业增加值",
        "固投 固定资产投资",
        "财政收入 一般公共预算收入",
        "城镇化率 常住人口城镇化率",
        "单位GDP能耗 单位地区生产总值能耗",
        "营收 营业收入",
    ],
)
def test_names_for_one_thing(terms: str) -> None:
    first, *others = terms.split()
    assert set(map(fold, others)) <= same(first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GDP", "人均GDP"),
        ("一般公共预算收入", "财政总收入"),
        ("一般公共预算收入", "税收收入"),
        ("进出口总额", "出口总额"),
        ("进口总额", "出口总额"),
        ("规模以上工业增加值", "工业增加值"),
        ("工业增加值", "工业总产值"),
        ("固定资产投资", "全社会固定资产投资"),
        ("固定资产投资", "民间投资"),
        ("社会消费品零售总额", "限额以上社会消费品零售总额"),
        ("居民人均可支配收入", "城镇居民人均可支配收入"),
        ("常住人口城镇化率", "户籍人口城镇化率"),
        ("城镇调查失业率", "城镇登记失业率"),
        ("CPI", "PPI"),
        ("研发经费", "研发人员"),
        ("常住人口", "户籍人口"),
        ("净利润", "利润总额"),
        ("实际使用外资", "外商直接投资"),
    ],
)
def test_statistics_that_are_only_near_are_not_one(one: str, other: str) -> None:
    assert len(same(one)) > 1 or len(same(other)) > 1
    assert fold(other) not in same(one)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年全省GDP是多少", ["gdp"]),
        ("人均GDP增长多少", ["人均gdp"]),
        ("统一产业政策", []),
        ("研发经费投入强度和社零总额", ["研发经费投入强度", "社零总额"]),
        ("DGDPX", []),
    ],
)
def test_terms_of_a_text_are_the_longest_and_of_whole_words(text: str, found: list[str]) -> None:
    folded = fold(text)
    assert [folded[term.start : term.end] for term in shipped().in_text(folded)] == found


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("What was the per capita GDP?", "人均地区生产总值"),
        ("How much were total retail sales of consumer goods?", "社会消费品零售总额"),
        ("What is the urbanization rate?", "常住人口城镇化率"),
        ("How high was the forest coverage rate?", "森林覆盖率"),
        ("Which zone had the largest foreign direct investment?", "外商直接投资"),
    ],
)
def test_terms_of_an_english_question_are_known_in_chinese(question: str, chinese: str) -> None:
    (term,) = shipped().in_words(english_words(question))
    assert chinese in term.forms


@pytest.mark.parametrize(
    ("asked", "text", "said"),
    [
        ("GDP", "地区生产总值增长5%", True),
        ("地区生产总值", "全年GDP增长5%", True),
        ("GDP", "人均地区生产总值9万元", False),
        ("GDP", "单位生产总值能耗下降", False),
        ("GDP", "人均生产总值9万元，生产总值3亿元", True),
        ("出口总额", "进出口额10亿元", False),
        ("PPI", "shopping", False),
    ],
)
def test_a_term_is_not_said_in_a_longer_one_for_something_else(asked: str, text: str, said: bool) -> None:
    (term,) = shipped().in_text(fold(asked))
    assert any(stands(term.forms, term.longer, fold(text))) is said


@pytest.mark.parametrize(
    ("line", "terms", "proper"),
    [
        ("双招双引", ("双招双引",), False),
        ("双招双引 5", ("双招双引",), False),
        ("双招双引 5 n", ("双招双引",), False),
        ("飞鹤智谷 nz", ("飞鹤智谷",), True),
        ("Bay Zone 3 nt", ("bay zone",), True),
        ("市重 = 市级重点项目", ("市重", "市级重点项目"), False),
        ("市重=市级重点项目=municipal key projects", ("市重", "市级重点项目", "municipal key projects"), False),
    ],
)
def test_lines_of_users(line: str, terms: tuple[str, ...], proper: bool) -> None:
    assert read_line(line) == Line(terms, proper)


@pytest.mark.parametrize("line", ["", "   ", "# 双招双引 = 招商"])
def test_empty_lines_and_remarks_say_nothing(line: str) -> None:
    assert read_line(line) is None


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("北斗 三百 n", "`word 5 n`"),
        ("市重 =", "missing beside"),
        ("市重 = 市重", "means itself"),
        ("中", "too short"),
        ("市重 = 12", "no letter"),
        ("长" * 200, "over 100 characters"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_with_what_to_write(line: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        read_line(line)


def test_what_users_write_adds_to_what_ships() -> None:
    words = with_given(["全县产值 = GDP", "双招双引 5 n"])
    assert "全县产值" in words.same("地区生产总值")
    (term,) = words.in_text("双招双引了多少")
    assert (term.forms, term.given) == ((), True)
    assert with_given([]) is shipped()
    assert "全县产值" not in same("GDP")


@given(st.text(max_size=60))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        said = read_line(line)
    except ValueError as error:
        assert str(error)
    else:
        assert said is None or all(term == fold(term) for term in said.terms)


@given(st.text(alphabet="人均gdp地区生产总值出口进社零 ", max_size=30))
def test_terms_stand_where_they_are_said_to(text: str) -> None:
    terms = shipped().in_text(text)
    assert all(text[term.start : term.end] in shipped().same(text[term.start : term.end]) for term in terms)
    assert all(one.end <= other.start for one, other in pairwise(terms))


def test_no_words_are_in_no_text() -> None:
    assert FieldWords(()).in_text("gdp") == FieldWords(()).in_words(["gdp"]) == []
