"""What is not of the kind asked for is no answer: rooms for people, a rank among others, a country
that nothing names."""

from collections.abc import Callable, Mapping

import pytest

from retrieval.library import Library

TEXTS = {
    "青梧县政府工作报告": (
        "青梧县政府工作报告\n\n"
        "全县地区生产总值完成186.4亿元，增长5.1%，增速居全市第三位；一般公共预算收入9.7亿元，总量居全省第41位。\n\n"
        "县里与一家杭州的设计公司合作，给合作社重新做了包装，茶叶均价提高两成。\n\n"
        "县城东入口的老汽车站去年拆除，新站另行选址，预计2026年底建成。\n\n"
        "全县出口总额3.4亿元，主要销往东南亚和中东。\n\n"
        "县人民医院院长高秋实说：“小病不出乡，大病少出县。”\n\n"
        "受害人年龄最大的76岁。公安部门抓获嫌疑人14名。\n\n"
        "暴雨期间，全县转移群众4300人，倒塌房屋17间。\n"
    ),
    "海宁湾港务集团年报": (
        "海宁湾港务集团年报\n\n董事长严守一因年龄原因于5月卸任。\n\n"
        "“海鸥六号”拖轮全年出航812次，为外轮护航96次。三号码头冷库由一家挪威企业投资2.8亿元兴建，全程无人作业。\n\n"
        "国际航线新开3条，通往4个国家。集团在册职工1260人，比上年减少74人。\n\n"
        "校企合作负责人之外，分管安全的副总经理为谷雨声，分管科研的副总经理为阮清嘉。\n\n"
        "研究院教授宓行川团队研制的低温电解质在零下40摄氏度仍可工作，论文发表于7月。\n\n"
        "警犬基地的四只史宾格犬去年查获违禁品11件。\n"
    ),
    "岱川银行半年报": (
        "岱川银行半年报\n\n"
        "2031年3月，行长周玉衡因到龄退休辞任，董事会聘任原副行长沈砚秋为行长。报告期内，董事长仍为梁伯勋。\n\n"
        "第一大股东为岱川国资公司，持股9.98%；第二大股东为恒泽水泥公司，持股7.35%。\n\n"
        "脐橙价格走低，因周边县集中上市；茶叶价格每公斤上涨9元。足球决赛因暴雨改期到10月30日。\n\n"
        "报告期内撤并网点5家，受到行政处罚2笔，罚款合计115万元。\n\n"
        "镇馆之宝“双凤鼓”出土于白鹤山2号墓，2026年赴巴黎展出三个月。“云雾”茶2027年7月获地理标志，“脐橙”仍在申报。\n\n"
        "博士来了，给安家补贴30万元；硕士8万元。人才公寓租金是市场价的六折。现任馆长为研究馆员祁望舒。\n"
    ),
    "青山县杂记": (
        "青山县杂记\n\n"
        "今年雨水充沛，光照好，水稻长势好于常年。\n\n"
        "猪肉零售每天公布，牛肉零售36.5元，比上周涨1元。供电公司有职工800人。古银杏树龄约1200年。\n\n"
        "村支书张伟2010年至2018年担任中学教师。王建国1962年生，种了一辈子田。副县长张丽分管教科文卫工作。\n\n"
        "2031年梨产量120吨，比2030年产量100吨增加20吨。羊毛厂2022年3月18日开工，尚在扩建。\n\n"
        "7月5日，青峰堤段出现管涌，经抢险队处置，险情得到控制。酱菜厂选址东坡，看重的是山泉水。\n"
    ),
    "沅澧博物馆年报": (
        "沅澧博物馆年报\n\n"
        "“楚风汉韵”展由本馆与江陵省考古研究所合办，展出文物324件。\n\n"
        "原拟于冬季举办的“丝路遗珍”展，因借展方推迟，改在3月开幕。恒泽水泥所持股份中有1.2亿股被质押。\n\n"
        "团体总分第一名为红旗小学，312分。下一届运动会定于2033年举行，承办学校待定。\n"
    ),
    "禾塘县气象公报": (
        "禾塘县2031年气象公报\n禾塘县气象局 2032年1月5日\n\n"
        "2031年全县平均气温17.6℃；年降水量1286毫米，比2030年少97毫米。\n"
    ),
    "松江岭高新区简报": (
        "松江岭高新区简报\n\n"
        "科创酒店共有客房210间，计划明年5月开业。一家上海的动画公司把渲染业务搬了过来。\n\n"
        "区里设立3000万元的风险补偿资金池，银行承担四成损失，园区承担六成。\n\n"
        "储能大会原定9月举办，因台风影响改到11月5日。实习生满意度调查没有开展。"
        "除永丰酱园外，被抽检的酿造企业全部合格。\n\n"
        "全区固定资产投资下降2.3%，主要是房地产开发投资回落所致。\n"
    ),
}


