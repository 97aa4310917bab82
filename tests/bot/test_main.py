"""How the command line may be typed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.main import settings_first
from bot.service.shortcut import ANYWHERE

QUESTION = "Which zone cut approval time by 37.5%?"
WORDS = st.sampled_from(["--data-dir=x", "ask", "-k", "-", "what"])
ARGUMENTS = st.lists(st.tuples(WORDS) | st.tuples(st.sampled_from(ANYWHERE), WORDS)).map(lambda found: sum(found, ()))


@pytest.mark.parametrize("verb", [(), ("ask",), ("index",)])
def test_help_is_asked_for_in_two_ways(cli, verb):
    short, long = cli(*verb, "-h"), cli(*verb, "--help")
    assert (short.exit_code, short.stdout) == (0, long.stdout)
    assert "Usage:" in short.stdout


def test_the_library_may_be_named_anywhere(cli, data_dir):
    places = (
        ("--data-dir", data_dir, "ask", QUESTION, "--json"),
        ("ask", "--data-dir", data_dir, QUESTION, "--json"),
        ("ask", QUESTION, "--json", f"--data-dir={data_dir}"),
    )
    for arguments in places:
        assert json.loads(cli(*arguments).stdout)["answered"]


def test_an_option_without_its_value_is_bad_usage(cli):
    result = cli("documents", "--data-dir")
    assert result.exit_code == 2
    assert "--data-dir" in result.stderr


def test_a_question_needs_no_quotes(cli, data_dir):
    answer = json.loads(cli("ask", "--data-dir", data_dir, *QUESTION.split(), "--json").stdout)
    assert (answer["question"], answer["answered"]) == (QUESTION, True)


@given(ARGUMENTS, ARGUMENTS)
def test_nothing_of_a_command_line_is_lost_and_nothing_behind_the_dashes_moves(before, behind):
    arguments = [*before, "ask", "--", *behind]
    moved = settings_first(arguments)
    assert sorted(moved) == sorted(arguments)
    assert settings_first(moved) == moved
    end = moved.index("--")
    assert moved[end:] == arguments[arguments.index("--") :]


@pytest.mark.parametrize("word", ["exit", "quit", " Exit ", "退出"])
def test_a_word_ends_the_chat(cli, data_dir, word):
    result = cli("--data-dir", data_dir, "chat", input=f"{word}\n{QUESTION}\n")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        (("ask", "--explian", "x"), "There is no option --explian. Did you mean '--explain'?"),
        (("--unheard-of",), "There is no option --unheard-of."),
        (("show",), "Missing argument 'ID'."),
        (("ask", "-k", "many", "x"), "Invalid value for '-k'"),
        (("ask", "-k", "900", "x"), "less than or equal to 50"),
        (("documents", "more"), "(more)"),
        (("dokuments",), "Did you mean 'documents'?"),
    ],
    ids=lambda one: one if isinstance(one, str) else one[-1],
)
def test_a_slip_in_the_command_line_is_told_in_one_line_that_says_where_the_right_form_stands(cli, typed, seen):
    result = cli(*typed)
    (line,) = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (2, "")
    assert line.startswith("Error: ")
    assert seen in line
    assert line.endswith("-h` says how it is used.")


def test_without_a_verb_the_verbs_are_listed(cli):
    result = cli()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "documents  List what is in the library" in result.stderr
