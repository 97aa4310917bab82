"""What a follow-up has of the question before it, and whether the answer says it."""

from dataclasses import replace

import pytest

from retrieval.answer import Answer, Carried, Citation, RankedPassage
from retrieval.answering.carrying import carried, unsaid_years
from retrieval.question.organization_index import OrganizationIndex

NAMES = OrganizationIndex(["青河经济技术开发区", "松岭高新技术产业开发区"])
CITED = Citation("a1", "简报.txt", None, (), None, None, None, (1, 1), (), "")


@pytest.mark.parametrize(
    ("before", "asked", "understood", "kept", "replaced"),
    [
        ("青河2024年签约多少？", "那松岭呢？", "松岭2024年签约多少？", ("2024年",), (("青河", "松岭"),)),
        ("青河2024年签约多少？", "and in 2023?", "青河2023年签约多少？", ("青河",), (("2024年", "2023"),)),
        (
            "青河2024年签约多少？",
            "Songling's exports?",
            "Songling's exports in 2024?",
            ("2024",),
            (("青河", "Songling"),),
        ),
        ("哪个开发区压缩了37.5%？", "那46.1%呢？", "哪个开发区压缩了46.1%？", (), (("37.5%", "46.1%"),)),
        ("青河签约多少？", "2023年呢", "青河2023年签约多少？", ("青河",), ()),
    ],
)
def test_what_is_kept_and_what_is_replaced(
    before: str, asked: str, understood: str, kept: tuple[str, ...], replaced: tuple[tuple[str, str], ...]
) -> None:
    assert carried(asked, before, understood, NAMES) == Carried(kept, replaced)


@pytest.mark.parametrize(
    ("text", "citation", "unsaid"),
    [
        ("签约 46 个。", CITED, ("2024年",)),
        ("2023年签约 46 个。", CITED, ("2024年",)),
        ("2024年签约 46 个。", CITED, ()),
        ("签约 46 个。", replace(CITED, date="2024-05"), ()),
        ("签约 46 个。", replace(CITED, title="2024年年报"), ()),
    ],
)
def test_a_year_that_was_kept_and_is_not_said(text: str, citation: Citation, unsaid: tuple[str, ...]) -> None:
    answer = Answer("?", "zh", True, None, None, 1.0, (RankedPassage(1, 1.0, text, text, citation),))
    assert unsaid_years(Carried(("青河", "2024年")), answer) == unsaid
    assert unsaid_years(Carried(("青河",)), answer) == ()
    assert unsaid_years(Carried(("2024年",)), replace(answer, answered=False)) == ()
