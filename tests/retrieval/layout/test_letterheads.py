"""What stands above a headline for who issues a paper: official documents, bulletins, newspapers, saved web pages."""

import pytest
from layout_reading import paragraphs, read

from retrieval.document import Article


def first(text: str, suffix: str = ".txt") -> tuple[Article, list[str]]:
    document, articles = read(text, suffix)
    return articles[0], [paragraph for article in articles for paragraph in paragraphs(document, article)]


NOTICE = """各乡镇人民政府，县政府各部门：
　　《青禾县小型水库管理办法》已经县政府第二次常务会议通过，现印发给你们，请遵照执行。

青禾县人民政府办公室
2023年9月12日

青禾县小型水库管理办法

第一条　为管好小型水库，制定本办法。
第二条　每座水库每年补助4万元，管护员每月600元。
"""


@pytest.mark.parametrize("above", ["", "机密★一年\n特急\n", "000012\n"])
@pytest.mark.parametrize("issuer", ["青禾县人民政府办公室文件\n", "青禾县人民政府办公室\n文件\n"])
@pytest.mark.parametrize("number", ["青政办发〔2023〕27号", "青政办发[2023]27号　　签发人：周成"])
def test_an_official_document(above: str, issuer: str, number: str) -> None:
    title = "青禾县人民政府办公室关于印发\n《青禾县小型水库管理办法》的通知\n"
    document, articles = read(f"{above}{issuer}{number}\n\n{title}\n{NOTICE}")
    notice, measure = articles
    assert notice.headline == "青禾县人民政府办公室关于印发《青禾县小型水库管理办法》的通知"
    assert (notice.organizations, notice.date) == (("青禾县人民政府办公室",), "2023-09-12")
    assert number in paragraphs(document, notice)
    assert (measure.headline, measure.date) == ("青禾县小型水库管理办法", "2023-09-12")


def test_an_organ_above_a_number_is_the_issuer_whatever_it_is_called() -> None:
    article, _ = first(
        "中共云岭市委组织部\n云组发〔2024〕8号\n\n关于做好年度考核工作的通知\n\n"
        "各县委组织部：\n　　优秀比例不超过20%。\n"
    )
    assert (article.headline, article.organizations) == ("关于做好年度考核工作的通知", ("中共云岭市委组织部",))


@pytest.mark.parametrize(
    "above",
    [
        "工作简报\n第15期（总第203期）\n青禾县发展和改革局编　　2024年6月20日\n",
        "青禾县发展和改革局《工作简报》2024年第15期\n签发人：周成　2024年6月20日\n",
    ],
)
def test_a_bulletin(above: str) -> None:
    article, _ = first(f"{above}\n青禾县上半年新开工项目32个\n\n　　今年以来，全县新开工项目32个，增长12.3%。\n")
    assert article.headline == "青禾县上半年新开工项目32个"
    assert (article.date, article.publication) == ("2024-06-20", "工作简报")
    assert article.organizations == ("青禾县发展和改革局",)


def test_a_newspaper_with_its_motto() -> None:
    article, _ = first(
        "青禾日报\n求真务实　为民发声\n2024年3月5日　星期二　第3版　要闻\n\n青禾县春耕备肥充足\n\n"
        "本报讯（记者 王明远）连日来，青禾县储备化肥1.2万吨。\n"
    )
    assert (article.headline, article.publication, article.date) == ("青禾县春耕备肥充足", "青禾日报", "2024-03-05")


def test_what_a_web_page_puts_around_its_article_is_in_no_passage() -> None:
    article, texts = first(
        "当前位置：首页 > 新闻中心 > 要闻\n青禾县去年新建公园六个\n"
        "发布时间：2024-05-06 10:20　来源：青禾日报　作者：王波\n"
        "【字体：大 中 小】　打印　分享\n浏览次数：1024\n　　去年，青禾县新建公园六个，新增绿地32公顷。\n"
        "责任编辑：孙雨\n打印本页　关闭窗口\n"
    )
    assert (article.headline, article.date) == ("青禾县去年新建公园六个", "2024-05-06")
    assert (article.publication, article.author) == ("青禾日报", "王波")
    assert texts == ["去年，青禾县新建公园六个，新增绿地32公顷。"]


def test_a_line_with_the_hour_of_publication_is_a_date() -> None:
    article, texts = first(
        "青禾县去年新建公园六个\n发布时间：2024-05-06 10:20\n\n　　去年，全县新建公园六个，新增绿地32公顷。\n"
    )
    assert article.date == "2024-05-06"
    assert texts == ["去年，全县新建公园六个，新增绿地32公顷。"]


def test_a_form_is_neither_signed_nor_dated_by_what_is_filled_in() -> None:
    article, _ = first("职工登记表\n姓名\n王小明\n性别\n男\n部门\n财务科\n入职日期\n2019年3月1日\n工资\n8600元\n")
    assert (article.headline, article.author, article.date) == ("职工登记表", None, None)


@pytest.mark.parametrize(
    "table",
    [
        "出发地,目的地,日期,里程（公里）\n太原,大同,2024-03-01,280\n太原,临汾,2024-03-09,260\n",
        "日期,城市,里程（公里）\n2024-03-01,太原,280\n2024-03-09,大同,260\n",
    ],
)
def test_a_table_is_no_statement_of_a_place_in_it(table: str) -> None:
    _, articles = read(table, ".csv")
    assert {article.organizations for article in articles} == {()}


def test_the_fields_of_a_form_say_whom_it_is_about_and_not_whose_it_is() -> None:
    article, _ = first("项目概况\n项目名称：临汾片区（一期）污水管网改造\n合同金额：420万元\n工期：150个日历天\n")
    assert article.organizations == ()


def test_an_address_is_its_speakers() -> None:
    article, _ = first(
        "在全县经济工作会议上的讲话\n（2024年1月18日）\n临汾市市长　周成\n\n"
        "同志们：\n　　去年，全市完成固定资产投资88亿元。\n"
    )
    assert (article.organizations, article.author) == (("临汾市",), "周成")


def test_a_caption_is_no_heading_of_the_text_below() -> None:
    _, articles = read(
        "青禾县水利公报\n\n水库蓄水6830万立方米。\n\n图1　水库蓄水量变化\n\n" + "渠道衬砌率为78.5%。" * 12
    )
    assert {paragraph.headings for article in articles for paragraph in article.paragraphs} == {()}


def test_fields_above_a_headline_are_no_headline() -> None:
    article, _ = first(
        "证券代码：600000　　证券简称：青禾铝业\n青禾铝业股份有限公司\n2023年年度报告\n\n"
        "2023年公司净利润-0.86亿元，同比下降12.3%。\n"
    )
    assert (article.headline, article.organizations) == ("2023年年度报告", ("青禾铝业股份有限公司",))
