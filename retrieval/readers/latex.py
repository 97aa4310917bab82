"""Formulas of LaTeX in a line of text -> readable text: `$1 2 . 5 \\%$` is 12.5%, `$3.2 \\times 10^{8}$` is 3.2×10⁸.

Programs that turn PDFs into Markdown write figures so. A dollar sign is a mark of a formula by pandoc's rule: nothing
blank inside it, no digit behind the closing one; so that `$5 and $6` are sums of money.
"""

import re

from retrieval.readers.scripts import grouped, raised, subscript, superscript

_FORMULA = re.compile(
    r"\$\$(?P<display>[^$]{1,2000}?)\$\$|(?<![\\$])\$(?P<inline>(?! ?\$)[^$]{1,500}?)(?<!\\)\$(?!\d)|"
    r"\\\((?P<round>.{1,500}?)\\\)|\\\[(?P<square>.{1,2000}?)\\\]"
)
_LOOSE = re.compile(r"[\d\s.,+\-−%()/^_{}\\a-zA-Z]*\d[\d\s.,+\-−%()/^_{}\\a-zA-Z]*|\s*\\[a-zA-Z].*")
_HINT = re.compile(r"[\d\\^_=+]|\A[a-zA-Z]\Z")
_SIGNS = {
    **{"times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥"},
    **{"leqslant": "≤", "geqslant": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "sim": "~", "to": "→", "infty": "∞"},
    **{"rightarrow": "→", "circ": "°", "degree": "°", "permil": "‰", "sum": "∑", "prod": "∏", "int": "∫", "ldots": "…"},
    **{"cdots": "…", "dots": "…", "quad": " ", "qquad": " ", "star": "*", "ast": "*", "yen": "¥", "checkmark": "✓"},
    **{"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ", "lambda": "λ"},
    **{
        "mu": "μ",
        "pi": "π",
        "rho": "ρ",
        "sigma": "σ",
        "tau": "τ",
        "phi": "φ",
        "omega": "ω",
        "Delta": "Δ",
        "Sigma": "Σ",
    },
    **{"Gamma": "Γ", "Theta": "Θ", "Lambda": "Λ", "Pi": "Π", "Phi": "Φ", "Omega": "Ω"},
}
_WRAPPER = re.compile(
    r"\\(?:text|textbf|textit|textrm|mathrm|mathbf|mathit|mathsf|mathcal|operatorname|boldsymbol|bf|rm|overline|underline"
    r"|hat|bar|vec|mbox)\s*\{([^{}]*)\}"
)
_SPELT = re.compile(r"(?<=\b[a-zA-Z])\s+(?=[a-zA-Z]\b)")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_DEGREE = re.compile(r"\^\s*\{?\s*\\circ\s*\}?")
_RAISED = re.compile(r"\s*\^\s*(?:\{\s*([^{}]*?)\s*\}|(\\?\w|[*†‡]))")
_LOWERED = re.compile(r"\s*_\s*(?:\{\s*([^{}]*?)\s*\}|(\w))")
_SPACING = re.compile(r"\\[,;:! ]|~|\\(?:left|right|displaystyle|limits|big|Big)(?![a-zA-Z])")
_COMMAND = re.compile(r"\\([a-zA-Z]+)\s*")
_IN_FIGURE = re.compile(r"(?<=\d)\s+(?=[\d.,%‰])|(?<=[.,])\s+(?=\d)")
_AROUND_SIGNS = re.compile(r"\s*([×÷±·])\s*")
_SIGN = re.compile(r"(?<=\A[+\-−])\s+(?=\d)")
_DEEPEST = 10


def readable(line: str) -> str:
    """`line` with its formulas as text a person can read; what is no formula stays as it is."""
    if "$" not in line and "\\(" not in line and "\\[" not in line:
        return line
    parts: list[str] = []
    position = 0
    for match in _FORMULA.finditer(line):
        inside = match[match.lastgroup or 0]
        is_blank_inside = inside[:1].isspace() or inside[-1:].isspace()
        is_formula = _HINT.search(inside) and (not is_blank_inside or _LOOSE.fullmatch(inside))
        if match.lastgroup == "inline" and not is_formula:
            continue
        parts.append(line[position : match.start()])
        parts.append(formula(inside, "".join(parts[-2:])))
        position = match.end()
    return "".join((*parts, line[position:]))


def formula(source: str, before: str = "") -> str:
    """What is between the marks of a formula as text; a figure that it raises behind the text `before` is an exponent
    or the mark of a note."""
    text = _DEGREE.sub("°", source.strip())
    for _ in range(_DEEPEST):
        outer = text
        text = _WRAPPER.sub(lambda match: _SPELT.sub("", match[1]), text)
        text = _FRACTION.sub(lambda match: f"{grouped(match[1].strip())}/{grouped(match[2].strip())}", text)
        text = _ROOT.sub(lambda match: f"√{grouped(match[1].strip())}", text)
        if text == outer:
            break
    text = _IN_FIGURE.sub("", _SPACING.sub("", text.replace("{,}", ",")).replace("\\%", "%").replace("\\$", "$"))
    text = _RAISED.sub(lambda match: _above(match, before), text)
    text = _LOWERED.sub(lambda match: subscript(match[1] or match[2] or ""), text)
    text = _COMMAND.sub(lambda match: _SIGNS.get(match[1], match[1]), text)
    text = text.replace("\\\\", " ").replace("\\", "").replace("{", "").replace("}", "")
    return _IN_FIGURE.sub("", _SIGN.sub("", _AROUND_SIGNS.sub(r"\1", text))).strip()


def _above(match: re.Match[str], before: str) -> str:
    text = match[1] if match[1] is not None else match[2]
    return superscript(text) if match.start() else raised(before, text)
