"""The buttons under an answer, pressed in a chat with the real bot."""

import signal

import pytest
from api_server import Refused
from chat_server import ChatApi, button, buttons

from bot.messages import messages
from retrieval.library import Library
from retrieval.settings import Settings

EXPORTS = "海城经济开发区去年出口额达到多少？"
SENTENCE = "海城经济开发区去年出口额达到 12.5 亿元，比上年增长 8%。"
NOWHERE = "海城经济开发区哪一项增长了 77.7%？"


@pytest.fixture
def own_chat():
    """A server for a bot that the test starts itself."""
    with ChatApi() as server:
        yield server


def test_the_passages_of_an_answer_are_turned_in_place(chat):
    words = messages("zh")
    answer = chat.ask(EXPORTS)
    assert SENTENCE in "".join(answer.parsed.marked("expandable_blockquote"))
    more = button(answer, "p")
    assert len(more.encode()) <= 64
    chat.pressed(answer, more)
    second = chat.now(answer)
    count = len(chat.sent)
    assert second.parsed.marked("italic") == [words["other_passage"].format(number=2, count=2)]
    assert SENTENCE not in second.text
    chat.pressed(answer, button(second, "p"))
    assert chat.now(answer).parsed == answer.parsed
    assert buttons(chat.now(answer)) == buttons(answer)
    assert len(chat.sent) == count


def test_what_stands_around_a_passage_and_its_lines(chat):
    answer = chat.ask(EXPORTS)
    chat.pressed(answer, button(answer, "c"))
    around = chat.now(answer)
    assert "海城经济开发区外贸稳中有进" in around.text
    assert any(SENTENCE in bold for bold in around.parsed.marked("bold"))
    chat.pressed(answer, button(around, "p"))
    assert chat.now(answer).parsed == answer.parsed
    chat.pressed(answer, button(answer, "l"))
    lines = chat.now(answer)
    assert lines.text.splitlines()[0].startswith("3 海城经济开发区去年出口额达到")
    assert lines.parsed.marked("code")[0] == "3"


def test_a_refusal_offers_what_comes_closest_behind_a_button(chat):
    words = messages("zh")
    refusal = chat.ask(NOWHERE)
    assert NOWHERE not in refusal.text
    assert "77.7%" in refusal.text
    assert not refusal.parsed.marked("expandable_blockquote")
    chat.pressed(refusal, button(refusal, "p"))
    closest = chat.now(refusal)
    assert closest.parsed.marked("italic")[0] == words["not_the_answer_of"].format(number=1, count=1)
    assert not closest.parsed.marked("bold")
    chat.pressed(refusal, button(closest, "p"))
    assert chat.now(refusal).parsed == refusal.parsed


def test_a_citation_is_copied_whole(chat):
    answer = chat.ask(EXPORTS)
    copied = buttons(answer)[messages("zh")["button_copy"]]
    assert copied.startswith("外贸简报.txt · ")
    assert copied.endswith(f"[{answer.parsed.marked('code')[-1]}]")


def test_buttons_work_after_a_restart(own_chat, start):
    first = start(own_chat.url)
    answer = own_chat.ask(EXPORTS)
    first.signal(signal.SIGKILL)
    first.ends()
    start(own_chat.url)
    own_chat.pressed(answer, button(answer, "p"))
    assert SENTENCE not in own_chat.now(answer).text


def test_a_document_that_has_gone_is_said_to_be_gone(own_chat, start, tmp_path):
    start(own_chat.url)
    answer = own_chat.ask(EXPORTS)
    with Library.open(Settings(data_dir=tmp_path / "data")) as library:
        library.remove("外贸简报.txt", keep_citations=True)
    gone = messages("zh")["document_gone"].format(document="外贸简报.txt")
    for verb in ("i", "c"):
        assert own_chat.now(answer) == answer
        told = own_chat.pressed(answer, button(answer, "c").replace("c", verb, 1))
        assert (told["text"], told["show_alert"]) == (gone, True)
    own_chat.pressed(own_chat.now(answer), button(own_chat.now(answer), "p"))
    assert "云溪产业园" in own_chat.now(answer).text


@pytest.mark.parametrize("data", ["p:no-such-key:1", "p:{key}:99", "p:{key}:0", "x", "p:{key}:-1", "d:" + "9" * 50])
def test_forged_and_stale_buttons_get_a_polite_alert(chat, data):
    answer = chat.ask(EXPORTS)
    key = button(answer, "p").split(":")[1]
    told = chat.pressed(answer, data.format(key=key))
    assert (told["text"], told["show_alert"]) == (messages("en")["stale_button"], True)
    assert chat.now(answer) == answer


def test_a_button_of_another_chat_shows_nothing_of_it(chat):
    theirs = chat.ask(EXPORTS, user=8)
    mine = chat.ask("云溪产业园的食堂每天供应多少份午餐？")
    told = chat.pressed(mine, button(theirs, "p"))
    assert told["text"] == messages("en")["stale_button"]
    assert chat.now(mine) == mine


def test_original_files_are_sent_only_where_settings_allow(own_chat, start):
    closed = start(own_chat.url)
    answer = own_chat.ask(EXPORTS)
    assert messages("zh")["button_original"] not in buttons(answer)
    forged = button(answer, "c").replace("c:", "o:", 1)
    own_chat.pressed(answer, forged)
    own_chat.until(lambda: own_chat.sent[-1].text == messages("zh")["no_original"])
    closed.signal(signal.SIGTERM)
    closed.ends()
    start(own_chat.url, YUANWEN_TELEGRAM__SEND_ORIGINALS="true")
    answer = own_chat.ask(EXPORTS)
    own_chat.pressed(answer, button(answer, "o"))
    own_chat.until(lambda: own_chat.sent[-1].file)
    name, content = own_chat.sent[-1].file
    assert name == "外贸简报.txt"
    assert SENTENCE in content.decode()


def test_markup_that_telegram_refuses_goes_out_as_plain_text(own_chat, start):
    start(own_chat.url)
    own_chat.fail("sendMessage", refusal=Refused(400, "Bad Request: can't parse entities: unsupported start tag"))
    answer = own_chat.ask("云溪产业园的 R&D 平台的设备利用率是多少？")
    assert "R&D 平台 <甲> 与 <乙> 共用一套检测设备，设备利用率 > 90%" in answer.text
    assert not answer.parsed.marks
    assert buttons(answer)
