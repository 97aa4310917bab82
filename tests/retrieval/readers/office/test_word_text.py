"""What a person sees of a Word file: marks of runs, tracked changes, fields, controls, symbols, raised figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import lines, paragraph, read, row, run, table


def shown(*runs: str) -> str:
    """The text of a paragraph of these runs, empty when nothing of it is seen."""
    return "\n".join(lines(read(paragraph(*runs))))


UNSEEN = [
    ("vanish", "hidden text"),
    ("strike", "struck-out text"),
    ("dstrike", "struck-out text"),
    ("color=FFFFFF", "white text"),
    ("sz=2", "hidden text"),
]


@pytest.mark.parametrize(("mark", "kind"), UNSEEN)
def test_text_that_nobody_sees_is_left_out_and_counted(mark: str, kind: str) -> None:
    document = read(paragraph("补贴", run("31", mark), run("户", mark), "27户。", run("9", mark)))
    assert lines(document) == ["补贴27户。"]
    assert document.warnings == (f"Left out, as it is not seen: {kind} (2).",)


@pytest.mark.parametrize(
    "mark", ["vanish=0", "strike=false", "color=FF0000", "sz=21", "shd=val=clear,fill=1F4E79", "highlight=black"]
)
def test_what_is_seen_is_read(mark: str) -> None:
    marks = [mark, "color=FFFFFF"] if mark.startswith(("shd", "high")) else [mark]
    document = read(paragraph("补贴", run("31户", *marks)))
    assert (lines(document), document.warnings) == (["补贴31户"], ())


STYLES = (
    '<w:style w:styleId="Gone" w:type="character"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:styleId="Base" w:type="table"><w:tblStylePr w:type="firstRow"><w:tcPr>'
    '<w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr></w:tblStylePr></w:style>'
    '<w:style w:styleId="Dark" w:type="table"><w:basedOn w:val="Base"/></w:style>'
)


def test_a_style_strikes_out_what_does_not_say_otherwise() -> None:
    body = paragraph("甲", run("乙", "rStyle=Gone"), run("丙", "rStyle=Gone", "strike=0"))
    assert lines(read(body, styles=STYLES)) == ["甲丙"]


def test_white_text_on_the_colour_of_a_table_or_in_a_box_is_seen() -> None:
    white = [paragraph(run(text, "color=FFFFFF")) for text in ("镇", "户数（户）", "框")]
    cells = [f"<w:tc>{text}</w:tc>" for text in white[:2]]
    box = f"<w:p><w:r><w:pict><w:txbxContent>{white[2]}</w:txbxContent></w:pict></w:r></w:p>"
    for style, expected in (("", ["河口\t12", "框"]), ("Dark", ["镇：河口，户数：12户。", "框"])):
        body = table(row(*cells), "河口|12", style=style) + box
        assert lines(read(body, styles=STYLES)) == expected


def test_tracked_changes_are_read_as_accepted() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>31户</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("27户")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{run("其中")}</w:moveFrom>'
    joined = f"<w:p><w:pPr><w:rPr><w:del w:id='4'/></w:rPr></w:pPr>{run('产值为97.')}</w:p>"
    document = read(paragraph("补贴", deleted, inserted, moved) + joined + paragraph("3亿元。"))
    assert lines(document) == ["补贴27户", "产值为97.3亿元。"]
    assert document.warnings == ("Left out, as it is not seen: deleted text (2).",)


def test_a_deleted_row_or_cell_is_no_part_of_its_table() -> None:
    gone = row("上坪", "31", properties='<w:del w:id="1"/>')
    document = read(table("镇|户数（户）", "河口|12", gone))
    assert lines(document) == ["镇：河口，户数：12户。"]
    assert document.warnings == ("Left out, as it is not seen: deleted text (1).",)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (("库容3.2×10", run("8", "vertAlign=superscript"), "立方米"), "库容3.2×10⁸立方米"),
        (("浓度1.5×10", run("-3", "vertAlign=superscript"), "克"), "浓度1.5×10⁻³克"),
        (("面积50km", run("2", "vertAlign=superscript")), "面积50km²"),
        (("受益320", run("1", "vertAlign=superscript"), "家"), "受益320家"),
        (("受益320家", run("[2]", "vertAlign=superscript"), "。"), "受益320家。"),
        (("受益320", run("①", "vertAlign=superscript"), "5月"), "受益320 5月"),
        (("CO", run("2", "vertAlign=subscript"), "排放"), "CO₂排放"),
        (("PM", run("2.5", "vertAlign=subscript"), "浓度"), "PM2.5浓度"),
        (("气温25", run("o", "vertAlign=superscript"), "C"), "气温25°C"),
        ((run("1", "vertAlign=superscript"), "初步数。"), "¹初步数。"),
        (("第5", run("th", "vertAlign=superscript")), "第5th"),
    ],
)
def test_raised_and_lowered_figures_stay_what_they_are(runs: tuple[str, ...], expected: str) -> None:
    assert shown(*runs) == expected


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 9999))
def test_a_raised_figure_grows_together_with_none_beside_it(before: int, mark: int, after: int) -> None:
    text = shown(run(f"共{before}"), run(str(mark), "vertAlign=superscript"), run(f"{after}个"))
    assert f"共{before}" in text and f"{after}个" in text
    assert text[len(f"共{before}")] not in "0123456789"
    assert text[-len(f"{after}个") - 1] not in "0123456789"


SYMBOL = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
FIELD = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (SYMBOL.format("Wingdings 2", "F052"), "☑"),
        (SYMBOL.format("Wingdings", "F0A8"), "□"),
        (SYMBOL.format("Wingdings", "FE"), "☑"),
        (SYMBOL.format("Symbol", "F0B3"), "≥"),
        (run("\uf0fe", "rFonts=ascii=Wingdings,hAnsi=Wingdings"), "☑"),
        (FIELD.format("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>"), "☑"),
        (FIELD.format("<w:checkBox><w:default w:val='0'/></w:checkBox>"), "□"),
        (
            FIELD.format(
                "<w:ddList><w:result w:val='1'/><w:listEntry w:val='甲'/><w:listEntry w:val='乙'/></w:ddList>"
            ),
            "乙",
        ),
        (CONTROL.format('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', run("☒")), "☒"),
        (CONTROL.format("<w:text/>", run("河口镇")), "河口镇"),
        (CONTROL.format("<w:showingPlcHdr/>", run("单击此处输入文字。")), ""),
        ('<w:fldSimple w:instr="DOCPROPERTY rate">' + run("58.3%") + "</w:fldSimple>", "58.3%"),
        (r"<w:r><w:instrText> eq \o\ac(○,12) </w:instrText></w:r>", "⑫"),
        (FIELD.format("<w:textInput/>"), ""),
        ("<w:del><w:r><w:tab/></w:r></w:del>", ""),
        ("<w:r><w:delText>旧</w:delText></w:r>", ""),
        (
            f"<w:r><w:ruby><w:rt>{run('hàn')}</w:rt><w:rubyBase>{run('汉')}</w:rubyBase></w:ruby><w:t>字</w:t></w:r>",
            "汉字",
        ),
        ("<m:oMath><m:r><m:t>r=6.85%</m:t></m:r></m:oMath>", "r=6.85%"),
        ('<w:pict><v:shape id="a"><v:textpath string="防汛简报"/></v:shape></w:pict>', "\n防汛简报"),
        ('<w:pict><v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="草稿"/></v:shape></w:pict>', ""),
    ],
)
def test_fields_controls_symbols_and_formulas_are_text(part: str, expected: str) -> None:
    assert shown(run("结果："), part) == f"结果：{expected}"


def test_a_symbol_that_is_not_known_is_said() -> None:
    document = read(paragraph("甲", SYMBOL.format("Webdings", "F041")))
    assert document.warnings == ("Symbols (1) of the font Webdings could not be read.",)
