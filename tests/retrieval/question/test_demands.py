"""What a question demands, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.analysis import analyse
from retrieval.question.demands import demands_of


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("松坪水库的总投资是多少？", ["松坪水库"]),
        ("2024年汀溪镇和芦湾乡谁的游客多？", ["汀溪镇", "芦湾乡"]),
        ("全县农村有多少所学校？", []),
        ("哪个镇的柑橘最多？", []),
        ("Who is the mayor of 汀溪镇?", ["汀溪镇"]),
    ],
)
def test_names_with_the_word_for_what_they_are(question: str, names: list[str]) -> None:
    things = demands_of(analyse(question)).things
    assert [question[thing.start : thing.end] for thing in things] == names


@pytest.mark.parametrize(
    ("question", "offices"),
    [
        ("汀溪镇镇长是谁？", {"镇长"}),
        ("副镇长叫什么？", {"副镇长"}),
        ("监事会主席是哪位？", {"监事会主席"}),
        ("总经理是谁？", {"总经理"}),
        ("Who is the chief engineer?", {"总工程师"}),
        ("Who is the deputy general manager?", {"副总经理"}),
        ("谁主持了总结会？", set()),
        ("药学部主任药师是谁？", set()),
        ("Who is the Party working committee secretary of the zone?", {"书记"}),
        ("Who is the deputy secretary of the Party working committee?", {"副书记"}),
        ("Who is the director of the zone's management committee?", {"主任"}),
        ("Who is the director of the management committee?", {"主任"}),
        ("Who is the deputy governor?", {"副省长"}),
    ],
)
def test_offices_whose_holder_is_asked_for(question: str, offices: set[str]) -> None:
    assert {office.text for office in demands_of(analyse(question)).offices} == offices


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("芦湾镇柑橘产量是多少？", ("柑橘", "产量")),
        ("芦湾镇玉米种植面积是多少亩？", ("玉米", "面积")),
        ("产量是多少？", None),
        ("谁来了？", None),
    ],
)
def test_what_a_figure_is_asked_of(question: str, measure: tuple[str, str] | None) -> None:
    found = demands_of(analyse(question)).measure
    assert (found and (found.modifiers[0], found.head)) == measure


def test_words_with_opposites() -> None:
    (found,) = demands_of(analyse("夏粮产量是多少？")).contrasts
    assert found.word == "夏粮"
    assert "秋粮" in found.others and "夏粮" not in found.others
    assert demands_of(analyse("夏粮和秋粮各是多少？")).contrasts == ()


@pytest.mark.parametrize(
    ("question", "negated", "whether"),
    [
        ("有多少项没有整改？", True, False),
        ("有没有整改？", False, True),
        ("覆盖率达到98%了吗？", False, True),
        ("主任叫什么？", False, False),
        ("哪家未通过复查？", True, False),
        ("未来有哪些打算？", False, False),
        ("Which firm did not pass?", True, False),
    ],
)
def test_negated_and_yes_no_questions(question: str, negated: bool, whether: bool) -> None:
    demands = demands_of(analyse(question))
    assert (demands.negated, demands.whether) == (negated, whether)


@given(st.text(alphabet="汀溪镇水库2024年上半年产量是多少谁副书记没有吗 who is the?", max_size=40))
def test_any_question_is_taken_apart(text: str) -> None:
    question = analyse(text)
    demands = demands_of(question)
    assert all(0 <= thing.start < thing.end <= len(text) for thing in demands.things)


def test_the_name_of_a_school_says_nothing_that_has_opposites() -> None:
    named = demands_of(analyse("How many pupils is Tingxi's Fifth Experimental Middle School built to take?"))
    assert {contrast.word for contrast in named.contrasts}.isdisjoint({"中央", "中间"})
