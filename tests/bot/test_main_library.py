"""The verbs that look after a library (`documents`, `remove`, `show`, `verify`, `eval`, `doctor`), and errors."""

import json
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from command_line import REPORTS, command, in_terminal, process, write_reports
from PIL import Image
from rich.cells import cell_len

from bot.main import main
from bot.messages import messages
from bot.terminal import document_list

QUESTION = "哪个开发区把审批时限压缩了37.5%？"
GOLD = [
    {"id": "1", "lang": "zh", "kind": "number", "question": QUESTION, "zone": "青河经济开发区",
     "answer": "青河经济开发区", "accept": [], "evidence": ["审批时限压缩 37.5%"]},
    {"id": "2", "lang": "en", "kind": "unanswerable", "question": "Who built 9,413 houses?", "zone": None,
     "answer": None, "accept": [], "evidence": []},
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own with the two small reports."""
    return write_reports(tmp_path / "reports")


@pytest.fixture
def own(cli, tmp_path, folder):
    """The command line over a library of its own that holds the two small reports."""
    assert cli("--data-dir", tmp_path / "library", "index", folder).exit_code == 0
    return lambda *arguments: cli("--data-dir", tmp_path / "library", *arguments)


def cited(own) -> dict:
    """The citation of the first passage for the question."""
    return json.loads(own("ask", QUESTION, "--json").stdout)["passages"][0]["citation"]


def test_documents_are_listed(cli, data_dir):
    lines = cli("--data-dir", data_dir, "documents")
    details = cli("--data-dir", data_dir, "documents", "-l")
    assert lines.exit_code == details.exit_code == 0
    assert [line.split()[0] for line in lines.stdout.splitlines()] == sorted(REPORTS)
    listed = json.loads(cli("--data-dir", data_dir, "documents", "--json").stdout)
    assert [document["name"] for document in listed] == sorted(REPORTS)
    for document in listed:
        marks = len("# ") if document["name"].endswith(".md") else 0
        assert document["characters"] == len(REPORTS[document["name"]]) - marks
        assert document["passages"] > 0
        facts = (document["name"], *document["organizations"], f"{document['characters']:,}")
        assert all(text in details.stdout for text in facts)


def test_a_new_library_holds_nothing(cli, tmp_path):
    for verb in ("documents", "verify"):
        result = cli("--data-dir", tmp_path / "new", verb, "--json")
        assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_a_removed_document_is_gone(own):
    assert own("remove", "青河.txt").exit_code == 0
    assert [d["name"] for d in json.loads(own("documents", "--json").stdout)] == ["松岭/松岭.md"]
    assert own("ask", QUESTION).exit_code == 1
    assert own("remove", "青河.txt").exit_code == 2


def test_of_several_documents_that_fit_one_is_asked_for_or_they_are_named(cli, own, tmp_path, monkeypatch):
    twin = tmp_path / "twin" / "青河.txt"
    twin.parent.mkdir()
    twin.write_text("青河的另一份报告，说的是种树 300 棵。", encoding="utf-8")
    own("index", twin.parent)
    named = own("remove", "青河.txt")
    assert named.exit_code == 2
    assert str(twin.resolve()) in named.stderr
    citation = cited(own)["id"]
    told, code = in_terminal(
        "--data-dir", tmp_path / "library", "remove", "青河.txt", typed="2\n", columns=300, LC_ALL="C.UTF-8"
    )
    assert code == 0
    assert "Which one?" in told
    left = [document["path"] for document in json.loads(own("documents", "--json").stdout)]
    assert str(twin.resolve()) not in left
    assert own("remove", citation).exit_code == 0
    assert own("show", citation).exit_code == 2
    assert [d["name"] for d in json.loads(own("documents", "--json").stdout)] == ["松岭/松岭.md"]


def test_what_is_removed_comes_back_unless_it_is_ignored(own, folder):
    removed = own("remove", "松岭/松岭.md")
    line = removed.stderr.splitlines()[-1]
    assert str(folder.resolve() / ".yuanwenignore") in removed.stderr
    assert "1 added" in own("index", folder).stderr
    (folder / ".yuanwenignore").write_text(line, encoding="utf-8")
    assert "Dropped 松岭/松岭.md" in own("index", folder).stderr
    assert [d["name"] for d in json.loads(own("documents", "--json").stdout)] == ["青河.txt"]


def test_a_file_that_is_not_as_it_was_indexed_is_pointed_out(own, folder):
    report = folder / "青河.txt"
    words = messages("zh")
    assert words["file_changed"] not in own("ask", QUESTION).stdout
    text = report.read_text(encoding="utf-8")
    report.write_text(text + "又及。\n", encoding="utf-8")
    assert words["file_changed"] in own("ask", QUESTION).stdout
    indexed = own("index", folder)
    assert "Changed 青河.txt" in indexed.stderr
    assert words["file_changed"] not in own("ask", QUESTION).stdout
    report.unlink()
    assert words["file_missing"] in own("ask", QUESTION).stdout


def test_show_gives_the_passage_in_its_context(own, folder):
    citation = cited(own)
    shown = json.loads(own("show", citation["id"], "--json").stdout)
    assert (shown["status"], shown["citation"]) == ("current", citation)
    text = (folder / "青河.txt").read_text(encoding="utf-8")
    assert shown["text"] in text.replace("\n", "") or shown["text"] in text
    printed = own("show", citation["id"])
    assert printed.exit_code == 0
    assert f"» {shown['text']}" in printed.stdout
    assert f"[{citation['id']}]" in printed.stdout


def test_show_finds_moved_words_again_and_says_when_they_are_gone(own, folder):
    citation = cited(own)
    report = folder / "青河.txt"
    report.write_text("本期简报共一篇。\n\n" + report.read_text(encoding="utf-8"), encoding="utf-8")
    own("index", folder)
    moved = own("show", citation["id"])
    assert moved.exit_code == 0
    assert "has changed since" in moved.stderr
    assert json.loads(own("show", citation["id"], "--json").stdout)["status"] == "moved"
    own("remove", "青河.txt", "--keep-citations")
    gone = own("show", citation["id"])
    assert gone.exit_code == 1
    assert "Superseded" in gone.stderr
    assert "审批时限压缩 37.5%" in gone.stdout
    assert json.loads(own("show", citation["id"], "--json").stdout)["citation"] is None


@pytest.mark.parametrize("arguments", [("show", "no-such-id"), ("remove", "no-such-document"), ("remove", "")])
def test_an_unknown_name_is_bad_usage(cli, data_dir, arguments):
    result = cli("--data-dir", data_dir, *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: There is no ")


def test_verify_says_what_is_with_each_document(own, folder):
    assert own("verify").exit_code == 0
    (folder / "青河.txt").write_text("青河的简报换了一篇。\n", encoding="utf-8")
    (folder / "松岭/松岭.md").unlink()
    result = own("verify", "--json")
    assert result.exit_code == 3
    found = {one["document"]: one for one in json.loads(result.stdout)}
    assert {name: one["finding"] for name, one in found.items()} == {"青河.txt": "changed", "松岭/松岭.md": "missing"}
    assert all(one["passages"] == one["intact"] > 0 for one in found.values())
    assert "index it again" in own("verify").stdout


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A question set over the small reports."""
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(question) + "\n\n" for question in GOLD), encoding="utf-8")
    return path


