"""Where articles begin, and what the lines above and below them say."""

import pytest
from layout_reading import paragraphs, read

from retrieval.document import Article

NEWS = "本报讯 近年来，青禾经开区围绕绿色铝材延链补链，签约项目十二个，总投资三十五亿元。"
MORE = "园区还建成标准厂房二十万平方米，入驻企业十六家。"
OTHER = "云岭高新区把科技创新摆在首位，新增高新技术企业九家，研发投入强度达到百分之三点六。"


def articles_of(*blocks: str, suffix: str = ".txt") -> tuple[Article, ...]:
    return read("\n\n".join(blocks), suffix)[1]


def headlines(*blocks: str, suffix: str = ".txt") -> list[str | None]:
    return [article.headline for article in articles_of(*blocks, suffix=suffix)]


@pytest.mark.parametrize(
    ("above", "headline"),
    [
        (["聚链成群谋发展"], "聚链成群谋发展"),
        (["推动产业协同发展", "打造区域合作新高地"], "推动产业协同发展 打造区域合作新高地"),
        (["聚链成群谋发展", "——青禾经开区绿色铝材产业见闻"], "聚链成群谋发展——青禾经开区绿色铝材产业见闻"),
        (["——青禾经开区绿色铝材产业见闻"], "青禾经开区绿色铝材产业见闻"),
        (["青禾经济开发区", "聚链成群谋发展"], "聚链成群谋发展"),
        (["青禾经济开发区与云岭高新区", "签署合作协议"], "青禾经济开发区与云岭高新区 签署合作协议"),
        (["来源：青禾日报", "聚链成群谋发展", "2024年11月5日", "本报记者 赵明远"], "聚链成群谋发展"),
        (["青禾经济开发区"], None),
        ([], None),
    ],
)
def test_a_headline_is_found_and_never_made_up(above: list[str], headline: str | None) -> None:
    assert headlines(*above, NEWS, MORE) == [headline]


def test_a_title_that_is_whole_does_not_take_the_first_section_along() -> None:
    (article,) = articles_of("青禾县2024年工作报告", "公司简介", MORE)
    assert article.headline == "青禾县2024年工作报告"
    assert article.paragraphs[0].headings == ("公司简介",)


def test_a_repeated_title_is_one() -> None:
    assert headlines("2025年青禾县政府工作报告", "来源：青禾日报", "政府工作报告", MORE) == ["2025年青禾县政府工作报告"]


def test_a_news_opening_begins_an_article_with_or_without_a_headline() -> None:
    second = "本报讯（记者 孙雨）" + OTHER
    assert headlines("聚链成群", NEWS, MORE, second) == ["聚链成群", None]
    assert headlines("聚链成群", NEWS, MORE, "科技创新添活力", second) == ["聚链成群", "科技创新添活力"]


@pytest.mark.parametrize(
    "above",
    [
        ["云岭高新区", "科技创新添活力"],
        ["科技创新添活力", "——云岭高新区见闻"],
        ["科技创新添活力", "本报记者 孙雨"],
        ["科技创新添活力", "来源：青禾日报"],
        ["云岭高新区：科技创新添活力"],
    ],
)
def test_what_else_begins_an_article(above: list[str]) -> None:
    first, second = articles_of("聚链成群", NEWS, MORE, *above, OTHER)
    assert first.headline == "聚链成群"
    assert "科技创新添活力" in (second.headline or "")
    assert second.organizations == ("云岭高新区",)


def test_after_a_signed_article_a_headline_begins_the_next() -> None:
    assert headlines("聚链成群", NEWS, MORE + " 赵明远", "科技创新添活力", OTHER) == ["聚链成群", "科技创新添活力"]
    assert headlines("聚链成群", NEWS, MORE, "赵明远", "科技创新添活力", OTHER) == ["聚链成群", "科技创新添活力"]


def test_after_a_signed_article_another_zone_s_text_is_another_article() -> None:
    first, second = articles_of("聚链成群", NEWS, MORE + " 赵明远", OTHER)
    assert (first.author, second.author) == ("赵明远", None)
    assert (second.headline, second.organizations) == (None, ("云岭高新区",))


def test_paragraphs_behind_their_byline_stay_with_their_article() -> None:
    late = "今年以来，青禾经开区还完善了道路、供水和供热设施。"
    document, articles = read("\n\n".join(["聚链成群", NEWS, MORE + " 赵明远", late]))
    assert [article.author for article in articles] == ["赵明远"]
    assert paragraphs(document, articles[0])[-1] == late


def test_an_article_that_begins_in_mid_sentence_breaks_nothing() -> None:
    document, (article,) = read("\n\n".join(["聚链成群", "——青禾经开区见闻", "置费，并吸引民间资金投向厂房。", MORE]))
    assert article.headline == "聚链成群——青禾经开区见闻"
    assert paragraphs(document, article) == ["置费，并吸引民间资金投向厂房。", MORE]


