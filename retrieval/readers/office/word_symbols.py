"""Characters of symbol fonts -> Unicode: what Word's `w:sym` and runs in Wingdings or Symbol show.

The codes are those of the fonts themselves, as their makers list them: Adobe's encoding of Symbol, Microsoft's of
Wingdings and Wingdings 2. Only what a text says something with is here; arrows, boxes, ticks, digits in circles, Greek
letters and signs of arithmetic.
"""

_PRIVATE = 0xF000
"""Where Word puts the codes of symbol fonts: U+F020 to U+F0FF."""


def _run(first: int, characters: str) -> dict[int, str]:
    return {first + index: character for index, character in enumerate(characters)}


_WINGDINGS = {
    **{0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x41: "✌", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x52: "☼", 0x54: "❄"},
    **{0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆"},
    **{0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★"},
    **{0xD8: "➢", 0xE8: "→", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    **_run(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    **_run(0xDF, "←→↑↓↖↗↙↘"),
}
_WINGDINGS_2 = {
    **{0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "⊗", 0x56: "⊗", 0x98: "●", 0xA2: "■"},
    **{0xA3: "□", 0xA4: "□", 0xA5: "□", 0xA6: "□", 0x2A: "□"},
    **_run(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
}
_SYMBOL = {
    **{code: chr(code) for code in (*range(0x20, 0x22), 0x23, 0x25, 0x26, *range(0x28, 0x2A), *range(0x2B, 0x2D))},
    **{code: chr(code) for code in (*range(0x2E, 0x40), 0x5B, 0x5D, 0x5F, *range(0x7B, 0x7E))},
    **{0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼"},
    **_run(0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"),
    **_run(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"),
    **_run(0xA2, "′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    **_run(0xC4, "⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    **{0xE5: "∑", 0xF2: "∫"},
}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str, code: int) -> str | None:
    """The character that a symbol font has at a code (0x52 or 0xF052), None for a font or a code not known here."""
    return _FONTS.get(font.lower(), {}).get(code - _PRIVATE if code >= _PRIVATE else code)


def in_symbols(font: str, text: str) -> str:
    """The text of a run in a symbol font: the characters that the font shows for its letters and private codes.

    Characters that it has none for stay as they are: Word takes them from another font.
    """
    known = _FONTS.get(font.lower())
    if known is None:
        return text
    return "".join(symbol(font, ord(character)) or character for character in text)