def test_eval_measures_a_question_set(cli, data_dir, gold):
    result = cli("--data-dir", data_dir, "eval", gold, "--json")
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert (figures["questions"], figures["hit@1"], figures["zone"]) == (2, 1.0, 1.0)
    assert set(figures["languages"]) == {"zh", "en"}
    assert set(figures["kinds"]) == {"number", "unanswerable"}
    assert figures["intervals"]["hit@1"] == [pytest.approx(0.2065, abs=5e-5), 1.0]
    assert sum(one["questions"] for one in figures["reliability"]["bins"]) == 2
    table = cli("--data-dir", data_dir, "eval", gold).stdout
    assert all(word in table for word in ("right", "hit@1", "95 % interval", "unanswerable", "calibration error"))
    assert "0.207" in table


def test_eval_measures_a_set_of_questions_to_many(cli, data_dir, tmp_path):
    value = {"value": "9 件", "number": 9, "evidence": "9 件"}
    question = {"lang": "zh", "form": "list", "question": "各开发区签约项目多少个？", "answer": None}
    path = tmp_path / "across.jsonl"
    path.write_text(json.dumps({"id": "X", "indicator": "", "questions": [question], "values": {"某开发区": value}}))
    figures = json.loads(cli("--data-dir", data_dir, "eval", path, "--json").stdout)
    assert (figures["questions"], figures["recall"]) == (1, 0.0)
    assert figures["wrong"] == [{"id": "X", "lang": "zh", "organization": "某开发区", "given": None, "wanted": "9 件"}]
    table = cli("--data-dir", data_dir, "eval", path).stdout
    assert all(word in table for word in ("precision", "recall", "selected", "某开发区", "calibration error"))
    refused = cli("--data-dir", data_dir, "eval", path, "--plot", tmp_path / "plot.png")
    assert refused.exit_code == 2 and "--plot" in refused.stderr


