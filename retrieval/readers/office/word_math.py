"""Formulas of Word (OMML, ECMA-376 part 1, 22.1) -> a line of text: `r=(a−b)/c×100%`, `√(x²+1)`, `∑_(i=1)^n xᵢ`."""

from collections.abc import Callable
from typing import Any

from retrieval.readers.scripts import grouped, subscript, superscript

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DEEPEST = 50
_SUM, _ROOT, _OPEN, _CLOSE, _BETWEEN = "∫", "√", "(", ")", "|"


def formula_text(node: Any, depth: int = 0) -> str:
    """The text of an element of a formula and of all that is in it. Nested deeper than any person writes, it is only
    the characters."""
    write = _WRITERS.get(node.tag)
    if depth > _DEEPEST:
        return "".join(text.text or "" for text in node.iter(f"{_M}t"))
    if node.tag == f"{_M}t":
        return node.text or ""
    if write is not None:
        return write(node, depth + 1)
    if node.tag.endswith("Pr"):
        return ""
    return "".join(formula_text(child, depth + 1) for child in node.iterchildren("{*}*"))


def _part(node: Any, name: str, depth: int) -> str:
    """The text of the part with this name, empty without one."""
    part = node.find(f"{_M}{name}")
    return "" if part is None else formula_text(part, depth).strip()


def _property(node: Any, kind: str, name: str, default: str) -> str:
    value = node.find(f"{_M}{kind}Pr/{_M}{name}")
    return default if value is None else str(value.get(f"{_M}val", default))


def _fraction(node: Any, depth: int) -> str:
    return f"{grouped(_part(node, 'num', depth))}/{grouped(_part(node, 'den', depth))}"


def _scripted(node: Any, depth: int) -> str:
    below, above = _part(node, "sub", depth), _part(node, "sup", depth)
    base = grouped(_part(node, "e", depth))
    return base + (subscript(below) if below else "") + (superscript(above) if above else "")


def _root(node: Any, depth: int) -> str:
    degree = _part(node, "deg", depth)
    return f"{superscript(degree) if degree else ''}{_ROOT}{grouped(_part(node, 'e', depth))}"


def _sum(node: Any, depth: int) -> str:
    sign = _property(node, "nary", "chr", _SUM)
    below, above = _part(node, "sub", depth), _part(node, "sup", depth)
    limits = (subscript(below) if below else "") + (superscript(above) if above else "")
    return f"{sign}{limits} {_part(node, 'e', depth)}"


def _delimited(node: Any, depth: int) -> str:
    opening = _property(node, "d", "begChr", _OPEN)
    closing = _property(node, "d", "endChr", _CLOSE)
    between = _property(node, "d", "sepChr", _BETWEEN)
    return opening + between.join(formula_text(part, depth) for part in node.iterchildren(f"{_M}e")) + closing


def _function(node: Any, depth: int) -> str:
    return f"{_part(node, 'fName', depth)} {grouped(_part(node, 'e', depth))}"


def _limit(node: Any, depth: int) -> str:
    return f"{_part(node, 'e', depth)}_{grouped(_part(node, 'lim', depth))}"


def _rows(node: Any, depth: int) -> str:
    """A matrix or an array of equations: rows apart by semicolons."""
    rows = node.findall(f"{_M}mr") or node.findall(f"{_M}e")
    return "; ".join(
        ", ".join(formula_text(cell, depth) for cell in (row.findall(f"{_M}e") or [row])).strip() for row in rows
    )


_WRITERS: dict[str, Callable[[Any, int], str]] = {
    f"{_M}f": _fraction,
    f"{_M}sSup": _scripted,
    f"{_M}sSub": _scripted,
    f"{_M}sSubSup": _scripted,
    f"{_M}sPre": _scripted,
    f"{_M}rad": _root,
    f"{_M}nary": _sum,
    f"{_M}d": _delimited,
    f"{_M}func": _function,
    f"{_M}limLow": _limit,
    f"{_M}limUpp": _limit,
    f"{_M}m": _rows,
    f"{_M}eqArr": _rows,
}
