"""Questions that are edited, commands, choices, links and hints, in chats with the real bot."""

import itertools
import sqlite3
from contextlib import closing

import pytest
from api_server import BOT, Refused
from chat_server import button, buttons, person

from bot.messages import messages

EXPORTS = "海城经济开发区去年出口额达到多少？"
LUNCHES = "云溪产业园的食堂每天供应多少份午餐？"
GROUP = -1001234
STICKER = {"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9}
STICKER |= {"is_animated": False, "is_video": False}
users = itertools.count(100)


def said(key: str, language: str = "en", **values: object) -> str:
    words = messages(language)
    return words[key].format(**values)


def before_example(key: str) -> str:
    """One of the bot's texts up to the question that the library answers."""
    return messages("en")[key].partition("{example}")[0].strip()


def test_an_edited_question_edits_its_answer(chat):
    question = chat.say(EXPORTS)
    answer = chat.reply_to(question)
    chat.edit(question, LUNCHES)
    now = chat.becomes(answer, "两百份")
    assert "两百份" in "".join(now.parsed.marked("bold"))
    assert chat.replies(question) == [answer.message_id]
    chat.pressed(now, button(now, "c"))
    assert any("两百份" in bold for bold in chat.now(answer).parsed.marked("bold"))


def test_a_greeting_is_answered_and_may_be_edited_into_a_question(chat):
    greeting = chat.say("Hello")
    answer = chat.reply_to(greeting)
    assert answer.text.startswith(before_example("reply_greeting"))
    assert answer.buttons == []
    chat.edit(greeting, EXPORTS)
    assert chat.becomes(answer, "12.5 亿元").buttons


def test_an_edited_command_in_a_group_edits_its_answer_too(chat):
    name = BOT["username"]
    question = chat.say(f"/ask@{name} {EXPORTS}", chat=GROUP, message_thread_id=77, is_topic_message=True)
    answer = chat.reply_to(question)
    assert answer.parameters["message_thread_id"] == 77
    chat.edit(question, f"/ask@{name} {LUNCHES}", chat=GROUP)
    chat.becomes(answer, "两百份")
    assert chat.replies(question) == [answer.message_id]


def test_an_edit_that_changes_no_word_changes_nothing(chat):
    question = chat.say(EXPORTS)
    answer = chat.reply_to(question)
    chat.pressed(answer, button(answer, "p"))
    turned = chat.now(answer)
    command = chat.say(f"/ask {EXPORTS}")
    answered = chat.reply_to(command)
    chat.edit(question, EXPORTS)
    chat.edit(question, "？！")
    chat.edit(command, "/ask")
    chat.ask("/help")
    assert (chat.now(answer), chat.now(answered)) == (turned, answered)
    assert [chat.replies(asked) for asked in (question, command)] == [[answer.message_id], [answered.message_id]]


def test_a_message_that_is_edited_into_a_question_is_answered(chat):
    remark = chat.say("Good morning", chat=GROUP)
    chat.edit(remark, f"@{BOT['username']} {EXPORTS}", chat=GROUP)
    assert "12.5 亿元" in chat.reply_to(remark).text


def test_an_answer_that_was_deleted_is_given_anew_when_its_question_is_edited(chat):
    question = chat.say(EXPORTS)
    answer = chat.reply_to(question)
    chat.sent.remove(answer)
    chat.edit(question, LUNCHES)
    chat.until(lambda: len(chat.replies(question)) == 2)
    assert "两百份" in chat.message(chat.replies(question)[1]).text


def test_questions_at_once_keep_apart(chat):
    asked = {chat.say(question, chat=GROUP): words for question, words in [
        (f"/ask {EXPORTS}", "12.5 亿元"), (f"/ask {LUNCHES}", "两百份"), (f"/ask {EXPORTS}", "12.5 亿元"),
    ]}  # fmt: skip
    for question, words in asked.items():
        assert words in "".join(chat.reply_to(question).parsed.marked("bold"))


def test_a_question_in_a_caption_is_answered(chat):
    asked = {"photo": chat.photo(b"..."), "caption": EXPORTS}
    assert "12.5 亿元" in chat.ask(None, **asked).text


def test_what_the_bot_said_through_inline_mode_is_no_question(chat):
    user = next(users)
    passage = chat.say("海城经济开发区去年出口额", user=user, via_bot=BOT)
    chat.ask("/help", user=user)
    assert chat.replies(passage) == []


def test_a_link_opens_its_passage_with_all_its_buttons(chat):
    answer = chat.ask(EXPORTS)
    citation = answer.parsed.marked("code")[-1]
    opened = chat.ask(f"/start {citation}", user=next(users))
    assert "12.5 亿元" in opened.text
    assert opened.parsed.marked("code")[-1] == citation
    chat.pressed(opened, button(opened, "c"))
    assert "海城经济开发区外贸稳中有进" in chat.now(opened).text
    assert chat.ask(f"/show {citation}").text == opened.text


@pytest.mark.parametrize("id", ["no-such-id", "../../etc/passwd", "<b>", "𠮷" * 64])
def test_a_link_to_nothing_says_so(chat, id):
    assert chat.ask(f"/start {id}").text == said("unknown_citation")


def test_show_without_an_id_is_explained(chat):
    assert chat.ask("/show").text == said("show_usage")


def test_the_documents_are_listed(chat):
    listed = chat.ask("/documents", language="zh")
    assert listed.text.splitlines()[0].startswith(said("documents", "zh", count=2))
    assert listed.parsed.marked("code") == ["a<b>&c.txt", "外贸简报.txt"]
    chat.pressed(listed, "d:99999", language="zh")
    assert chat.now(listed).parsed == listed.parsed
    nowhere = {"id": "of-no-message", "from": person(7), "chat_instance": "1", "inline_message_id": "x", "data": "d:1"}
    chat.push(callback_query=nowhere)
    chat.until(lambda: any(call.get("callback_query_id") == "of-no-message" for _, call in chat.calls))
    assert chat.now(listed).parsed == listed.parsed


def test_a_chosen_language_stays_chosen(chat):
    user = next(users)
    choice = chat.ask("/lang", user=user)
    assert set(buttons(choice).values()) == {"lang:zh", "lang:en", "lang:auto"}
    assert chat.pressed(choice, "lang:zh", user=user)["text"] == said("language_chosen", "zh")
    assert chat.ask("/help", user=user).text == said("help", "zh")
    english = chat.ask("How much did Haicheng export last year?", user=user)
    assert "第 3" in english.text
    assert chat.ask("/lang en", user=user).text == said("language_chosen", "en")
    assert chat.ask("/help", user=user, language="zh-hans").text == said("help", "en")
    chat.ask("/lang auto", user=user)
    assert chat.ask("/help", user=user, language="zh-hans").text == said("help", "zh")


def test_privacy_is_explained_and_forgetting_works(chat):
    user = next(users)
    assert "30" in chat.ask("/privacy", user=user).text
    chat.ask("/lang zh", user=user)
    answer = chat.ask(EXPORTS, user=user)
    assert chat.ask("/forget", user=user).text == said("forgotten")
    told = chat.pressed(answer, button(answer, "p"), user=user)
    assert told["text"] == said("stale_button")
    assert chat.ask("/help", user=user).text == said("help")
    with closing(sqlite3.connect(chat.data / "telegram.sqlite")) as db:
        assert db.execute("SELECT COUNT(*) FROM answers WHERE asker = ?", [user]).fetchone() == (0,)


def test_each_kind_of_thing_that_cannot_be_read_gets_one_hint(chat):
    user = next(users)
    place = {"latitude": 1.0, "longitude": 1.0}
    first = [chat.ask(None, user=user, **content).text for content in (
        {"sticker": STICKER}, {"dice": {"value": 3, "emoji": "🎲"}}, {"location": place}
    )]  # fmt: skip
    assert len(first) == 3
    assert all(text.startswith(before_example("words_only")) for text in first)
    again = [chat.say(None, user=user, **content) for content in ({"sticker": STICKER}, {"location": place})]
    chat.ask("/help", user=user)
    assert [chat.replies(message) for message in again] == [[], []]


def test_files_of_others_than_administrators_are_declined_each_time_and_an_album_once(chat):
    user = next(users)
    file = chat.document("报告.txt", "海城的新报告。".encode())
    for _ in range(2):
        assert chat.ask(None, user=user, document=file).text == said("uploads_closed")
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 1}
    for _ in range(2):
        assert chat.ask(None, user=user, voice=voice).text.startswith(before_example("words_only"))
    album = [chat.say(None, user=user, document=file, media_group_id="g1") for _ in range(3)]
    chat.ask("/help", user=user)
    assert [len(chat.replies(sent)) for sent in album] == [1, 0, 0]
    captioned = chat.say(None, user=user, document=file, caption=EXPORTS)
    assert "12.5 亿元" in chat.reply_to(captioned).text
    assert chat.reply_to(captioned, 2).text == said("uploads_closed")


