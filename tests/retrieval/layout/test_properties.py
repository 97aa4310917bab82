"""What holds for any text: nothing raises, nothing is lost, every passage can be proved."""

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from retrieval.document import Article, Document, Passage
from retrieval.errors import DocumentError
from retrieval.layout import articles, explained
from retrieval.passages.splitting import LONGEST, passages
from retrieval.readers import LINE_BREAK, read_document
from retrieval.text.elisions import kept
from retrieval.text.written_dates import find_date

LINES = [
    "青禾经济开发区",
    "聚链成群谋发展",
    "——青禾经开区见闻",
    "来源：青禾日报",
    "本报记者 赵明远",
    "赵明远",
    "县长　孙雨",
    "2025年1月8日",
    "——2025年1月8日在青禾县第十七届人民代表大会第四次会议上",
    "一、工作回顾",
    "（一）产业提质。全年签约项目十二个。",
    "各位代表：",
    "附件",
    "本报讯 近年来，青禾经开区签约项目十二个，总投资三十五亿元",
    "云岭高新区新增高新技术企业九家，研发投入强度达到百分之三点六，园区还设立了科创基金，支持",
    "企业发展。 孙雨",
    "产值\t8 亿元",
    "第3版",
    "责任编辑：孙雨",
    "青禾日报",
    "青禾日报 2024年3月5日 星期二",
    "园区新建道路十七公里，改造桥梁四座，其中新材料产业",
    "园二期已经投产。",
    "（试行）》，自今年起施行。",
    "The zone cut approval time by 62.6%. It will",
    "open in 2026.",
    "字" * 450,
    "很长的一句话，" * 80,
]
documents = st.one_of(
    st.text(),
    st.lists(st.sampled_from(LINES), max_size=25).flatmap(
        lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\n　　", "\n\n\n"]).map(lambda end: end.join(lines))
    ),
    st.lists(
        st.one_of(st.sampled_from(LINES), st.text(alphabet="一（二)、。，：“”《》赵\n\r \t　.a1-—#>|", max_size=30))
    ).map("\n".join),
)


def made_of(text: str, suffix: str) -> tuple[Document, tuple[Article, ...], list[Passage]] | None:
    try:
        document = read_document(Path(f"a{suffix}"), text.encode("utf-8", "ignore"))
    except DocumentError:
        return None
    found = articles(document)
    return document, found, passages(document, found)


@settings(max_examples=120)
@given(documents, st.sampled_from([".txt", ".md"]))
def test_every_passage_is_the_join_of_its_spans_and_no_longer_than_it_may_be(text: str, suffix: str) -> None:
    made = made_of(text, suffix)
    if made is None:
        return
    document, found, cut = made
    line_of = [0] * (len(document.text) + 1)
    for match in LINE_BREAK.finditer(document.text):
        line_of[match.end()] = 1
    for position in range(1, len(line_of)):
        line_of[position] += line_of[position - 1]
    for passage in cut:
        assert passage.text == "".join(document.text[start:end] for start, end in passage.spans)
        assert passage.text == passage.text.strip() != ""
        assert len(passage.text) <= LONGEST
        positions = [position for start, end in passage.spans for position in (start, end - 1)]
        assert passage.lines == (line_of[min(positions)] + 1, line_of[max(positions)] + 1)
        assert 0 <= passage.article < len(found)
        end = 0
        for start, stop in passage.sentences:
            assert not passage.text[end:start].strip()
            end = stop
        assert passage.sentences[-1][1] == len(passage.text)


@settings(max_examples=120)
@given(documents, st.sampled_from([".txt", ".md"]))
@example("27\u00ad.93", ".txt")
def test_every_character_of_the_words_is_in_one_passage_or_in_a_line_of_furniture(text: str, suffix: str) -> None:
    made = made_of(text, suffix)
    if made is None:
        return
    document, found, cut = made
    covered = [0] * len(document.text)
    for passage in cut:
        for start, end in passage.spans:
            for position in range(start, end):
                covered[position] += 1
    said = {heading for passage in cut for heading in passage.headings}
    for article in found:
        said.update(filter(None, (article.headline, article.date, *article.organizations)))
        said.update((article.author or "").split("、"))
    left_out = {(note.start, note.end) for note in explained(document)[1] if note.kind == "left out"}
    for block in document.blocks:
        line = document.text[block.start : block.end]
        content = "".join(line[start:end] for start, end in kept(line))
        words = (block.start + i for start, end in kept(line) for i in range(start, end) if not line[i].isspace())
        counts = {covered[i] for i in words}
        assert counts in ({0}, {1}), content
        assert counts == {1} or (block.start, block.end) in left_out or is_said(content, said), content


def is_said(line: str, said: set[str]) -> bool:
    """Whether a line's words stand in a heading or headline, or are a name or a date that was found."""
    bare, together = line.strip("—─－- "), "".join(line.split())
    return find_date(line) in said or any(bare in text or text in line or text in together for text in said if text)


@given(documents)
def test_line_ends_make_no_difference_to_the_words(text: str) -> None:
    unix, dos = made_of(text.replace("\r", ""), ".txt"), made_of(text.replace("\r", "").replace("\n", "\r\n"), ".txt")
    if unix is None or dos is None:
        assert unix is dos
        return
    assert ["".join(passage.text.split()) for passage in unix[2]] == [
        "".join(passage.text.split()) for passage in dos[2]
    ]


@given(documents)
def test_the_same_text_gives_the_same_articles(text: str) -> None:
    assert made_of(text, ".txt") == made_of(text, ".txt")


@given(documents, st.sampled_from([".txt", ".md"]))
def test_notes_are_about_the_text_and_in_its_order(text: str, suffix: str) -> None:
    made = made_of(text, suffix)
    if made is None:
        return
    document, found, _ = made
    explanation, notes = explained(document)
    assert explanation == found
    assert [note.start for note in notes] == sorted(note.start for note in notes)
    for note in notes:
        assert 0 <= note.start <= note.end <= len(document.text)
        assert note.reason and not note.reason.endswith(".")
    assert sum(note.kind == "article" for note in notes) == len(found)
