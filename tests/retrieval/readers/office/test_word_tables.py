"""Tables and forms of Word files: controls, cells that span, tables in cells and over pages."""

from word_files import cell, lines, paragraph, read, row, run, table

CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"


def bold(text: str) -> str:
    return cell(paragraph(run(text, "b")))


def test_rows_cells_and_paragraphs_in_content_controls_are_read() -> None:
    body = table(
        "闸名|启用日期|造价（万元）",
        CONTROL.format(row("北闸", "2024-03-12", "186")),
        row("南闸", CONTROL.format(cell("2024-05-20")), cell(CONTROL.format(paragraph("98")))),
    )
    assert lines(read(body)) == [
        "闸名：北闸，启用日期：2024-03-12，造价：186万元。",
        "闸名：南闸，启用日期：2024-05-20，造价：98万元。",
    ]


def test_a_form_with_spanning_cells_and_ticked_boxes() -> None:
    wide = '<w:gridSpan w:val="3"/>'
    ticked = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    unticked = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    body = table(
        row("工程名称", cell("北堤加固", properties=wide)),
        "建设单位|河口镇水利站|概算（万元）|310",
        row("建设性质", cell(paragraph(unticked, "新建 ", ticked, "改建"), properties=wide)),
        row("审批人", cell("", properties=wide)),
    )
    assert lines(read(body)) == [
        "工程名称：北堤加固。",
        "建设单位：河口镇水利站。",
        "概算：310万元。",
        "建设性质：□新建 ☑改建。",
    ]


def test_labels_are_told_by_their_type_where_their_words_do_not_say() -> None:
    body = table(row(bold("堤段"), "南岸", bold("险工"), "三处"), row(bold("潮型"), "半日潮", bold("风向"), "东南"))
    assert lines(read(body)) == ["堤段：南岸。", "险工：三处。", "潮型：半日潮。", "风向：东南。"]


def test_labels_are_told_by_the_colour_of_their_cells() -> None:
    def filled(text: str) -> str:
        return cell(text, properties='<w:shd w:val="clear" w:fill="D9E2F3"/>')

    body = table(
        row(filled("堤段"), "南岸", filled("险工"), "三处"), row(filled("潮型"), "半日潮", filled("风向"), "东南")
    )
    assert lines(read(body)) == ["堤段：南岸。", "险工：三处。", "潮型：半日潮。", "风向：东南。"]


def test_a_first_row_in_bold_is_a_header() -> None:
    body = table(row(*map(bold, ("闸名", "看护", "邻村"))), "北闸|方瑜|上坪", "南闸|林静|下坪")
    assert lines(read(body)) == ["闸名：北闸，看护：方瑜，邻村：上坪。", "闸名：南闸，看护：林静，邻村：下坪。"]


def test_a_table_in_a_cell_follows_the_row_that_it_stands_in() -> None:
    inside = table("物资|数量（件）", "编织袋|4720", "铁锹|310")
    body = table(
        "项目|内容", "值班人|方瑜", row("储备", cell("清单如下：", inside)), row("附表", cell(inside)), "备注|无"
    )
    goods = ["物资：编织袋，数量：4720件。", "物资：铁锹，数量：310件。"]
    assert lines(read(body)) == ["值班人：方瑜。", "储备：清单如下：", *goods, "附表", *goods, "备注：无。"]


def test_a_table_goes_on_over_pages_below_its_header() -> None:
    first, second = table("闸名|开度（米）|流量", "北闸|1.2|31"), table("南闸|0.8|27")
    again = table("闸名|开度（米）|流量", "东闸|0.5|12")
    expected = ["闸名：北闸，开度：1.2米，流量：31。", "闸名：南闸，开度：0.8米，流量：27。"]
    assert lines(read(first + paragraph("") + second)) == expected
    assert lines(read(first + paragraph("续表") + second + paragraph() + again)) == [
        *expected,
        "闸名：东闸，开度：0.5米，流量：12。",
        "续表",
    ]
    other = paragraph("") + table("村名|户主|房屋", "上坪|方瑜|砖混")
    assert not any("闸名" in line for line in lines(read(first + other))[1:])


def test_boxes_in_cells_are_read() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框内说明。')}</w:txbxContent></w:pict></w:r>"
    assert lines(read(table("闸名|开度（米）", row("北闸", cell(paragraph("1.2", box)))))) == [
        "闸名：北闸，开度：1.2米。",
        "框内说明。",
    ]