@pytest.fixture(scope="module")
def reports(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of which much is asked that it does not say."""
    return library_of(TEXTS)


@pytest.mark.parametrize(
    "question",
    [
        "青梧县GDP增速在全国排第几？", "Where does Qingwu's budget revenue rank in the world?",
        "和合作社合作的那家设计公司叫什么名字？", "What is the name of the animation company that moved its rendering?",
        "Could you name the Norwegian firm that built the cold store?", "哪几家银行参加了资金池？",
        "新汽车站最后定在哪条路上？", "青梧县的茶叶主要卖给哪个国家？", "Which country buys the most from Qingwu?",
        "四只史宾格犬叫什么名字？", "How many guests can stay at the hotel?",
        "Guest capacity (number of people) of the hotel?",
        "海鸥六号上有多少船员？", "What is the crew size of the tug?", "高秋实当院长之前在哪里工作？",
        "Where did Gao Qiushi work before becoming president?", "储能大会为什么被取消？",
        "Why did the port stop taking foreign ships?", 
        "暴雨造成多少经济损失？", "受害人最小的多大年纪？", "董事长严守一卸任时多大年纪？",
        "分管后勤的副总经理是谁？",
        "Which journal published the low-temperature electrolyte paper?", "集团职工人数为什么减少？",
        "第三大股东是谁？", "茶叶为什么涨价？", "网点为什么撤并？", "青峰堤段为什么出现管涌？",
        "Why was the bank fined?", "双凤鼓是哪一年出土的？", "脐橙什么时候获得地理标志的？",
        "2030年禾塘县年降水量是多少？", "丝路遗珍展出多少件文物？", "丝路遗珍展的文物是向谁借的？",
        "恒泽水泥的股份质押给谁了？", "Which school will host the next sports meeting?",
    ],
)  # fmt: skip
def test_what_is_of_another_kind_does_not_answer(reports: Library, question: str) -> None:
    assert not reports.ask(question).answered


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("青梧县GDP增速在全市排第几？", "第三位"), ("新汽车站什么时候建成？", "2026年"),
        ("How many rooms does the hotel have?", "210"), ("海鸥六号全年出航多少次？", "812次"),
        ("受害人里年龄最大的多少岁？", "76岁"), ("分管科研的副总经理是谁？", "阮清嘉"),
        ("固定资产投资为什么下降？", "房地产"), ("How many countries do the new routes reach?", "4个国家"),
        ("水稻长势为什么好于常年？", "雨水"), ("牛肉零售多少钱一斤？", "36.5元"), ("张伟以前是做什么的？", "教师"),
        ("王建国多大年纪？", "1962年"),
        ("分管教育的副县长是谁？", "张丽"), ("2030年梨的产量有多少？", "100吨"), ("羊毛厂什么时候开工的？", "2022年"),
        ("哪家酿造企业抽检不合格？", "永丰酱园"),
        ("楚风汉韵展出了多少件文物？", "324件"), ("楚风汉韵展是和谁合办的？", "考古研究所"),
        ("团体总分第一名是哪所小学？", "红旗小学"), ("脐橙价格为什么走低？", "集中上市"),
        ("足球决赛为什么推迟？", "暴雨"), ("酱菜厂为什么选址东坡？", "山泉水"),
        ("云雾茶什么时候获得地理标志的？", "2027年7月"),
        ("公寓租金比市场便宜多少？", "六折"), ("2031年禾塘县年降水量是多少？", "1286毫米"),
        ("How many suspects were caught?", "14名"), ("冷库是哪个国家的企业投资的？", "挪威"),
    ],
)  # fmt: skip
def test_what_is_of_the_kind_answers(reports: Library, question: str, said: str) -> None:
    answer = reports.ask(question)
    assert answer.answered and said in answer.passages[0].highlight


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("现在的行长是谁？", "沈砚秋"), ("Who is the chairman of the bank?", "梁伯勋"), ("馆长是谁？", "祁望舒"),
        ("硕士能拿多少安家补贴？", "8万元"), ("How much was the bank fined?", "115万元"),
    ],
)  # fmt: skip
def test_the_answer_is_of_the_one_asked_for(reports: Library, question: str, wanted: str) -> None:
    assert reports.ask(question).answer == wanted


def test_how_much_of_something_is_no_sum_of_money(reports: Library) -> None:
    answer = reports.ask("How much grain can the cold store hold?")
    assert answer.certainty != "sure" and "元" not in (answer.answer or "")


CAUSES = {
    "柳湾街道简报": (
        "原社区主任闵柏舟因工作调动不再任职，网格员出身的查云岫接任。物业公司经理田守拙因账目问题被免去职务。\n\n"
        "4号电梯在年检前6天即因门锁松动被维修工断开电源，物业未作登记。\n\n"
        "老年食堂须提前三个工作日订餐。\n\n"
        "截至8月底街道共有个体商户1740家。今年因寒潮影响，迎春花市改在室内举行。\n\n"
        "文化礼堂项目因资金链断裂烂尾，居民活动仍在旧厂房。染坊因排污超标被责令停产，两名负责人被约谈。"
    )
}


@pytest.fixture(scope="module")
def liuwan(library_of: Callable[[Mapping[str, str]], Library]) -> Library:
    """A library of one bulletin."""
    return library_of(CAUSES)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("闵柏舟为什么不再任职？", "工作调动"),
        ("田守拙是因为啥被免职的", "账目问题"),
        ("维修工为何断开4号电梯的电源？", "门锁松动"),
        ("迎春花市为什么改在室内举行？", "寒潮"),
        ("染坊为什么停产？", "排污超标"),
        ("文化礼堂为什么烂尾？", "资金链断裂"),
        ("在老年食堂吃饭要提前多久订餐？", "三个工作日"),
        ("截至8月底街道共有个体商户多少家？", "1740家"),
    ],
)
def test_what_ordinary_sentences_tell_is_of_the_kind(liuwan: Library, question: str, wanted: str) -> None:
    answer = liuwan.ask(question)
    assert answer.answered
    assert wanted in (answer.answer or "")


def test_what_is_told_as_a_cause_is_not_surely_what_is_asked_about(liuwan: Library) -> None:
    assert liuwan.ask("柳湾街道为什么发生寒潮？").certainty != "sure"
    assert liuwan.ask("文化礼堂项目为什么资金链断裂？").reason == "no_such_answer"
