"""The words by which a question tells what it wants."""

import re
from typing import Literal

from retrieval.numbers.units import CURRENCIES
from retrieval.text.organization_vocabulary import ZONE

Kind = Literal[
    "organization", "author", "person", "date", "name", "quantity", "figure", "reason", "body", "place", "manner",
    "which", "other",
]  # fmt: skip
"""The kind of answer wanted: whose statement it is (*organization*), who wrote it (*author*), what something is called
(*name*), what a figure in the question measures (*figure*), a company, a university, a department (*body*); *which* and
*other* tell no more than that something is."""

WHEN = (
    r"(?<![任为如有])何时(?![代效])|几时(?!几分)|(?:[什甚]么|啥)(?:时[候侯间]|日子(?=[^?])|年[头份月](?!的))|啥时|"
    r"(?<![了过])多会儿|多咱"
)
"""What asks for a time in Chinese, as it is typed in haste, too."""

HOUR_ASKED = re.compile(r"(?<![哪这那])几点(?![要建意原措工经看共希不])|几时几分|\bwhat (?:time|hour)\b")
"""What asks for an hour of the day."""

FIRST_ASKED = re.compile(
    r"原(?:来|定|先|计划|本|有|设计)|本来|最初|最先|最开始|最早(?:说|定|计划|打算|准备)|起初|当初|从前|过去|先前|"
    r"(?<![\d年月日天周])(?:之前|以前|此前)|[从由](?:多少|几|哪|什么)|"
    r"\b(?:original(?:ly)?|initial(?:ly)?|at first|previous(?:ly)?|used to|former(?:ly)?|from (?:what|which|where))\b|"
    r"\bbefore (?:it|they|that|the)\b|\bfrom\W*\Z|(?<!year )(?<!month )(?<!week )(?<!day )\bbefore\W*\Z"
)
"""What asks for a value as it was before it was altered."""

ASKING = re.compile(
    rf"{WHEN}|请问|想查一下|想知道|告诉我|是不是|有没有|是否|"
    r"哪一?[个家些里儿座位年天月项几种类条处所份方面]{0,2}|什么|甚么|啥|多少|多[大长高久远快]|(?<![很许更众])多[宽深](?![带敞阔圳化入山受])|几[个家项条座次年月天种所位人]|"
    r"[说指讲]的?又?是(?=[哪什啥])|(?<=[么面啥])的?(?:数字|数据)|"
    r"谁|怎么样?|怎样|如何|为什么|为何|何[时地处人年]|[吗呢吧啊?？,，。!！、:：;；“”\"'()（）《》]"
)
"""What asks without being asked about."""

KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "author",
        re.compile(
            r"署.{0,5}名|作者|撰稿|撰写|谁写|执笔|记者是|"
            r"\bauthor\b|\bbyline\b|\bwrote\b|\bwritten by\b|\breporter\b"
        ),
    ),
    ("person", re.compile(r"谁|哪[一几]?位|何人|姓名|\bwho\b|\bwhose\b|\bby whom\b")),
    (
        "date",
        re.compile(
            rf"{WHEN}|哪一?(?:[年天月日]|个(?:月|季度|年[头份度]))|哪几[年天月日]|何[年月日]|几(?:[月日]|号(?![线楼院机门店车码船]))|"
            r"\bwhen\b|\b(?:what|which) (?:year|date|day|month)\b"
        ),
    ),
    (
        "name",
        re.compile(r"叫什么|叫作什么|叫做什么|什么名字|名称是|名为什么|\bcalled\b|\bnamed\b|\bname of\b|\bwhat name\b"),
    ),
    (
        "organization",
        re.compile(
            rf"哪(?:一?[个家座片]|里的?|儿|些)?(?:地方|省(?!长)|市(?![场民长值政])|县(?![城长])|区(?![域间块长])|自治区|{ZONE}|城市|地区)|"
            rf"哪里的|是哪里|说的是哪里|(?<![在去到往从])哪儿|"
            r"\b(?:which|what) (?:\w+ )?(?:zone|province|city|region|municipality|county|place|district|area)\b"
        ),
    ),
    (
        "quantity",
        re.compile(
            r"多少|(?<!哪)几(?!乎)|多[大长高久远快]|(?<![很许更众])多[宽深](?![带敞阔圳化入山受])|占比|比例|第几|"
            r"\bhow (?:many|much|long|large|big|far|fast|high|old|wide|deep|broad)\b|"
            r"\bwhat (?:percentage|percent|share|stake|proportion|number|amount|rate)\b|"
            r"\bwhat (?:is|are|was|were|will)\b[^,;]{0,60}?\b(?:rate|percentage|share|ratio|number|amount|value|total|"
            r"cost|price|area|length|speed|size|population|turnover|output|income|revenue|budget|investment|"
            r"capacity|yield)\b"
        ),
    ),
)
"""Question words of each kind, in the order in which they are looked for in a folded question."""