def test_a_section_heading_begins_no_article() -> None:
    blocks = ["青禾县政府工作报告", "各位代表：", "工作回顾", MORE, "下步打算", OTHER, "附件", "民生实事", MORE]
    assert headlines(*blocks) == ["青禾县政府工作报告"]


def test_a_table_of_short_lines_begins_no_article() -> None:
    rows = [f"项目{number}号车间" for number in "一二三四五六七八九十"]
    document, (article,) = read("\n".join(["本报讯 青禾经开区公布名单。", *rows, "以上项目均已开工。"]))
    assert paragraphs(document, article)[1:] == [*rows, "以上项目均已开工。"]


def test_an_address_gives_its_speaker_and_its_day() -> None:
    document, (article,) = read(
        "2025年青禾县政府工作报告\n来源：青禾日报\n——2025年1月8日在青禾县第十七届人民代表大会第四次会议上\n"
        "县长　赵明远\n各位代表：\n现在，我代表县人民政府，向大会报告工作。\n"
    )
    assert (article.headline, article.author, article.date) == ("2025年青禾县政府工作报告", "赵明远", "2025-01-08")
    assert article.organizations == ("青禾县",)
    found = paragraphs(document, article)
    assert "县长　赵明远" in found
    assert not any("来源" in paragraph for paragraph in found)


def test_a_signature_names_the_issuer_and_the_day() -> None:
    notice = ["关于停水的公告", "因管网检修，十一月五日停水一天。", "云岭市住房和城乡建设局", "2024年11月2日"]
    next_notice = ["关于调整收费标准的公告", "自十二月一日起执行。", "云岭市发展和改革局", "2024年11月3日"]
    first, second = articles_of(*notice, *next_notice)
    assert (first.organizations, first.date) == (("云岭市住房和城乡建设局",), "2024-11-02")
    assert (second.headline, second.organizations) == ("关于调整收费标准的公告", ("云岭市发展和改革局",))


@pytest.mark.parametrize(
    ("blocks", "date"),
    [
        (["聚链成群", "2024年11月5日", NEWS], "2024-11-05"),
        (["本报讯 2024年11月5日，青禾经开区开工项目六个。"], "2024-11-05"),
        (["青禾县2023年统计公报", MORE], "2023"),
        (["聚链成群", "青禾经开区2019年获批，2024年扩区。"], None),
    ],
)
def test_the_date_of_an_article_is_as_precise_as_the_text(blocks: list[str], date: str | None) -> None:
    assert articles_of(*blocks)[0].date == date


def test_declared_headlines_of_several_articles() -> None:
    text = f"# 聚链成群\n\n{MORE}\n\n## 厂房\n\n{MORE}\n\n# 科技创新添活力\n\n{OTHER}\n"
    assert headlines(text, suffix=".md") == ["聚链成群", "科技创新添活力"]


def test_a_section_right_below_a_declared_headline_is_no_part_of_it() -> None:
    (article,) = articles_of(f"# 聚链成群\n\n## 厂房\n\n{MORE}\n\n## 道路\n\n{OTHER}\n", suffix=".md")
    assert article.headline == "聚链成群"
    assert [paragraph.headings for paragraph in article.paragraphs] == [("厂房",), ("道路",)]


def test_the_page_s_editor_is_not_the_writer() -> None:
    (article,) = articles_of("聚链成群", NEWS, MORE + "（责任编辑：孙雨）")
    assert article.author is None
    (signed,) = articles_of("聚链成群", NEWS, MORE + " 赵明远", "责任编辑：孙雨")
    assert signed.author == "赵明远"


def test_a_declared_day_serves_every_article_and_a_declared_writer_only_a_single_one() -> None:
    front = "---\nauthor: 孙雨\ndate: 2024-11-05\n---\n"
    first, second = articles_of(front + "# 聚链成群", MORE, "# 科技创新添活力", OTHER, suffix=".md")
    assert {first.date, second.date} == {"2024-11-05"}
    assert first.author is second.author is None


def test_a_bulletin_with_a_zone_a_section() -> None:
    articles = articles_of("# 园区简报", "## 青禾经济开发区", MORE, "## 云岭高新区", OTHER, suffix=".md")
    assert [article.organizations for article in articles] == [(), ("青禾经济开发区",), ("云岭高新区",)]


def test_declared_properties_serve_a_single_article_that_says_none_itself() -> None:
    front = "---\ntitle: 云岭高新区简报\nauthor: 孙雨\ndate: 2024-11-05\n---\n"
    (article,) = articles_of(front + "新增高新技术企业九家。", suffix=".md")
    assert (article.headline, article.author, article.date) == (None, "孙雨", "2024-11-05")
    assert article.organizations == ("云岭高新区",)


@pytest.mark.parametrize(
    "text", ["聚链成群谋发展", "来源：青禾日报", "青禾经济开发区", "赵明远", "2024年11月5日", "一、总则"]
)
def test_a_document_of_furniture_alone_loses_nothing(text: str) -> None:
    document, (article,) = read(text)
    assert paragraphs(document, article) == [text]
