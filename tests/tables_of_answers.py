"""Tables of answers of invented cities, for the tests that print, write and draw them."""

from retrieval.answer import Citation, Row, Table


def row(name: str, value: str, number: float | None, **changes) -> Row:
    cited = Citation(
        "c" + str(abs(hash(name)) % 10**6), "年报.txt", "报告", (name,), None, None, None, (3, 4), ((0, 1),), "x"
    )
    return Row(name, value, number, f"地区生产总值增长{value}。", f"地区生产总值增长{value}。", 0.97, cited, **changes)


def table(*rows: Row, selected: tuple[str, ...] | None = None, missing: tuple[str, ...] = ()) -> Table:
    return Table("地区生产总值", "%", rows, selected, missing)
