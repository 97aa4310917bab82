"""Formulas of Word as a line of text."""

import pytest
from lxml import etree

from retrieval.readers.office.word_math import formula_text

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def formula(xml: str) -> str:
    return formula_text(etree.fromstring(f'<m:oMath xmlns:m="{M}">{xml}</m:oMath>'))


def r(text: str) -> str:
    return f"<m:r><m:rPr/><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (
            r("k=") + f"<m:f><m:fPr/><m:num>{r('a-b')}</m:num><m:den>{r('b')}</m:den></m:f>" + r("×100%"),
            "k=(a-b)/b×100%",
        ),
        (f"<m:sSup><m:e>{r('10')}</m:e><m:sup>{r('-6')}</m:sup></m:sSup>", "10⁻⁶"),
        (f"<m:sSubSup><m:e>{r('x')}</m:e><m:sub>{r('1')}</m:sub><m:sup>{r('2k')}</m:sup></m:sSubSup>", "x₁^(2k)"),
        (f"<m:rad><m:deg>{r('3')}</m:deg><m:e>{r('27+x')}</m:e></m:rad>", "³√(27+x)"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{r("i=1")}</m:sub><m:sup>{r("n")}</m:sup>'
            f"<m:e>{r('y')}</m:e></m:nary>",
            "∑_(i=1)ⁿ y",
        ),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{r("1,2")}</m:e></m:d>', "[1,2]"),
        (f"<m:func><m:fName>{r('ln')}</m:fName><m:e>{r('x+1')}</m:e></m:func>", "ln (x+1)"),
        (f"<m:m><m:mr><m:e>{r('1')}</m:e><m:e>{r('0')}</m:e></m:mr><m:mr><m:e>{r('0')}</m:e></m:mr></m:m>", "1, 0; 0"),
    ],
)
def test_a_formula_is_a_line(xml: str, expected: str) -> None:
    assert formula(xml) == expected


def test_a_formula_nested_beyond_reason_is_its_characters() -> None:
    xml = r("7")
    for _ in range(100):
        xml = f"<m:sSup><m:e>{xml}</m:e><m:sup>{r('2')}</m:sup></m:sSup>"
    assert "7" in formula(xml)
