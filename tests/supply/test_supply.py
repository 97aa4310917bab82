"""What is locked is what is pinned, every dependency has its reason, and a licence that may not be is named."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
ON_SOME_SYSTEMS = re.compile(r"cuda-|nvidia-|triton$|pywin32$|httpx2-jsfetch$")
"""What PyTorch brings on Linux with CUDA, and others elsewhere: locked, and pinned by those that bring it."""


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules of the folder are found."""
    monkeypatch.syspath_prepend(str(HERE))


def test_what_is_pinned_is_locked_with_hashes_and_nothing_else() -> None:
    from packages import CONSTRAINTS, LOCK, hashes, pinned

    constraints, lock = pinned(CONSTRAINTS.read_text(encoding="utf-8")), pinned(LOCK.read_text(encoding="utf-8"))
    assert constraints == {name: version for name, version in lock.items() if not ON_SOME_SYSTEMS.match(name)}
    known = hashes()
    assert known.keys() == lock.keys() and all(known.values())


def test_every_dependency_has_its_reason() -> None:
    from test_dependencies import ENGINES, declared, normal

    text = (PROJECT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = [normal(name) for name in re.findall(r"^\| ([\w.-]+) \| [^|]+ \|$", text, re.MULTILINE)]
    assert sorted(set(rows) - {"package"}) == sorted(declared("dev", "export", *ENGINES))
    assert len(rows) == len(set(rows)) + rows.count("package") - 1


def test_a_licence_that_may_not_be_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import licences
    from packages import Package

    assert not licences.refused()
    strange = [
        Package("a", "1", "GPL-3.0-only"),
        Package("b", "2", "no licence"),
        Package("c", "3", "MIT AND AGPL-3.0"),
    ]
    fine = [Package("d", "4", "MIT OR Apache-2.0"), Package("python-telegram-bot", "5", "LGPL-3.0-only")]
    monkeypatch.setattr(licences, "packages", lambda: strange + fine)
    assert [line.split()[0] for line in licences.refused()] == ["a", "b", "c"]


def test_the_bill_names_every_package(tmp_path: Path) -> None:
    from packages import packages

    command = [sys.executable, HERE / "bill_of_materials.py", tmp_path / "bill.json"]
    subprocess.run(command, check=True)
    bill = json.loads((tmp_path / "bill.json").read_text(encoding="utf-8"))
    assert [(one["name"], one["version"]) for one in bill["components"]] == [(p.name, p.version) for p in packages()]
    assert all(one["externalReferences"] for one in bill["components"])


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ([{"skip_reason": "not found"}], 0, "nothing could be looked up (of 1 packages the service knows none)"),
        ([{"skip_reason": "not found"}, {"vulns": []}], 0, "1 of 2 packages could be looked up, of 0 a weakness"),
        ([{"vulns": [{"id": "X-1", "fix_versions": ["2.0"]}]}], 1, "pillow 1.0: X-1, mended in 2.0\n"),
    ],
)
def test_a_weakness_that_is_known_is_a_fault(
    tmp_path: Path, found: list[dict[str, object]], code: int, said: str
) -> None:
    answer = json.dumps({"dependencies": [{"name": "pillow", "version": "1.0", **one} for one in found]})
    answering = tmp_path / "pip-audit"
    answering.write_text(f"#!/bin/sh\necho '{answer}'\n")
    answering.chmod(0o700)
    command = [sys.executable, HERE / "audit.py", answering]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (result.returncode, said in result.stdout) == (code, True)


@pytest.mark.parametrize("program", ["no-such-program", "true"])
def test_what_cannot_be_looked_up_is_said_and_is_no_fault(program: str) -> None:
    result = subprocess.run(
        [sys.executable, HERE / "audit.py", program], capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0 and "nothing could be looked up" in result.stdout