@pytest.mark.parametrize("command", ["/add", "/remove 外贸简报.txt", "/status", "/reload"])
def test_what_administrators_do_is_closed_to_others(chat, command):
    assert chat.ask(command).text == said("administrators_only")
    channel = {"id": -100888, "type": "channel", "title": "Channel"}
    posted = chat.ask(command, user=1, chat=GROUP, sender_chat=channel)
    assert posted.text == said("administrators_only")


def test_the_menus_are_set_for_everyone_groups_and_administrators(chat):
    chat.ask("/help")
    menus = {
        (call["scope"]["type"], call["scope"].get("chat_id"), call.get("language_code", "")): call["commands"]
        for call in chat.called("setMyCommands")
    }
    everyone, groups, administrator = ("default", None), ("all_group_chats", None), ("chat", 1)
    assert menus.keys() == {
        (*scope, language) for scope in (everyone, groups, administrator) for language in ("", "zh")
    }
    names = {command["command"] for command in menus[*everyone, "zh"]}
    assert {"ask", "documents", "show", "lang", "privacy", "help"} <= names
    assert {command["command"] for command in menus[*administrator, ""]} - names == {
        "add",
        "remove",
        "status",
        "reload",
    }
    described = {command["description"] for command in menus[*everyone, "zh"]}
    assert messages("zh")["command_ask"] in described


