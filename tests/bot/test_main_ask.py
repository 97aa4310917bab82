"""`yuanwen ask` and `chat`: what is printed, in which form, and with which exit code."""

import json
import math
import os
import select
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from command_line import PATIENCE, at_terminal, command, ended, in_terminal, process, write_reports
from forked import start_program

from bot.messages import messages
from bot.wording.facts import examples

QUESTION = "哪个开发区把审批时限压缩了37.5%？"
ENGLISH = "Which zone cut approval time by 37.5%?"
ZONE = "青河经济开发区"


def ask(cli, data_dir, *arguments, **options):
    return cli("--data-dir", data_dir, "ask", *arguments, **options)


def test_an_answer_names_the_sentence_and_where_it_stands(cli, data_dir):
    result = ask(cli, data_dir, QUESTION)
    assert result.exit_code == 0
    assert "审批时限压缩 37.5%" in result.stdout
    assert "青河.txt · 第 " in result.stdout
    assert ZONE in result.stdout
    assert result.stderr == ""


def test_an_english_asker_reads_english_labels_and_pinyin(cli, data_dir):
    shown = ask(cli, data_dir, ENGLISH).stdout
    assert "审批时限压缩 37.5%" in shown
    assert f"{ZONE} (Qinghe " in shown
    assert " · line" in shown


def test_json_is_the_contract(cli, data_dir, reports):
    result = ask(cli, data_dir, QUESTION, "--json", "-k", 2)
    (line,) = result.stdout.splitlines()
    answer = json.loads(line)
    assert list(answer) == [
        "question", "language", "answered", "reason", "answer", "confidence", "passages", "milliseconds", "certainty",
            "table",
    ]  # fmt: skip
    assert (answer["question"], answer["language"], answer["answered"], answer["reason"]) == (
        QUESTION,
        "zh",
        True,
        None,
    )
    assert 0 <= answer["confidence"] <= 1
    assert set(answer["milliseconds"]) == {"total", "embed", "search", "rank", "read"}
    assert [passage["rank"] for passage in answer["passages"]] == [1, 2]
    first = answer["passages"][0]
    assert list(first) == ["rank", "score", "text", "highlight", "citation"]
    assert first["highlight"] in first["text"]
    citation = first["citation"]
    assert {"id", "document", "title", "organizations", "author", "date", "page", "lines", "spans"} <= set(citation)
    assert (citation["document"], citation["organizations"][0], citation["page"]) == ("青河.txt", ZONE, None)
    text = (reports / citation["document"]).read_text(encoding="utf-8")
    assert "".join(text[start:end] for start, end in citation["spans"]) == first["text"]
    lines = "\n".join(text.split("\n")[citation["lines"][0] - 1 : citation["lines"][1]])
    assert "审批时限压缩 37.5%" in lines


def test_reasons_are_given_when_asked_for(cli, data_dir):
    answer = json.loads(ask(cli, data_dir, QUESTION, "--json", "--explain").stdout)
    reasons = answer["explanation"]
    assert all(set(reason) == {"feature", "value", "contribution"} for reason in reasons)
    weighed = sum(reason["contribution"] for reason in reasons)
    assert answer["confidence"] == pytest.approx(1 / (1 + math.exp(-weighed)), abs=1e-3)
    first, second = (
        sum(reason["contribution"] for reason in passage["explanation"]) for passage in answer["passages"][:2]
    )
    assert first > second
    words = ask(cli, data_dir, QUESTION, "--explain").stdout
    assert messages("zh")["why_numbers"] in words
    assert not any(f" {reason['feature']} " in words for reason in reasons)
    shown = ask(cli, data_dir, QUESTION, "--explain", "-vv").stdout
    assert "审批时限压缩 37.5%" in shown
    assert all(reason["feature"] in shown for reason in reasons)


