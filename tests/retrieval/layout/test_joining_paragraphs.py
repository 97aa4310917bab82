"""Paragraphs broken in mid-sentence: what is joined, and what only looks as if it should be."""

import pytest
from layout_reading import paragraphs, read

from retrieval.layout import explained

BEGINNING = "　　青禾经开区围绕绿色铝材延链补链，全年签约项目12个，总投资35亿元，推动园区主导产业向高端化、智能"


OPENING = "本报讯 青禾经开区近日公布了项目建设的进展。"


def body(*blocks: str) -> list[str]:
    """The paragraphs that `blocks` become behind the opening of a news item."""
    document, articles = read("\n\n".join([OPENING, *blocks]))
    found = [paragraph for article in articles for paragraph in paragraphs(document, article)]
    assert found[0] == OPENING
    return found[1:]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (BEGINNING.strip(), "化方向发展，带动就业一千八百人。"),
        ("园区新建道路三条，", "铺设管网六公里。"),
        ("园区新建道路三条，铺设管网六公里，绿化一百亩，改造厂房两幢，完成投资", "3.5 亿元，增长一成。"),
        ("园区出台了《企业服务办法", "（试行）》，自今年起施行。"),
        ("园区已建成厂房20万平方米", "，入驻企业16家。"),
        ("今年开工28个项目，总投资35亿元，完成18亿元，其中新材料产业", "园二期已经投产。"),
        ("The zone has signed twelve projects with a total investment of 3.5 billion yuan and it", "will open soon."),
    ],
)
def test_a_sentence_goes_on_in_the_next_paragraph(first: str, second: str) -> None:
    (paragraph,) = body(first, second)
    assert paragraph.replace("\n", " ") == (f"{first} {second}" if first.isascii() else first + second)


def test_a_paragraph_may_be_broken_more_than_once() -> None:
    assert body("园区新建道路三条，", "铺设管网六公里，", "绿化一百亩。") == [
        "园区新建道路三条，铺设管网六公里，绿化一百亩。"
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("园区新建道路三条。", "铺设管网六公里。"),
        ("主要做了以下工作：", "铺设管网六公里。"),
        ("园区新建道路三条；", "铺设管网六公里。"),
        ("园区新建道路三条，铺设管网六公里，绿化一百亩，新建厂房两幢", "（二）铺设管网六公里。"),
        (BEGINNING.strip(), "本报讯 云岭高新区近日开园。"),
        (BEGINNING.strip(), "二是铺设管网六公里。"),
        ("园区面积\t12平方公里", "入驻企业\t16家"),
    ],
)
def test_what_stands_apart_stays_apart(first: str, second: str) -> None:
    assert body(first, second) == [first, second]


def test_a_headline_is_not_swallowed_by_a_broken_paragraph() -> None:
    document, articles = read(
        "\n\n".join(["本报讯 " + BEGINNING.strip(), "云岭高新区开园", "本报讯 云岭高新区近日开园。"])
    )
    assert [article.headline for article in articles] == [None, "云岭高新区开园"]
    assert paragraphs(document, articles[1]) == ["本报讯 云岭高新区近日开园。"]


def test_an_indented_paragraph_is_a_new_one_where_paragraphs_are_indented() -> None:
    following = "　　云岭高新区把科技创新摆在首位，新增高新技术企业九家。"
    assert body(BEGINNING, following) == [BEGINNING.strip(), following.strip()]
    assert body(BEGINNING, following.strip(), following)[0] == BEGINNING.strip() + following.strip()


def test_a_name_behind_the_text_ends_the_paragraph() -> None:
    signed = "园区今年签约项目12个，总投资35亿元，带动就业一千八百人。 赵明远"
    assert body(signed, "云岭高新区把科技创新摆在首位，新增高新技术企业九家。")[0] == signed


@pytest.mark.parametrize("byline", ["赵明远", "（记者 赵明远）", "本报记者 孙雨"])
def test_a_byline_on_its_own_line_stays_with_the_last_paragraph(byline: str) -> None:
    document, (article,) = read(f"园区今年签约项目12个。\n\n带动就业一千八百人。\n{byline}\n")
    assert paragraphs(document, article)[-1] == f"带动就业一千八百人。\n{byline}"
    assert article.author in ("赵明远", "孙雨")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("青禾经开区围绕绿色铝材延链补链推动园区主", "导产业向高端化发展，带动就业一千八百人。"),
        ("青禾经开区出台了《企业服务办法", "（试行）》，自今年起施行。"),
        ("（三）推动经济持续稳定增", "长。实施扩大内需战略，形成良性循环。"),
    ],
)
def test_the_first_line_of_a_broken_paragraph_is_no_headline(first: str, second: str) -> None:
    document, (article,) = read("\n\n".join(["聚链成群谋发展", first, second]))
    assert article.headline == "聚链成群谋发展"
    assert paragraphs(document, article) == [first + second]
    _, (without,) = read("\n\n".join([first, second]))
    assert without.headline is None


@pytest.mark.parametrize("heading", ["一、工作回顾", "2024年工作回顾", "聚链成群谋发展", "产业"])
def test_a_heading_whose_words_are_whole_stays_one(heading: str) -> None:
    _, (article,) = read("\n\n".join(["青禾县工作报告", "各位代表：", heading, "过去一年，园区签约项目十二个。"]))
    assert article.paragraphs[-1].headings == (heading,)


def test_a_sentence_begun_behind_a_full_stop_goes_on_however_short_the_line_is() -> None:
    assert body("健全管理体系。深入实施", "分区管控制度，推进环境治理。") == [
        "健全管理体系。深入实施分区管控制度，推进环境治理。"
    ]


def test_each_seam_is_told_with_its_reason() -> None:
    document, _ = read(
        "\n\n".join([OPENING, "园区新建道路三条，", "铺设管网六公里，建成新材料产业", "园二期。", "赵明远"])
    )
    reasons = [
        (document.text[note.start : note.end], note.reason) for note in explained(document)[1] if note.kind == "joined"
    ]
    assert [gap for gap, _ in reasons] == ["\n\n"] * 3
    assert "comma" in reasons[0][1]
    assert "产业园" in reasons[1][1]
    assert "name" in reasons[2][1]