def test_eval_draws_a_plot(cli, data_dir, gold, tmp_path):
    result = cli("--data-dir", data_dir, "eval", gold, "--json", "--plot", tmp_path / "plot.png")
    assert (result.exit_code, result.stderr) == (0, "")
    with Image.open(tmp_path / "plot.png") as drawn:
        assert drawn.format == "PNG"
        assert len(drawn.convert("RGB").getcolors(100_000) or ()) > 10


def test_a_plot_in_no_folder_is_bad_usage(cli, data_dir, gold, tmp_path):
    result = cli("--data-dir", data_dir, "eval", gold, "--plot", tmp_path / "none" / "plot.png")
    assert result.exit_code == 2
    assert str(tmp_path / "none") in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_there_is_not_written_over(cli, data_dir, gold, tmp_path):
    kept = tmp_path / "mine.png"
    kept.write_text("mine")
    for arguments in (("doctor", "--report", kept), ("eval", gold, "--plot", kept)):
        refused = cli("--data-dir", data_dir, *arguments)
        assert (refused.exit_code, "--force" in refused.stderr, kept.read_text()) == (2, True, "mine")
    assert cli("--data-dir", data_dir, "doctor", "--report", tmp_path, "--force").exit_code == 2
    assert cli("--data-dir", data_dir, "doctor", "--report", kept, "--force").exit_code == 0
    assert json.loads(kept.read_text("utf-8"))["checks"]


@pytest.mark.parametrize("content", [None, "", "{}\n", "not json\n", '{"id": 1}\n', b"\xff\xfe\x00"])
def test_a_bad_question_set_is_bad_usage(cli, data_dir, tmp_path, content):
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = cli("--data-dir", data_dir, "eval", path)
    assert result.exit_code == 2
    assert str(path) in result.stderr
    assert result.stdout == ""


def test_doctor_prints_its_checks(cli, data_dir, tmp_path):
    result = cli("--data-dir", data_dir, "doctor")
    assert result.exit_code == 0
    assert "0.0" in result.stdout
    results = json.loads(cli("--data-dir", tmp_path / "new", "doctor", "--json").stdout)
    assert all(set(one) == {"name", "severity", "message", "remedy"} for one in results)
    (tmp_path / "file").touch()
    broken = cli("--data-dir", tmp_path / "file", "doctor")
    assert broken.exit_code == 3
    assert "--data-dir" in broken.stdout