def test_a_refusal_gives_its_reasons(cli, data_dir):
    missing = ask(cli, data_dir, "哪个开发区把审批时限压缩了38.5%？", "--json", "--explain")
    assert missing.exit_code == 1
    assert json.loads(missing.stdout)["explanation"] == []
    assert "number_not_found" in ask(cli, data_dir, "哪个开发区把审批时限压缩了38.5%？", "--explain").stdout
    assert json.loads(ask(cli, data_dir, "", "--json", "--explain").stdout)["explanation"] == []


@pytest.mark.parametrize("k", [1, 3, 50])
def test_k_limits_the_passages(cli, data_dir, k):
    answer = json.loads(ask(cli, data_dir, "开发区", "--json", "-k", k).stdout)
    assert 1 <= len(answer["passages"]) <= k


@pytest.mark.parametrize("k", ["0", "51", "-1", "many"])
def test_a_bad_k_is_bad_usage(cli, data_dir, k):
    result = ask(cli, data_dir, QUESTION, "-k", k)
    assert result.exit_code == 2
    assert "-k" in result.stderr
    assert result.stdout == ""


def test_a_number_that_stands_nowhere_is_refused(cli, data_dir):
    result = ask(cli, data_dir, "Which zone cut approval time by 91.3%?")
    assert result.exit_code == 1
    assert "Not in these documents." in result.stdout
    assert "“91.3%” stands nowhere in them." in result.stdout
    assert "Closest passage 1, not an answer" in result.stdout
    assert "不是答案" in ask(cli, data_dir, "哪个开发区把审批时限压缩了91.3%？").stdout


@pytest.mark.parametrize("question", ["", "   ", "？！……", "。" * 10_000, "\t"])
def test_a_question_that_asks_nothing(cli, data_dir, question):
    result = ask(cli, data_dir, question)
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 2
    assert json.loads(ask(cli, data_dir, question, "--json").stdout)["reason"] == "empty_question"


@pytest.mark.parametrize(
    ("message", "reason", "key"),
    [("Hello!", "not_a_question", "reply_greeting"), ("总结一下这份报告", "not_supported", "reply_wish")],
)
def test_what_is_no_question_gets_a_word_and_no_passages(cli, data_dir, message, reason, key):
    answer = json.loads(ask(cli, data_dir, message, "--json", "--explain").stdout)
    assert (answer["answered"], answer["reason"], answer["passages"]) == (False, reason, [])
    assert answer["explanation"] == []
    result = ask(cli, data_dir, message)
    words = messages(answer["language"])
    shown = words[key].format(example=examples(answer["suggested"], answer["language"]))
    assert (result.exit_code, result.stdout) == (1, shown + "\n")
    assert answer["suggested"]
    for question in answer["suggested"]:
        assert json.loads(ask(cli, data_dir, question, "--json").stdout)["answered"]


def test_of_a_very_long_question_the_beginning_counts(cli, data_dir):
    long = json.loads(ask(cli, data_dir, QUESTION.ljust(2000, "。") + "氢能产值" * 2000, "--json").stdout)
    assert long["passages"][0]["citation"]["document"] == "青河.txt"
    assert len(long["question"]) == 10_000


