"""Inline queries and reactions, and what they lead to."""

import json
from collections.abc import Callable

import pytest
from chat_server import ChatApi, button
from telegram_markup import parse_html
from typer.testing import Result

from bot.messages import messages

EXPORTS = "海城经济开发区去年出口额达到多少？"
COMPANIES = "海城经济开发区有出口实绩的企业有多少家？"
NOWHERE = "海城经济开发区哪一项增长了 77.7%？"


def test_inline_queries_offer_ready_messages_for_their_user_alone(chat):
    offered = chat.inline(EXPORTS)
    assert offered["is_personal"] is True
    assert int(offered["cache_time"]) <= 60
    first, second = offered["results"]
    message = parse_html(first["input_message_content"]["message_text"])
    assert "12.5 亿元" in message.text
    assert message.marked("code")[0] == "外贸简报.txt"
    assert "12.5" in first["title"]
    labels = [parse_html(second["input_message_content"]["message_text"]).marked("italic")]
    assert labels == [[messages("zh")["other_passage"].format(number=2, count=2)]]


def test_inline_passages_that_are_no_answer_say_so(chat):
    for result in chat.query(NOWHERE):
        assert messages("zh")["not_an_answer"] in result["title"]
        assert "不是答案" in result["input_message_content"]["message_text"]


@pytest.mark.parametrize("text", ["", "出", "?!", "   "])
def test_a_question_that_is_still_being_written_offers_nothing(chat, text):
    offered = chat.inline(text)
    assert offered["results"] == []
    assert offered["is_personal"] is True


def test_who_is_not_on_the_list_is_offered_nothing(start):
    with ChatApi() as own_chat:
        start(own_chat.url, YUANWEN_TELEGRAM__ALLOWED_USERS="[5]")
        refused = own_chat.inline(EXPORTS, user=6)
        assert (refused["results"], refused["is_personal"]) == ([], True)
        assert own_chat.query(EXPORTS, user=5)
        answer = own_chat.ask(EXPORTS, user=5)
        own_chat.pressed(answer, button(answer, "p"), user=6)
        assert own_chat.now(answer) == answer


@pytest.fixture
def yuanwen(chat: ChatApi, cli: Callable[..., Result]) -> Callable[..., Result]:
    """The command line over the bot's data directory."""
    return lambda *arguments: cli("--data-dir", chat.data, *arguments)


@pytest.fixture
def feedback(yuanwen: Callable[..., Result]) -> Callable[[], list[dict[str, object]]]:
    """What people thought so far, as `yuanwen feedback` prints it."""
    return lambda: [json.loads(line) for line in yuanwen("feedback").stdout.splitlines()]


def test_what_people_think_of_answers_becomes_a_question_set(chat, tmp_path, yuanwen, feedback):
    assert feedback() == []
    liked, disliked, refusal, taken_back = (chat.ask(q) for q in (EXPORTS, COMPANIES, NOWHERE, EXPORTS))
    chat.react(liked, "👍")
    chat.react(disliked, "👎")
    chat.react(refusal, "🔥", "👍", user=8)
    chat.react(taken_back, "👎")
    chat.react(taken_back)
    chat.ask("/help")
    questions = feedback()
    assert [question["kind"] for question in questions] == ["liked", "disliked", "refused"]
    assert questions[0]["question"] == EXPORTS
    assert questions[0]["zone"] == "海城经济开发区"
    assert questions[0]["evidence"] == ["海城经济开发区去年出口额达到 12.5 亿元，比上年增长 8%。"]
    assert questions[0]["lang"] == "zh"
    assert questions[1]["evidence"] == questions[2]["evidence"] == []
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(question) + "\n" for question in questions), encoding="utf-8")
    figures = json.loads(yuanwen("eval", str(gold), "--json").stdout)
    assert figures["kinds"]["liked"]["right"] == 1
    assert figures["kinds"]["refused"]["refused"] == 1
    assert figures["kinds"]["disliked"]["refused"] == 0


def test_a_disliked_refusal_is_left_out_with_a_word(chat, yuanwen):
    chat.react(chat.ask(NOWHERE, user=30), "👎", user=30)
    chat.ask("/help", user=30)
    printed = yuanwen("feedback")
    assert NOWHERE not in [json.loads(line)["question"] for line in printed.stdout.splitlines()][3:]
    assert "Left out: 1 refusal with" in printed.stderr


def test_what_is_liked_is_the_passage_that_is_shown(chat, feedback):
    answer = chat.ask(EXPORTS, user=31)
    chat.pressed(answer, button(answer, "p"), user=31)
    shown = chat.now(answer).parsed.marked("bold")
    chat.react(answer, "👍", user=31)
    chat.ask("/help", user=31)
    last = feedback()[-1]
    assert last["evidence"] == shown
    assert last["answer"] is None


def test_forgetting_takes_back_what_was_thought(chat, feedback):
    chat.react(chat.ask(EXPORTS, user=32), "👍", user=32)
    chat.ask("/help", user=32)
    before = len(feedback())
    chat.ask("/forget", user=32)
    assert len(feedback()) == before - 1


def test_show_prints_the_link_that_opens_the_passage(chat, yuanwen):
    citation = chat.ask(EXPORTS).parsed.marked("code")[-1]
    assert f"https://t.me/yuanwen_test_bot?start={citation}" in yuanwen("show", citation).stdout


def test_show_prints_no_link_where_no_bot_has_run(data_dir, cli):
    asked = cli("--data-dir", data_dir, "ask", EXPORTS, "--json")
    citation = json.loads(asked.stdout)["passages"][0]["citation"]["id"]
    shown = cli("--data-dir", data_dir, "show", citation)
    assert shown.exit_code == 0
    assert "t.me" not in shown.stdout
    assert not (data_dir / "telegram.sqlite").exists()