NUMBER_WANTED = re.compile(r"百分之(?:几|多少)|多少|(?<!哪)几|\bhow many(?: of)?(?: the)?\b|\bwhat number of\b")
"""What stands in a question where the number stands in its answer."""

UNITS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"多大(?:岁数|年纪|年龄)|\bhow old\b|\bwhat age\b|\baverage age\b"), frozenset({"years"})),
    (
        re.compile(
            r"\bhow much (?!money|of|land|area|space|power|electricity)[a-z]+ (?:can|could|does|did|do|will|would)\b"
            r"[^?]*\b(?:hold|store|contain|carry|produce|harvest|process|catch|handle|stock)\b"
        ),
        frozenset({"kg", "m3"}),
    ),
    (
        re.compile(r"(?:增长|下降|上涨|下跌|回落|下滑)了?(?:多少|几)|\bhow (?:much|fast)\b[^?]* grow\b"),
        frozenset({"%", "pp", "times"}),
    ),
    (
        re.compile(
            r"百分之(?:几|多少)|几成(?!立|功|为)|增速|增长率|增幅|占比|比例|比重|[开达利合覆]\w{0,3}率|"
            r"[^功频汇效心速辨定]率(?:均值|平均)?(?:是|为|有|达到?|了|约|大约|降[至到]|升[至到]|控制在)*(?:多少|几|[?？]|\Z)|"
            r"\b(?:percentage|percent|share|proportion|rate|ratio|growth|stake)\b|"
            r"\bhow fast\b[^?]* (?:grow|increase|rise|fall|expand)"
        ),
        frozenset({"%"}),
    ),
    (
        re.compile(
            r"投资|产值|资金|金额|签约额|罚没?款|罚金|索?赔偿?(?=了?多少)|[^消收免]费(?=(?:用|总额)?(?:一共|总共|共|是|为|有|达|了)*多少(?![辆人户家次部件]))|[口售易税]额|总值|[花赚挣]了?多少|多少钱|工资|收入|利润|补贴|奖金|租金|票价|价格|成本|预算|支出|"
            r"\b(?:invest\w*|yuan|money|spen[dt]|budget|revenue)\b|"
            r"\b(?:output|production|industrial|contract|trade) value\b"
        ),
        CURRENCIES,
    ),
    (re.compile(r"(?<![车客员金息])流量(?!净额|费|卡)|库容|蓄水量"), frozenset({"m3", "kg"})),
    (re.compile(r"面积|多大|\barea\b|\bhow large\b"), frozenset({"m2", "mu"})),
    (re.compile(r"多快|[车时流风航]速|\bhow fast\b|\bwhat speed\b|\bspeed of\b"), frozenset({"m"})),
    (
        re.compile(r"\bhow long (?:is|are|was|were)(?! the (?:period|term|wait|delay|course|stay|visit)\b)"),
        frozenset({"m", "second", "day", "months", "years"}),
    ),
    (re.compile(r"多久|多长时间|\bhow long\b"), frozenset({"second", "day", "workday", "months", "years"})),
    (
        re.compile(
            r"(?<![很许更众])多[宽深](?![带敞阔圳化入山受])|\bhow (?:wide|broad|deep)\b|\b(?:width|depth|length) of\b"
        ),
        frozenset({"m"}),
    ),
    (re.compile(r"\bhow many\b|[几多少]趟"), frozenset({"item"})),
)
"""The classes of unit (`retrieval.numbers`) that fit what is asked after, in the order in which they are looked for."""

ASKED_FOR = re.compile(
    r"多少|几|谁|哪|什么|甚么|多[大长高久远快]|(?<![很许更众])多[宽深](?![带敞阔圳化入山受])|"
    r"\b(?:how (?:many|much)|what|which|who|whose)\b"
)
"""The word of a question in whose place the answer would stand."""
