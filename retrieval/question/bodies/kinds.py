"""Kinds of bodies that have their like beside them, and the words that tell one of a kind from another."""

from retrieval.text.folding import HAN

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "医院",
        "",
        r"医院|卫生院|(?<=[第市县区州])?[一二三四五六七八九十]院(?=[院的有在今去上下前一哪护做收开住,。:\s]|\Z)",
    ),
    ("医院", "中医", "中医院"),
    ("医院", "妇幼", "妇幼保健院|妇保院|妇幼院"),
    ("学校", "中学", rf"中学|高中|初中|(?<=[{HAN}])[一二三四五六七八九十]中(?![心全学国间央队等层小型医外])"),
    ("学校", "小学", "小学"),
    ("学校", "幼儿园", "幼儿园"),
    ("大学", "", "大学"),
    ("大学", "师范", "(?<!教)师大(?![会家多量])"),
    ("大学", "理工", "理工大(?![学])"),
    ("大学", "农业", "农大(?![会家多量])"),
    ("水厂", "", "(?:自来|净)?水厂"),
    ("污水厂", "", "污水(?:处理)?厂"),
    ("电厂", "", "(?:热|发|火)?电厂"),
    ("泵站", "", "(?:排涝|提水|排水|加压)?泵站"),
    ("变电站", "", "变电站"),
    ("院区", "", "校区|院区"),
    ("标段", "", r"(?<=[一二三四五六七八九十\d])标段?(?![准志题杆签识价书点本兵])"),
    ("研究院", "", "研究院|研究所"),
    ("机关", "法院", "(?:高级|中级)?(?:人民)?法院"),
    ("机关", "检察院", "(?:人民)?检察院"),
    *(("机关", organ, organ) for organ in ("公安局", "司法局", "税务局", "教育局", "财政局", "民政局", "统计局")),
)
"""The kind of a body, what a word for it says more, and a pattern of that word."""

OFFICIAL = "机关"
"""The kind of what an administration consists of: its passages name many, and are the statement of one."""

MARKS: dict[str, tuple[str, ...]] = {
    "医院": (
        "中西医结合", "人民", "中心", "儿童", "口腔", "肿瘤", "胸科", "精神病", "传染病", "眼科", "骨科", "附属",
        "华侨", "妇产科", "康复", "职业病", "妇幼",
    ),
    "大学": (
        "电子科技", "中医药", "师范", "理工", "工业", "农业", "林业", "医科", "科技", "财经", "政法", "交通", "邮电",
        "外国语", "民族", "海洋", "石油", "矿业", "体育", "工商",
    ),
    "学校": ("实验", "外国语", "民族", "职业"),
}  # fmt: skip
"""By kind, what may stand right before its word and tells two apart in one place."""

ENGLISH_KINDS: tuple[tuple[str, str, str], ...] = (
    ("医院", "", "hospital"),
    ("学校", "中学", "(?:middle|high|secondary) school"),
    ("学校", "小学", "(?:primary|elementary) school"),
    ("大学", "", "university"),
    ("水厂", "", "water ?works|water (?:treatment )?plant|waterworks"),
    ("污水厂", "", "sewage (?:treatment )?plant"),
    ("电厂", "", "power (?:plant|station)"),
    ("泵站", "", "pump(?:ing)? station"),
    ("院区", "", "campus"),
    ("机关", "检察院", "procuratorate"),
    ("机关", "法院", r"(?:people's )?court(?!yard)"),
    ("机关", "公安局", "public security bureau"),
)
"""The same in English, in small letters."""

ENGLISH_MARKS = {
    "people's": "人民", "peoples": "人民", "tcm": "中医", "chinese medicine": "中医", "central": "中心",
    "children's": "儿童", "maternity": "妇幼", "maternal": "妇幼", "normal": "师范", "agricultural": "农业",
    "medical": "医科", "affiliated": "附属", "cancer": "肿瘤", "dental": "口腔",
}  # fmt: skip
"""English words for what tells two of a kind apart."""

ENGLISH_NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ENGLISH_DIRECTIONS = {"east": "东", "west": "西", "south": "南", "north": "北"}
