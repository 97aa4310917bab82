"""What organizations call themselves: kinds of zones, institutions, divisions of government, offices, peoples.

The one place where these words stand; patterns elsewhere are made of them.
"""

ZONE_KINDS: tuple[tuple[str, ...], ...] = (
    ("经济技术开发区", "经济开发试验区", "技术开发区", "经济开发区", "经开区", "开发区"),
    ("高新技术产业开发区", "高新技术产业园区", "高新技术开发区", "高新技术区", "高新开发区", "高新区"),
    ("自由贸易试验区", "自贸试验区", "自贸区"),
    ("综合保税区", "综保区", "保税区"),
    ("现代产业园区", "产业园区", "产业园"),
    ("工业园区", "工业园"),
    ("科技园区", "科技园"),
    ("科技城",),
    ("示范区",),
    ("试验区",),
    ("合作区",),
    ("先行区",),
    ("新区",),
    ("园区",),
)
"""What each kind of zone may call itself, the full form first: the forms of one kind are names of one zone."""

ECONOMIC, HIGH_TECH = ZONE_KINDS[:2]
"""The two kinds of which a bare 开发区 may be short."""

ZONE_WORDS = tuple(sorted({word for kind in ZONE_KINDS for word in kind}, key=lambda word: (-len(word), word)))
"""All that a zone may call itself, longer forms first."""

ZONE = "|".join(ZONE_WORDS)
"""A pattern of what a zone calls itself."""

RANK = "国家级|省级|市级"
"""A pattern of what may stand before it: whose zone it is."""

COMPANY = r"(?:集团)?(?:控股)?(?:股份)?(?:有限)?(?:责任)?公司|集团"
"""A pattern of what a company's name ends with."""

INSTITUTION = (
    rf"{COMPANY}|大学|学院|医院|银行|研究院|研究所|协会|委员会|办公室|"
    r"中学|小学|出版社|(?<![布格大全结僵开破时政变残终困])局|(?<![大客餐展舞])厅"
)
"""A pattern of what an institution's name ends with."""

DIVISION = r"特别行政区|自治区|自治州|自治县|自治旗|省|市|县|区|州|盟|旗|镇|乡|街道"
"""A pattern of what a division of government's name ends with."""

OFFICE = r"(?:人民)?政府|(?:工作)?委员会|管委会|党工委|[省市县区州]委"
"""A pattern of the offices that speak for a zone or a division."""

_PEOPLES = """
壮族 回族 维吾尔族 维吾尔 藏族 蒙古族 满族 苗族 彝族 土家族 侗族 布依族 瑶族 白族
哈尼族 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜
土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 朝鲜族 阿昌族 普米族
哈萨克族 哈萨克 塔吉克族 塔吉克 怒族 鄂温克族 德昂族 保安族 裕固族 京族 独龙族 鄂伦春
门巴族 珞巴族 基诺族 各族
"""
PEOPLES = "|".join(_PEOPLES.split())
"""A pattern of the peoples that stand in the name of what they govern themselves (恩施土家族苗族自治州)."""


BODY_END = r"公司|集团|企业|大学|学院|学校|研究[院所]|中心|委员会|[局部厅会社院党队]|银行|医院|平台|专班|小组"
"""A pattern of what anything that acts as one may end with, an institution or not."""

PLACE_END = r"[国省市县区州郡村镇乡岛洲山河湖海港湾城里街路]|地区|半岛|机场|车站|园区"
"""A pattern of what a place may end with, one of government or not."""


THING_GROUPS: tuple[tuple[str, ...], ...] = (
    ("镇", "乡", "街道"),
    ("县", "市", "区", "旗"),
    ("省",),
    ("村", "社区"),
    ("水库",),
    ("河", "溪"),
    ("湖",),
    ("电站", "电厂", "水电站"),
    ("公司", "有限公司", "有限责任公司", "股份有限公司", "集团", "机械", "重工", "科技", "股份"),
    ("小学", "中学", "高中", "学校", "幼儿园"),
    ("大学", "学院"),
    ("医院", "卫生院"),
    ("银行", "农村商业银行", "农商银行", "农商行", "农村信用社", "农信社", "村镇银行"),
    ("博物馆", "图书馆", "科技馆", "体育馆", "美术馆"),
    ("港", "码头"),
    ("机场",),
    ("车站",),
    ("大桥",),
    ("景区", "公园"),
    ("农场", "林场", "牧场"),
    ("煤矿", "铁矿", "金矿"),
    ("开发区", "新城", *(word for word in ZONE_WORDS if word != "开发区")),
)
"""Words for what a named thing is; those of one group may stand for one another or are mistaken for one another."""


def zone_kind(word: str) -> tuple[str, ...]:
    """What a zone that calls itself `word` may also be called, the full form first; empty where no zone does."""
    return next((kind for kind in ZONE_KINDS if word in kind), ())
