"""Measure words, and which of them count the same things."""

_ALIKE = (
    frozenset("家个所"),
    frozenset("家户"),
    frozenset("人名位个"),
    frozenset("项个件次"),
    frozenset("座个处"),
    frozenset("种类个"),
    frozenset("张个"),
    frozenset("套户"),
)
_ENGLISH = {
    "人": "people person persons workers staff students residents",
    "家": "firms companies enterprises businesses firm company enterprise",
    "项": "projects project items measures tasks",
    "件": "cases case",
    "座": "bridges stations plants factories buildings",
    "户": "households families",
}
_MEANT = {word: measure for measure, words in _ENGLISH.items() for word in words.split()}


def alike(one: str, other: str) -> bool:
    """Whether two measure words, as they are written (`Quantity.measure`), may count the same things."""
    one, other = _MEANT.get(one, one), _MEANT.get(other, other)
    return _alike(one, other) or _alike(one.removeprefix("个") or one, other.removeprefix("个") or other)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or any(short in group and long in group for group in _ALIKE)