def test_doctor_reports_bad_settings(cli, tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("embeddings: {modell: x}\n", encoding="utf-8")
    result = cli("--config", config, "doctor")
    assert result.exit_code == 3
    assert "embeddings.modell" in result.stdout


def test_bad_settings_are_bad_usage(cli, tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("a: 1\n", encoding="utf-8")
    for arguments in (("--config", config), ("--config", tmp_path / "missing.yaml")):
        result = cli(*arguments, "documents")
        assert result.exit_code == 2
        assert str(arguments[1]) in result.stderr


def test_a_data_directory_that_cannot_be_one(cli, tmp_path):
    (tmp_path / "file").touch()
    result = cli("--data-dir", tmp_path / "file", "documents")
    assert result.exit_code == 3
    assert "--data-dir" in result.stderr


def test_a_library_that_is_damaged(data_dir, tmp_path):
    damaged = tmp_path / "library"
    shutil.copytree(data_dir, damaged)
    (damaged / "library.sqlite").write_bytes(bytes(range(256)) * 40)
    for suffix in ("-wal", "-shm"):
        (damaged / f"library.sqlite{suffix}").unlink(missing_ok=True)
    result = process("--data-dir", damaged, "ask", QUESTION)
    assert result.returncode == 3
    assert "library.sqlite" in result.stderr
    assert result.stderr.count("\n") == 1


def test_another_model_than_the_library_was_indexed_with(cli, data_dir, monkeypatch):
    monkeypatch.setenv("YUANWEN_EMBEDDINGS__QUERY_PROMPT", "question: ")
    result = cli("--data-dir", data_dir, "ask", QUESTION)
    assert result.exit_code == 3
    assert "yuanwen index --rebuild" in result.stderr


def test_the_bot_without_a_token_is_bad_settings(cli, data_dir):
    result = cli("--data-dir", data_dir, "bot")
    assert result.exit_code == 2
    assert "YUANWEN_TELEGRAM__TOKEN" in result.stderr


def test_a_full_disk_for_the_output_is_said(data_dir):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("wb") as output:
        result = subprocess.run(command("--data-dir", data_dir, "documents"), stdout=output, stderr=subprocess.PIPE)
    assert result.returncode == 3
    assert result.stderr.count(b"\n") == 1


def test_the_unexpected_is_one_line_without_a_traceback(data_dir, monkeypatch, capsys):
    monkeypatch.setattr(document_list, "document_lines", lambda *given: 1 / 0)
    monkeypatch.setattr(sys, "argv", ["yuanwen", "--data-dir", str(data_dir), "documents"])
    with pytest.raises(SystemExit) as end:
        main()
    complaint = capsys.readouterr().err
    assert end.value.code == 3
    assert complaint.count("\n") == 1
    assert "ZeroDivisionError" in complaint
    assert "report it" in complaint


@pytest.mark.parametrize("arguments", [("documents",), ("documents", "-l"), ("verify",)])
def test_tables_keep_within_a_terminal(data_dir, arguments):
    shown, code = in_terminal("--data-dir", data_dir, *arguments, columns=60, NO_COLOR="1")
    assert code == 0
    assert all(cell_len(line) <= 60 for line in shown.splitlines())
    assert all(name in shown for name in REPORTS)


def test_an_empty_library_says_what_to_do(cli, tmp_path):
    for verb in ("documents", "verify"):
        result = cli("--data-dir", tmp_path / "new", verb)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "yuanwen index PATH" in result.stderr


def test_an_id_may_be_shortened_while_it_is_unique(own):
    found = [
        passage["citation"]["id"]
        for question in ("园区", "氢能", QUESTION)
        for passage in json.loads(own("ask", question, "--json").stdout)["passages"]
    ]
    whole = found[0]
    for length in range(1, len(whole) + 1):
        shown = own("show", whole[:length], "--json")
        alike = {one for one in found if one.startswith(whole[:length])}
        assert shown.exit_code == (0 if len(alike) == 1 else 2)
        if len(alike) == 1:
            assert json.loads(shown.stdout)["id"] == whole
        else:
            assert all(one in shown.stderr for one in alike)


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("remove", "清河.txt"), "青河.txt"),
        (("ask", QUESTION, "--document", "松林"), "松岭/松岭.md"),
        (("ask", QUESTION, "--organization", "青河经济开区"), "青河经济开发区"),
    ],
)
def test_a_slip_in_a_name_is_asked_back(cli, data_dir, arguments, meant):
    result = cli("--data-dir", data_dir, *arguments)
    assert result.exit_code == 2
    assert f"Did you mean {meant!r}" in result.stderr