def test_a_group_that_becomes_a_supergroup_keeps_its_answers(chat):
    old, new = -4321, -1004321
    answer = chat.ask(f"/ask {EXPORTS}", chat=old)
    chat.say(None, chat=old, migrate_to_chat_id=new)
    chat.say(None, chat=new, migrate_from_chat_id=old)
    chat.ask("/help", chat=new)
    moved = chat.sent[chat.sent.index(answer)] = type(answer)(new, answer.parsed, answer.parameters, answer.message_id)
    chat.pressed(moved, button(answer, "c"))
    assert "海城经济开发区外贸稳中有进" in chat.now(moved).text


def test_who_blocks_the_bot_ends_nothing(chat):
    blocked = Refused(403, "Forbidden: bot was blocked by the user")
    user = next(users)
    chat.fail("sendMessage", chat=user, refusal=blocked)
    chat.say(EXPORTS, user=user)
    member = {"user": BOT, "status": "kicked", "until_date": 0}
    chat.push(
        my_chat_member={
            "chat": {"id": user, "type": "private"},
            "from": person(user),
            "date": 1,
            "old_chat_member": {"user": BOT, "status": "member"},
            "new_chat_member": member,
        }
    )
    assert "12.5 亿元" in chat.ask(EXPORTS).text


def test_a_question_that_lacks_its_subject_takes_it_from_the_one_before(chat):
    user, other = next(users), next(users)
    chat.ask(EXPORTS, user=user)
    answer = chat.ask("它的出口企业有多少家？", user=user)
    assert "96 家" in answer.text
    assert "海城经济开发区" in answer.parsed.marked("italic")[-1]
    assert "海城经济开发区" not in "".join(chat.ask("它的出口企业有多少家？", user=other).parsed.marked("italic"))


@pytest.mark.parametrize(
    ("refusals", "told", "shown"),
    [
        (["can't parse entities: unsupported start tag"], "", True),
        (["can't parse entities: unsupported start tag", "message is not modified"], "", False),
        (["can't parse entities: unsupported start tag", "BUTTON_DATA_INVALID"], "sorry", False),
        (["BUTTON_DATA_INVALID"], "sorry", False),
    ],
)
def test_what_telegram_refuses_to_show_is_shown_plain_or_said(chat, refusals, told, shown):
    answer = chat.ask(EXPORTS)
    for refusal in refusals:
        chat.fail("editMessageText", refusal=Refused(400, f"Bad Request: {refusal}"))
    alert = chat.pressed(answer, button(answer, "c")).get("text", "")
    assert alert == (said(told) if told else "")
    assert (chat.now(answer) != answer) is shown
    assert not shown or not chat.now(answer).parsed.marks


def test_a_citation_whose_document_has_changed_or_gone_says_so(chat, cli, tmp_path):
    report = tmp_path / "reports" / "水站.txt"
    report.parent.mkdir()
    report.write_text("南屏村的水站去年供水 73 万吨。\n", encoding="utf-8")
    assert cli("--data-dir", chat.data, "index", report.parent).exit_code == 0
    answer = chat.ask("南屏村的水站供水多少？")
    citation = answer.parsed.marked("code")[-1]
    report.write_text("本期共一篇。\n\n南屏村的水站去年供水 73 万吨。\n", encoding="utf-8")
    assert cli("--data-dir", chat.data, "index", report.parent).exit_code == 0
    moved = chat.ask(f"/show {citation}", language="zh")
    assert "73 万吨" in moved.text
    assert said("document_changed", "zh") in moved.text
    assert cli("--data-dir", chat.data, "remove", "水站.txt", "--keep-citations").exit_code == 0
    gone = said("document_gone", "zh", document="水站.txt")
    assert chat.ask(f"/show {citation}", language="zh").text == gone
