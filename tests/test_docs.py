"""What the documents say of the project's files is there, and the picture of the packages is whole."""

import re
from pathlib import Path

import pytest
from test_architecture import ALLOWED, BOT_ALLOWED

PROJECT = Path(__file__).parents[1]
PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
PLACE = re.compile(r"`((?:bot|embeddings|retrieval|tests|benchmarks)/[\w./-]*)`")
MODULE = re.compile(r"python -m ((?:embeddings|benchmarks)\.\w+)")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_files_that_are_named_are_there(page):
    text = page.read_text(encoding="utf-8")
    named = [PROJECT / place for place in (*PLACE.findall(text), *(m.replace(".", "/") for m in MODULE.findall(text)))]
    linked = [page.parent / link for link in LINK.findall(text)]
    missing = [path for path in (*named, *linked) if not (path.exists() or path.with_suffix(".py").exists())]
    assert not missing


def test_every_package_has_its_paragraph_and_its_place_in_the_picture():
    text = (PROJECT / "docs/architecture.md").read_text(encoding="utf-8")
    drawn = (PROJECT / "docs/architecture.svg").read_text(encoding="utf-8")
    for part in ALLOWED:
        assert f"`retrieval/{part}`" in text
        assert re.search(rf"[>, ]{part}[<, ]", drawn), f"{part} is not in the picture"
    for part in BOT_ALLOWED:
        if (PROJECT / "bot" / part.replace(".", "/")).is_dir():
            assert f"`{part.removeprefix('telegram.')}`" in text or f"`bot/{part}`" in text


def test_what_holds_a_promise_is_there():
    text = (PROJECT / "docs/promises.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w./]+\.py)::(\w+)`", text)
    assert len(named) >= 15
    for place, test in named:
        assert re.search(rf"^(?:async )?def {test}\(", (PROJECT / place).read_text(encoding="utf-8"), re.MULTILINE), (
            test
        )
    targets = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)`", text):
        assert re.search(rf"^{target}:", targets, re.MULTILINE), target
