"""Measure words, and which of them count the same things."""

from collections.abc import Sequence

from retrieval.numbers.quantity import Quantity

_ALIKE = (
    frozenset("家个所"),
    frozenset("家户"),
    frozenset("家间"),
    frozenset("人名位个"),
    frozenset("项个件次"),
    frozenset("起件例宗次"),
    frozenset("座个处"),
    frozenset("栋幢座处个"),
    frozenset("间个"),
    frozenset("种类个"),
    frozenset("张床个"),
    frozenset("条个"),
    frozenset("套户"),
    frozenset("辆台部"),
    frozenset("台部套个"),
    frozenset("架台"),
    frozenset("艘条只"),
    frozenset("册本部"),
    frozenset("棵株"),
    frozenset("头只"),
)
_NOUNS = {
    "人": """people persons workers staff students residents employees pupils children teachers doctors nurses
        villagers farmers firefighters officers officials soldiers suspects members delegates representatives athletes
        passengers visitors tourists drivers engineers graduates women men adults volunteers applicants survivors
        学生 小学生 初中生 高中生 大学生 研究生 留学生 新生 毕业生 考生 老师 教师 护士 医生 医师 职工 员工 工人
        干部 党员 官兵 消防员 民警 警察 乘客 旅客 游客 委员 代表 志愿者 运动员 工程师""",
    "家": """firms companies enterprises businesses shops stores restaurants hospitals
        企业 公司 医院""",
    "所": "schools kindergartens universities colleges 学校 幼儿园 小学 中学",
    "项": "projects items measures tasks patents",
    "件": "cases",
    "起": "accidents incidents disputes lawsuits fires",
    "座": "bridges stations factories reservoirs dams",
    "栋": "buildings",
    "间": "rooms classrooms",
    "户": "households families",
    "股": "shares",
    "条": "roads routes",
    "张": "beds 床",
    "部": "lifts elevators 电梯",
    "台": "machines computers",
    "架": "drones aircraft planes helicopters",
    "辆": "vehicles cars trucks lorries buses taxis bicycles ambulances 车辆 汽车 公交车",
    "艘": "ships boats vessels tugboats ferries 船舶 船只 船",
    "册": "books 图书 书 藏书",
    "棵": "trees 树 树木",
    "头": "pigs cattle sheep 猪 生猪 牛 羊 奶牛",
    "个": "villages towns counties cities countries districts",
}
"""What is counted by each, in English in the plural; only what is hardly ever counted otherwise."""

_MEANT = {word: measure for measure, words in _NOUNS.items() for word in words.split()}


def measure_of(noun: str) -> str | None:
    """The measure word by which a folded noun is counted in Chinese (firefighters, 护士: 人); None where it may be
    counted by many, or is not known."""
    return _MEANT.get(noun)


def alike(one: str, other: str) -> bool:
    """Whether two measure words, as they are written (`Quantity.measure`), may count the same things."""
    one, other = _MEANT.get(one, one), _MEANT.get(other, other)
    return _alike(one, other) or _alike(one.removeprefix("个") or one, other.removeprefix("个") or other)


def counting(measure: str | None, figures: Sequence[Quantity]) -> list[Quantity]:
    """The figures that may count what is asked for by a measure word, where some do: people, and not cases; else all
    of them."""
    if measure is None:
        return list(figures)
    fit = [q for q in figures if q.unit != "item" or q.measure is None or alike(measure, q.measure)]
    return fit or list(figures)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or any(short in group and long in group for group in _ALIKE)