def test_a_slip_in_an_id_is_asked_back(own):
    whole = cited(own)["id"]
    result = own("show", whole[:4] + ("0" if whole[4] != "0" else "1") + whole[5:])
    assert result.exit_code == 2
    assert f"Did you mean {whole!r}" in result.stderr


@pytest.mark.parametrize(("locale", "line"), [("zh_CN.UTF-8", "第 "), ("en_US.UTF-8", "line"), ("C", "line")])
def test_show_speaks_the_language_of_the_locale(own, monkeypatch, locale, line):
    monkeypatch.setenv("LC_ALL", locale)
    assert f" · {line}" in own("show", cited(own)["id"]).stdout


def test_version_and_help(cli):
    assert cli("--version").stdout == f"yuanwen {version('yuanwen')}\n"
    result = cli("--help")
    assert result.exit_code == 0
    verbs = ("index", "ask", "chat", "documents", "remove", "show", "compact", "verify", "eval", "bot", "doctor")
    assert all(f"  {verb} " in result.stdout for verb in verbs)


@pytest.mark.parametrize("arguments", [(), ("frobnicate",), ("ask",), ("ask", "a", "b"), ("show",), ("--nonsense",)])
def test_bad_usage_is_2(cli, arguments):
    assert cli(*arguments).exit_code == 2


def test_a_page_is_drawn_to_a_file(cli, tmp_path):
    from benchmarks import forms

    (tmp_path / "columns.pdf").write_bytes(forms.pdf_file()[0])
    assert cli("--data-dir", tmp_path / "library", "index", tmp_path / "columns.pdf").exit_code == 0
    asked = cli("--data-dir", tmp_path / "library", "ask", "审批事项并成多少项？", "--json").stdout
    citation = json.loads(asked)["passages"][0]["citation"]
    shown = cli("--data-dir", tmp_path / "library", "show", citation["id"], "--image", tmp_path / "page.png")
    assert shown.exit_code == 0
    assert str(tmp_path / "page.png") in shown.stderr
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["page.txt", "page", "page.jpg", "none/page.png"])
def test_what_is_no_name_for_a_picture_is_refused(own, tmp_path, name):
    result = own("show", cited(own)["id"], "--image", tmp_path / name)
    assert result.exit_code == 2
    assert str((tmp_path / name).parent) in result.stderr
    assert not (tmp_path / name).exists()


def test_a_text_has_no_page_to_draw(own, tmp_path):
    result = own("show", cited(own)["id"], "--image", tmp_path / "page.png")
    assert result.exit_code == 2
    assert not (tmp_path / "page.png").exists()


def test_a_library_of_an_earlier_version_is_brought_up_to_date_and_that_is_said_once(cli, tmp_path):
    with zipfile.ZipFile(Path(__file__).parents[1] / "retrieval/storage/data/version-2.zip") as archive:
        archive.extractall(tmp_path / "stored")
    stored = tmp_path / "stored"
    first = cli("--data-dir", stored, "index", "--rebuild", write_reports(tmp_path / "reports"))
    second = cli("--data-dir", stored, "ask", "氢能产业产值达到多少？")
    assert first.stderr.count("up to date") == 1
    assert "34.6" in second.stdout
    assert second.stderr == ""
