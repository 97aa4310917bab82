"""The bot from outside: what it answers in chats, and how it starts and ends."""

import json
import signal
import socket
from pathlib import Path

from api_server import BOT, TOKEN, BotApi

from bot.messages import LANGUAGES, messages
from bot.wording.facts import examples
from embeddings.model_files import MANIFEST
from retrieval.library import Library
from retrieval.settings import Settings

EXPORTS = "海城经济开发区去年出口额达到多少？"
EXPORTS_SENTENCE = "海城经济开发区去年出口额达到 12.5 亿元，比上年增长 8%。"
STICKER = {"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9}
PATIENT_BOT = Path(__file__).with_name("patient_bot.py")
GROUP = -1001234


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_question_gets_the_passage_with_its_citation_and_sigterm_ends_the_bot_in_good_order(api, start):
    bot = start(api.url, fresh=True)
    api.say(EXPORTS, language="zh-hans")
    (answer,) = api.heard(1)
    assert answer.chat_id == 7
    assert EXPORTS_SENTENCE in "".join(answer.parsed.marked("expandable_blockquote"))
    assert any("12.5 亿元" in bold for bold in answer.parsed.marked("bold"))
    document, citation = answer.parsed.marked("code")
    assert document == "外贸简报.txt"
    assert citation
    assert "第 3" in answer.text.splitlines()[-1]
    bot.signal(signal.SIGTERM)
    assert bot.ends() == 0
    assert "Traceback" not in bot.said


def test_over_an_empty_library_it_says_how_one_is_filled(api, start, tmp_path):
    bot = start(api.url, YUANWEN_DATA_DIR=str(tmp_path / "empty"))
    api.say(EXPORTS, language="zh-hans")
    assert len(api.heard(1)) == 1
    assert "yuanwen index PATH" in bot.said


def test_an_english_question_gets_english_words_and_pinyin(api, start):
    start(api.url)
    api.say("How much did Haicheng export last year?")
    (answer,) = api.heard(1)
    assert "12.5 亿元" in answer.text
    assert "line" in answer.text
    assert "海城经济开发区 (Haicheng Jingji Kaifaqu)" in answer.text


def test_what_the_documents_do_not_say_is_refused_honestly(api, start):
    start(api.url)
    api.say("海城经济开发区哪一项增长了 77.7%？", language="zh")
    (answer,) = api.heard(1)
    words = messages("zh")
    assert answer.parsed.marked("bold") == [words["refusal"]]
    assert "77.7%" in answer.text


def test_markup_in_a_document_is_text(api, start):
    start(api.url)
    api.say("云溪产业园的 R&D 平台的设备利用率是多少？", language="zh")
    (answer,) = api.heard(1)
    assert "R&D 平台 <甲> 与 <乙> 共用一套检测设备，设备利用率 > 90% 且闲置时间 < 3 天。" in answer.text
    assert answer.parsed.marked("code")[0] == "a<b>&c.txt"


def test_commands_and_hints_speak_the_users_language(api, start, data_dir):
    with Library.open(Settings(data_dir=data_dir)) as library:
        known = {language: library.examples(language) for language in LANGUAGES}
    start(api.url)
    expected = []
    for text, key, more in [
        ("/start", "start", {}),
        ("/help", "help", {}),
        ("/nothing", "unknown_command", {}),
        ("/ask", "ask_usage", {}),
        ("🎉", "ask_me", {}),
        ("👍🏽🎉", "reply_thanks", {}),
        ("？！……", "ask_me", {}),
    ]:
        for language in ("zh-hans", "en"):
            api.say(text, language=language, **more)
            words = messages(language)
            found = known[language.partition("-")[0]]
            example = examples(found, language) if key == "start" or not found else found[0]
            expected.append(words[key].format(example=example, command=text))
            assert api.heard(len(expected))[-1].text == expected[-1]
    menus = {call.get("language_code", ""): call["commands"] for call in api.called("setMyCommands")}
    assert menus.keys() == {"", "zh"}
    assert {"ask", "help"} <= {command["command"] for command in menus["zh"]}


def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(api, start):
    start(api.url)
    own = {"message_id": 5, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}, "from": BOT, "text": "x"}
    other = own | {"from": {"id": 9, "is_bot": False, "first_name": "Other"}}
    api.say(EXPORTS, chat=GROUP)
    api.say(EXPORTS, chat=GROUP, reply_to_message=other)
    api.say("👍", chat=GROUP, reply_to_message=own)
    api.say(f"@{BOT['username']}2 {EXPORTS}", chat=GROUP)
    api.say(f"/ask@another_bot {EXPORTS}", chat=GROUP)
    api.say(None, chat=GROUP, sticker=STICKER | {"is_animated": False, "is_video": False})
    asked = [
        api.say(f"@{str(BOT['username']).upper()} {EXPORTS}", chat=GROUP),
        api.say(EXPORTS, chat=GROUP, reply_to_message=own),
        api.say(f"/ask {EXPORTS}", chat=GROUP),
        api.say(f"/ask@{BOT['username']} {EXPORTS}", chat=GROUP, message_thread_id=77, is_topic_message=True),
    ]
    answers = {answer.parameters["reply_parameters"]["message_id"]: answer for answer in api.heard(4)}
    assert sorted(answers) == sorted(asked)
    assert all("12.5 亿元" in answer.text and answer.chat_id == GROUP for answer in answers.values())
    assert answers[asked[3]].parameters["message_thread_id"] == 77
    api.say("/help", chat=GROUP)
    assert len(api.heard(5)) == 5