def test_every_line_of_standard_input_gets_its_line(cli, data_dir):
    lines = [QUESTION, "", "哪里有91.3%？", "\0审批时限", " "]
    result = ask(cli, data_dir, "-", "--json", input="\ufeff" + "\r\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [answer["question"] for answer in answers] == lines
    assert [answer["reason"] for answer in answers][:3] == [None, "empty_question", "number_not_found"]


def test_questions_on_standard_input_are_repeated_for_a_person(cli, data_dir):
    result = ask(cli, data_dir, "-", "-k", 1, input=f"{QUESTION}\n91.3%?\n")
    assert result.exit_code == 0
    assert f"? {QUESTION}\n" in result.stdout
    assert "? 91.3%?\n" in result.stdout


def test_each_answer_comes_before_the_next_question(data_dir, tmp_path):
    with asking(data_dir, tmp_path) as (running, questions, answers):
        for question in (QUESTION, ""):
            questions.write(f"{question}\n".encode())
            ready, _, _ = select.select([answers], [], [], PATIENCE)
            assert ready, "no answer came"
            assert json.loads(answers.readline())["question"] == question
        questions.close()
        assert ended(running) == 0


@contextmanager
def asking(data_dir, tmp_path):
    """A process that answers the questions on its standard input, and the other ends of its pipes; what it complains of
    lies in a file."""
    reading, questions = os.pipe()
    answers, writing = os.pipe()
    arguments = ("--data-dir", data_dir, "ask", "-", "--json")
    with os.fdopen(questions, "wb", buffering=0) as asked, os.fdopen(answers, "rb", buffering=0) as answered:
        with (tmp_path / "complaint").open("wb") as complaint:
            streams = (reading, writing, complaint.fileno())
            running = start_program(arguments, Path.cwd(), os.environ, streams)
        os.close(reading)
        os.close(writing)
        yield running, asked, answered


def test_bytes_that_are_no_text_become_replacement_characters(data_dir):
    result = process("--data-dir", data_dir, "ask", "-", "--json", typed=b"\xff\xfe\xe5\xae\xa1\n")
    assert json.loads(result.stdout)["question"] == "\ufffd\ufffd审"
    named = process("--data-dir", data_dir, "ask", "--json", b"37.5%\xff")
    assert json.loads(named.stdout)["question"] == "37.5%\ufffd"


def test_output_is_utf8_whatever_the_locale(data_dir):
    asking = command("--data-dir", data_dir, "ask", QUESTION)
    environment = os.environ | {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    shown = subprocess.run(asking, env=environment, capture_output=True, check=True, timeout=PATIENCE).stdout
    assert "审批时限压缩 37.5%" in shown.decode()


def test_nothing_indexed_says_what_to_do(cli, tmp_path):
    result = ask(cli, tmp_path / "new", QUESTION)
    assert result.exit_code == 2
    assert "yuanwen index PATH" in result.stderr
    assert result.stdout == ""


def test_the_documents_of_the_settings_are_indexed_first(cli, tmp_path):
    write_reports(tmp_path / "reports")
    config = tmp_path / "config.yaml"
    config.write_text("documents: [reports]\ndata_dir: library\n", encoding="utf-8")
    result = cli("--config", config, "ask", QUESTION, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["answered"]
    assert "2 added" in result.stderr
    assert "added" not in cli("--config", config, "ask", QUESTION).stderr


def test_documents_of_the_settings_that_cannot_be_read(cli, tmp_path):
    (tmp_path / "empty.txt").touch()
    config = tmp_path / "config.yaml"
    config.write_text("documents: [empty.txt]\ndata_dir: library\n", encoding="utf-8")
    result = cli("--config", config, "ask", QUESTION)
    assert result.exit_code == 3
    assert "empty.txt: the file is empty" in result.stderr


def test_a_terminal_marks_the_sentence_in_colour(data_dir):
    shown, code = in_terminal("--data-dir", data_dir, "ask", QUESTION, columns=60)
    assert code == 0
    assert "\x1b[" in shown
    assert "»" not in shown


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_none_is_wanted(data_dir, variable):
    shown, code = in_terminal("--data-dir", data_dir, "ask", QUESTION, **variable)
    assert code == 0
    assert "\x1b" not in shown
    assert "» " in shown


def test_no_colour_outside_a_terminal(data_dir):
    assert "\x1b" not in process("--data-dir", data_dir, "ask", QUESTION, FORCE_COLOR="1").stdout


def test_a_reader_that_goes_away_is_no_drama(data_dir):
    with subprocess.Popen(
        command("--data-dir", data_dir, "ask", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        running.stdout.close()
        _, complaint = running.communicate(f"{QUESTION}\n".encode() * 2, timeout=PATIENCE)
    assert running.returncode == 3
    assert complaint == b""


def test_an_interrupt_ends_with_130(data_dir, tmp_path):
    with asking(data_dir, tmp_path) as (running, questions, answers):
        questions.write(f"{QUESTION}\n".encode())
        answers.readline()
        os.kill(running.pid, signal.SIGINT)
        assert ended(running) == 130
    assert "Traceback" not in (tmp_path / "complaint").read_text()


def test_chat_answers_until_the_end_of_input(cli, data_dir):
    result = cli("--data-dir", data_dir, "chat", input=f"{QUESTION}\n\n91.3%是哪里的?\n")
    assert result.exit_code == 0
    assert "审批时限压缩 37.5%" in result.stdout
    assert "这些文件里没有答案。" in result.stdout


def test_chat_at_a_terminal_prompts_and_ends_with_the_input(data_dir):
    with at_terminal("--data-dir", data_dir, "chat") as (running, screen):
        assert b"`exit` or Ctrl-D ends" in read_until(screen, b"? ")
        os.write(screen, f"{QUESTION}\n".encode())
        assert ZONE in read_until(screen, b"]").decode(errors="replace")
        read_until(screen, b"? ")
        os.write(screen, b"\x04")
        assert ended(running) == 0


def read_until(descriptor: int, awaited: bytes) -> bytes:
    """What comes out of a terminal up to and with `awaited`."""
    shown = b""
    while awaited not in shown:
        assert select.select([descriptor], [], [], PATIENCE)[0], shown
        shown += os.read(descriptor, 1)
    return shown


@pytest.mark.parametrize(
    ("options", "documents"),
    [
        (["--organization", "青河开发区"], {"青河.txt"}),
        (["--document", "松岭.md"], {"松岭/松岭.md"}),
    ],
)
def test_a_question_can_be_narrowed(cli, data_dir, options, documents):
    result = cli("--data-dir", data_dir, "ask", "总投资和产值是多少？", "--json", *options)
    assert {passage["citation"]["document"] for passage in json.loads(result.stdout)["passages"]} == documents


@pytest.mark.parametrize("options", [["--organization", "没有的"], ["--document", "没有"], ["--since", "昨天"]])
def test_what_cannot_be_narrowed_to_is_bad_usage(cli, data_dir, options):
    result = cli("--data-dir", data_dir, "ask", "产值", *options)
    assert result.exit_code == 2
    assert options[1] in result.stderr


def test_chat_says_how_it_understood_what_follows(cli, data_dir):
    result = cli("--data-dir", data_dir, "chat", input=f"{QUESTION}\n它签约了多少个项目？\nAnd Songling?\n")
    assert f"（理解为：{ZONE}签约了多少个项目？ · 沿用上一问的 {ZONE}）" in result.stdout
    assert "46 个" in result.stdout
    assert "(understood as: 松岭高新技术产业开发区签约了多少个项目？ · Songling in place of" in result.stdout


def test_a_question_may_come_through_a_pipe(cli, data_dir):
    piped = cli("--data-dir", data_dir, "ask", "--json", input=f"{QUESTION}\n")
    assert json.loads(piped.stdout)["question"] == QUESTION
    assert piped.exit_code == 0


@pytest.mark.parametrize("piped", ["", "\n", " \n\n"])
def test_nothing_through_a_pipe_is_bad_usage(cli, data_dir, piped):
    result = cli("--data-dir", data_dir, "ask", input=piped)
    assert result.exit_code == 2
    assert "There is no question" in result.stderr


def test_a_terminal_shows_one_passage_and_the_others_as_a_line_each(data_dir):
    shown, code = in_terminal("--data-dir", data_dir, "ask", QUESTION, NO_COLOR="1")
    assert code == 0
    assert shown.count("\n") < 30
    assert sum(line.startswith("  2  ") and line.endswith("]") for line in shown.splitlines()) == 1
    for more in (("-v",), ("-k", "5")):
        full, _ = in_terminal("--data-dir", data_dir, "ask", QUESTION, *more, NO_COLOR="1")
        assert full.count("\n") > shown.count("\n")
