"""Every package that is imported is declared and pinned, and nothing private of it is used."""

import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from test_architecture import PROJECT, modules_imported

from benchmarks.peers.environments import PEERS

SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
EXPORT = PROJECT / "embeddings/export"
ADAPTERS = {PROJECT / "benchmarks/peers" / f"{peer}.py" for peer in PEERS}
"""What they import is in environments of their own, by `benchmarks/peers/requirements`."""

ENGINES = ("milvus", "postgresql")
"""Extras that bring the drivers of engines."""

OURS = {"bot", "embeddings", "retrieval", "benchmarks", "yuanwen"}


def normal(name: str) -> str:
    """The name of a distribution, however it is written (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*extras: str) -> set[str]:
    """The distributions that pyproject.toml names: those that are always needed, and those of some extras."""
    project = SETTINGS["project"]
    named = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    return {normal(re.split(r"[\[<>=!~; ]", requirement)[0]) for requirement in named} - {"yuanwen"}


@cache
def known_packages() -> dict[str, list[str]]:
    """The distributions that bring each top-level module."""
    return dict(packages_distributions())


def others_imported(paths: list[Path]) -> dict[str, set[str]]:
    """The modules of others that files import, by the name of their package."""
    beside = {path.stem for path in (PROJECT / "tests").rglob("*.py")}
    found: dict[str, set[str]] = {}
    for path in paths:
        for module in modules_imported(path):
            top = module.partition(".")[0]
            if top not in OURS | beside | set(sys.stdlib_module_names):
                found.setdefault(top, set()).add(module)
    return found


def sources(*folders: str, exporting: bool = False) -> list[Path]:
    """The modules of some folders, those that export a model or all the others."""
    paths = [path for folder in folders for path in sorted((PROJECT / folder).rglob("*.py"))]
    return [path for path in paths if path.is_relative_to(EXPORT) == exporting and path not in ADAPTERS]


@pytest.mark.parametrize(
    ("paths", "extras"),
    [
        (sources("bot", "embeddings", "retrieval"), ENGINES),
        (sources("embeddings", exporting=True), ("export",)),
        (sources("tests", "benchmarks"), ("export", "dev", *ENGINES)),
    ],
    ids=["running", "exporting", "developing"],
)
def test_what_is_imported_is_declared(paths, extras):
    known = known_packages()
    imported = others_imported(paths)
    assert imported
    names = {top: {normal(name) for name in known[top]} for top in imported}
    assert not {top for top, any_of in names.items() if not any_of & declared(*extras)}


def test_what_is_needed_to_run_is_imported():
    known = known_packages()
    imported = others_imported(sources("bot", "embeddings", "retrieval"))
    assert declared(*ENGINES) == {normal(name) for top in imported for name in known[top]}


def test_what_is_declared_is_pinned():
    pinned = {normal(line.partition("==")[0]) for line in (PROJECT / "constraints.txt").read_text().splitlines()}
    assert declared("export", "dev", *ENGINES) <= pinned


def test_every_dependency_has_a_lower_bound():
    project = SETTINGS["project"]
    named = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    assert all(re.search(r"[>=]=", one) for one in named if not one.startswith("yuanwen["))


def test_nothing_private_of_others_is_imported():
    imported = others_imported(sources("bot", "embeddings", "retrieval"))
    assert not {name for names in imported.values() for name in names if re.search(r"\._(?!_)", name)}