def test_only_those_on_a_list_are_heard(api, start):
    bot = start(
        api.url,
        YUANWEN_TELEGRAM__ALLOWED_USERS="[1]",
        YUANWEN_TELEGRAM__ALLOWED_CHATS=json.dumps([GROUP]),
        YUANWEN_TELEGRAM__ADMINISTRATORS="[2]",
    )
    api.say("/help", user=3)
    api.say("/help", user=3, chat=-100999)
    api.say("/help", user=1, chat=-100999, sender_chat={"id": -100888, "type": "channel", "title": "Channel"})
    api.say("/help", user=1)
    api.say("/help", user=2)
    api.say("/help", user=3, chat=GROUP)
    api.say("/help", user=1, chat=-100999)
    assert sorted(answer.chat_id for answer in api.heard(4)) == sorted([1, 2, GROUP, -100999])
    api.say(None, chat=GROUP, migrate_to_chat_id=-1005678)
    bot.says("put -1005678 into telegram.allowed_chats")


def test_many_questions_at_once_are_all_answered(api, start):
    start(api.url)
    for user in range(1, 31):
        api.say(EXPORTS, user=user)
    answers = api.heard(30)
    assert sorted(answer.chat_id for answer in answers) == list(range(1, 31))
    assert all("12.5 亿元" in answer.text for answer in answers)


def test_a_failing_library_is_a_polite_sentence(api, start, tmp_path):
    (tmp_path / "a-model").mkdir()
    (tmp_path / "a-model" / MANIFEST).write_text("{")
    bot = start(api.url, YUANWEN_EMBEDDINGS__MODEL=str(tmp_path / "a-model"))
    api.say(EXPORTS)
    assert api.heard(1)[0].text == messages("en")["sorry"]
    assert "a-model" in bot.said
    assert "Traceback" not in bot.said


def test_the_bot_hears_others_while_it_searches(api, start, tmp_path):
    start(api.url, [str(PATIENT_BOT), str(tmp_path / "gate")])
    api.say(EXPORTS, user=1)
    assert api.called("sendChatAction") == [{"chat_id": 1, "action": "typing"}]
    api.say("/help", user=2)
    assert api.heard(1)[0].chat_id == 2
    for user in (3, 4, 5):
        api.say(EXPORTS, user=user)
    api.called("sendChatAction", 4)
    typed = {"from": {"id": 6, "is_bot": False, "first_name": "Asker"}, "offset": ""}
    for text in ("海城", EXPORTS):
        api.push(inline_query={**typed, "id": f"for {text}", "query": text})
    api.say("/help", user=7)
    api.heard(2)
    (tmp_path / "gate").touch()
    assert all("12.5 亿元" in answer.text for answer in api.heard(6)[2:])
    (offered,) = api.called("answerInlineQuery")
    assert (offered["inline_query_id"], bool(offered["results"])) == (f"for {EXPORTS}", True), "the latest of a user's"


def test_sigterm_lets_the_bot_finish_what_it_answers(api, start, tmp_path):
    bot = start(api.url, [str(PATIENT_BOT), str(tmp_path / "gate")])
    api.say(EXPORTS)
    api.called("sendChatAction")
    bot.signal(signal.SIGTERM)
    (tmp_path / "gate").touch()
    assert bot.ends() == 0
    assert "12.5 亿元" in api.heard(1)[0].text


def test_ctrl_c_is_an_interruption(api, start):
    bot = start(api.url)
    bot.says("@yuanwen_test_bot")
    bot.signal(signal.SIGINT)
    assert bot.ends() == 130
    assert "Traceback" not in bot.said


def test_a_refused_token_is_explained(api, start):
    bot = start(api.url, YUANWEN_TELEGRAM__TOKEN="1:another")
    assert bot.ends() == 2
    assert "YUANWEN_TELEGRAM__TOKEN" in bot.said
    assert "Traceback" not in bot.said
    assert "1:another" not in bot.said


def test_the_token_may_lie_in_a_file(api, start, tmp_path):
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    start(api.url, YUANWEN_TELEGRAM__TOKEN="", YUANWEN_TELEGRAM__TOKEN_FILE=str(file))
    api.say("/help")
    api.heard(1)


def test_a_token_that_cannot_be_one_is_refused_at_once(api, start, tmp_path):
    missing = start(api.url, YUANWEN_TELEGRAM__TOKEN="")
    assert missing.ends() == 2
    assert "@BotFather" in missing.said
    malformed = start(api.url, YUANWEN_TELEGRAM__TOKEN="not a token")
    assert malformed.ends() == 2
    assert "not a token" not in malformed.said.replace("this is not a bot token", "")
    nowhere = start(api.url, YUANWEN_TELEGRAM__TOKEN="", YUANWEN_TELEGRAM__TOKEN_FILE=str(tmp_path / "gone"))
    assert nowhere.ends() == 2
    assert str(tmp_path / "gone") in nowhere.said
    assert not api.calls


def test_a_server_that_is_down_is_waited_for(start):
    port = free_port()
    bot = start(f"http://127.0.0.1:{port}")
    bot.says(f"cannot be reached at http://127.0.0.1:{port}/bot")
    with BotApi(port) as api:
        api.say("/help")
        api.heard(1)
    assert "Traceback" not in bot.said


def test_sigterm_ends_a_bot_that_waits_for_its_server(start):
    bot = start(f"http://127.0.0.1:{free_port()}")
    bot.says("cannot be reached")
    bot.signal(signal.SIGTERM)
    assert bot.ends() == 0


def test_a_server_that_goes_and_comes_back_is_found_again(start):
    with BotApi() as api:
        port = int(api.url.rpartition(":")[2])
        bot = start(api.url)
        api.say("/help")
        api.heard(1)
    bot.says("trying again")
    with BotApi(port) as api:
        api.say("/help")
        api.heard(1)
    assert "Traceback" not in bot.said
