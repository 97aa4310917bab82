"""Documents that an administrator sends, in a chat with the real bot."""

import hashlib
import io
import signal
import sqlite3
import zipfile
from contextlib import closing
from importlib.resources import files

import docx
import pytest
from api_server import Refused
from chat_server import ChatApi
from PIL import Image, ImageDraw, ImageFont

from bot.messages import messages

ADMINISTRATOR = 1
WORDS = messages("en")


def word_file(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def summary(name: str, key: str = "upload_done") -> str:
    return WORDS[key].format(name=name, articles=1, passages=1)


def send(chat: ChatApi, name: str, data: bytes, **more):
    return chat.reply_to(chat.say(None, user=ADMINISTRATOR, document=chat.document(name, data), **more))


def test_a_word_file_is_taken_in_under_its_hash_and_cited_by_its_name(chat):
    data = word_file("金水县的养蜂合作社去年产蜂蜜 37 吨。")
    progress = send(chat, "../金水 <县>.docx", data)
    told = chat.becomes(progress, WORDS["upload_done"].format(name="../金水 <县>.docx", articles=1, passages=1))
    assert told.edits >= 1
    sha256 = hashlib.sha256(data).hexdigest()
    stored = sorted(path.relative_to(chat.data).as_posix() for path in (chat.data / "uploads").rglob("*.docx"))
    assert stored == [f"uploads/{sha256}/document.docx"]
    answer = chat.ask("金水县的养蜂合作社去年产蜂蜜多少吨？")
    assert "37 吨" in answer.text
    assert answer.parsed.marked("code")[0] == "../金水 <县>.docx"
    listed = chat.ask("/documents")
    assert "../金水 <县>.docx" in listed.parsed.marked("code")
    again = send(chat, "again.docx", data)
    known = {"name": "again.docx", "known": "../金水 <县>.docx", "articles": 1, "passages": 1}
    chat.becomes(again, WORDS["upload_known_as"].format(**known))
    assert "again.docx" not in chat.ask("/documents").text
    assert not [path for path in (chat.data, *chat.data.rglob("*")) if path.stat().st_mode & 0o077]


def test_a_question_in_the_caption_is_answered_once_the_file_is_in(chat):
    data = "银山镇的苗圃今年育苗 88 万株。\n".encode()
    asked = chat.say(
        None, user=ADMINISTRATOR, document=chat.document("苗圃.txt", data), caption="银山镇的苗圃今年育苗多少？"
    )
    answer = chat.reply_to(asked, 2)
    assert "88 万株" in answer.text
    assert chat.reply_to(asked).text == summary("苗圃.txt")


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("empty.txt", b" \n", "upload_empty"),
        ("program.txt.exe", b"MZ\x90\x00\x03", "upload_unknown"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "upload_unknown"),
        ("table.pdf", b"not a pdf at all", "upload_unknown"),
    ],
)
def test_what_is_no_document_is_declined_by_its_content(chat, name, data, key):
    chat.becomes(send(chat, name, data), WORDS[key].format(name=name))
    assert not list((chat.data / "uploads").glob(f"*{hashlib.sha256(data).hexdigest()}*"))


def test_what_is_too_large_is_declined(chat):
    large = b"a" * 1_000_001
    declined = WORDS["upload_too_large"].format(name="large.txt", limit=1)
    chat.becomes(send(chat, "large.txt", large), declined)
    claimed = chat.document("large.txt", b"small", size=30_000_000)
    chat.becomes(chat.reply_to(chat.say(None, user=ADMINISTRATOR, document=claimed)), declined)
    belittled = chat.document("large.txt", large, size=5)
    chat.becomes(chat.reply_to(chat.say(None, user=ADMINISTRATOR, document=belittled)), declined)
    path = belittled["file_id"]
    for told in ({"instead": {"file_id": path, "file_unique_id": path, "file_path": path}},
                 {"refusal": Refused(400, "Bad Request: file is too big")}):  # fmt: skip
        chat.fail("getFile", **told)
        chat.becomes(chat.reply_to(chat.say(None, user=ADMINISTRATOR, document=belittled)), declined)


def test_what_cannot_be_read_is_declined_with_the_reason_and_not_kept(chat):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<not xml")
    told = chat.becomes(send(chat, "年报.docx", bomb.getvalue()), WORDS["upload_unreadable"].split("{")[1][5:18])
    assert told.text.startswith("年报.docx")
    assert "document.docx" not in told.text
    assert not (chat.data / "uploads" / hashlib.sha256(bomb.getvalue()).hexdigest()).exists()


def test_an_archive_of_nothing_that_can_be_read_is_declined_and_not_kept(chat):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("程序.exe", b"MZ")
    told = chat.becomes(send(chat, "空.zip", packed.getvalue()), "could not be read")
    assert "a .exe file" in told.text
    assert not (chat.data / "uploads" / hashlib.sha256(packed.getvalue()).hexdigest()).exists()


def test_what_the_library_cannot_take_now_is_not_kept_and_what_it_has_stays(chat):
    known, new = (f"{place}的磨坊日磨面 {tons} 吨。\n".encode() for place, tons in (("上湾", 9), ("下湾", 4)))
    chat.becomes(send(chat, "磨坊.txt", known), summary("磨坊.txt"))
    with closing(sqlite3.connect(chat.data / "library.sqlite", isolation_level=None)) as db:
        db.execute("ALTER TABLE documents RENAME TO elsewhere")
        told = [send(chat, "磨坊.txt", data) for data in (known, new)]
        for one in told:
            chat.becomes(one, WORDS["upload_failed"].format(name="磨坊.txt"))
        db.execute("ALTER TABLE elsewhere RENAME TO documents")
    kept = [(chat.data / "uploads" / hashlib.sha256(data).hexdigest()).exists() for data in (known, new)]
    assert kept == [True, False]
    chat.becomes(send(chat, "磨坊.txt", new), summary("磨坊.txt"))


def test_a_file_that_telegram_does_not_hand_out_is_said_to_be_missing(chat):
    file = chat.document("lost.txt", b"gone")
    del chat.files[file["file_id"]]
    told = chat.reply_to(chat.say(None, user=ADMINISTRATOR, document=file))
    chat.becomes(told, WORDS["upload_failed"].format(name="lost.txt"))


def test_add_takes_in_the_file_that_it_replies_to_in_a_group_too(chat):
    file = chat.document("茶园.txt", "白水乡的茶园有 540 亩。\n".encode())
    group = {"id": -100777, "type": "supergroup", "title": "Group"}
    original = {"message_id": 5, "date": 1, "chat": group, "document": file}
    original["from"] = {"id": 9, "is_bot": False, "first_name": "Other"}
    progress = chat.ask("/add", user=ADMINISTRATOR, chat=-100777, reply_to_message=original)
    chat.becomes(progress, summary("茶园.txt"))
    assert chat.ask("/add", user=ADMINISTRATOR).text == WORDS["add_usage"].format(limit=1)


def test_what_came_of_a_file_is_said_anew_where_the_progress_was_deleted(chat):
    group = {"id": -100778, "type": "supergroup", "title": "Group"}
    file = chat.document("豆田.txt", "红土乡的豆田有 260 亩。\n".encode())
    chat.fail("editMessageText", chat=-100778, times=99, refusal=Refused(400, "Bad Request: message to edit not found"))
    original = {"message_id": 5, "date": 1, "chat": group, "document": file, "from": {"id": 9, "is_bot": False}}
    original["from"]["first_name"] = "Other"
    added = chat.say("/add", user=ADMINISTRATOR, chat=-100778, reply_to_message=original)
    assert chat.reply_to(chat.reply_to(added).message_id).text == summary("豆田.txt")


def test_an_album_of_files_that_are_no_pictures_is_taken_in_one_by_one(chat):
    texts = {"甲.txt": "东河村的果园产梨 12 吨。\n", "乙.txt": "西河村的果园产桃 19 吨。\n"}
    with chat.together():
        messages_sent = [
            chat.say(None, user=ADMINISTRATOR, document=chat.document(name, text.encode()), media_group_id="texts")
            for name, text in texts.items()
        ]
    chat.becomes(chat.reply_to(messages_sent[0], 1), summary("甲.txt"))
    chat.becomes(chat.reply_to(messages_sent[0], 2), summary("乙.txt"))


def test_an_album_of_pictures_is_one_document(chat):
    with chat.together():
        first, second = (
            chat.say(None, user=ADMINISTRATOR, photo=chat.photo(b"\xff\xd8\xff" + page), media_group_id="pages", **more)
            for page, more in ((b"page 1", {"caption": "海城经济开发区去年出口额达到多少？"}), (b"page 2", {}))
        )
    assert "12.5 亿元" in chat.reply_to(first, 2).text
    assert chat.replies(second) == []
    assert "photo-" in chat.reply_to(first).text


def test_an_album_of_pictures_of_several_formats_is_declined(chat):
    files = [
        chat.document(f"{n}.png", data, mime="image/png")
        for n, data in enumerate((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))
    ]
    with chat.together():
        first, _ = (chat.say(None, user=ADMINISTRATOR, document=file, media_group_id="none") for file in files)
    chat.becomes(chat.reply_to(first), WORDS["upload_mixed"])


def picture(text: str) -> bytes:
    """A photo of a line of print."""
    image = Image.new("L", (900, 160), 255)
    font = ImageFont.truetype(str(files("mplfonts").joinpath("fonts", "NotoSerifCJKsc-Regular.otf")), 36)
    ImageDraw.Draw(image).text((40, 50), text, font=font, fill=0)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


def test_the_pictures_of_an_album_are_the_pages_of_one_document(chat):
    texts = ("白鹭湾的渔船去年出海 612 次。", "白鹭湾的晒场今年扩建 35 亩。")
    pictures = [chat.photo(picture(text)) for text in texts]
    with chat.together():
        first, _ = (chat.say(None, user=ADMINISTRATOR, photo=each, media_group_id="bay") for each in pictures)
    chat.becomes(chat.reply_to(first), WORDS["upload_done"].format(name="", articles=1, passages=2).strip())
    answer = chat.ask("白鹭湾的晒场今年扩建了多少亩？")
    assert "35亩" in answer.text.replace(" ", "")
    assert "第 2 页" in answer.text


def test_a_document_is_removed_by_the_name_it_was_sent_with(chat):
    data = "黑石峡的水库蓄水 3200 万方。\n".encode()
    chat.becomes(send(chat, "水库.txt", data), summary("水库.txt"))
    answer = chat.ask("黑石峡的水库蓄水多少？")
    assert "3200 万方" in answer.text
    removed = chat.say("/remove 水库.txt", user=ADMINISTRATOR)
    assert chat.reply_to(removed).text == WORDS["removed"].format(name="水库.txt")
    assert not (chat.data / "uploads" / hashlib.sha256(data).hexdigest()).exists()
    assert "3200" not in chat.ask("黑石峡的水库蓄水多少？").text
    assert chat.ask("/remove 水库.txt", user=ADMINISTRATOR).text == WORDS["remove_unknown"].format(name="水库.txt")
    assert chat.ask("/remove", user=ADMINISTRATOR).text == WORDS["remove_usage"]


def test_what_is_in_an_archive_is_cited_with_its_place_and_removed_by_itself(chat):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("春/茶.txt", "黛溪镇的春茶今年收了 318 担。\n")
        archive.writestr("秋/粮.txt", "黛溪镇的秋粮今年收了 4120 吨。\n")
    chat.becomes(
        send(chat, "收成.zip", packed.getvalue()), WORDS["upload_done"].format(name="收成.zip", articles=2, passages=2)
    )
    assert "收成.zip/春/茶.txt" in chat.ask("黛溪镇的春茶收了多少担？").text
    chat.ask("/remove 收成.zip/春/茶.txt", user=ADMINISTRATOR)
    assert "4120 吨" in chat.ask("黛溪镇的秋粮收了多少吨？").text
    assert "318" not in chat.ask("黛溪镇的春茶收了多少担？").text


def test_of_several_documents_with_one_name_none_is_removed_by_it(chat):
    for place in ("南坪", "北坪"):
        chat.becomes(send(chat, "同名.txt", f"{place}的油坊日产油 5 吨。\n".encode()), summary("同名.txt"))
    told = chat.ask("/remove 同名.txt", user=ADMINISTRATOR)
    names = told.text.splitlines()[1:]
    assert len(names) == 2
    assert chat.ask(f"/remove {names[0]}", user=ADMINISTRATOR).text == WORDS["removed"].format(name="同名.txt")
    assert chat.ask("/remove 同名.txt", user=ADMINISTRATOR).text == WORDS["removed"].format(name="同名.txt")


def test_status_counts_and_reload_brings_up_to_date(chat):
    status = chat.ask("/status", user=ADMINISTRATOR).text
    assert status.splitlines()[0].startswith(WORDS["status"].split("{")[0])
    reloaded = chat.ask("/reload", user=ADMINISTRATOR)
    chat.becomes(reloaded, WORDS["reloaded"].split(":")[0])


def test_an_upload_that_a_kill_interrupts_is_taken_in_after_the_restart(start, tmp_path):
    with ChatApi() as own_chat:
        settings = {"YUANWEN_TELEGRAM__ADMINISTRATORS": "[1]"}
        first = start(own_chat.url, **settings)
        file = own_chat.document("夜里.txt", "石门的码头夜里装船 7 艘。\n".encode())
        sent = own_chat.say(None, user=ADMINISTRATOR, document=file)
        progress = own_chat.reply_to(sent)
        own_chat.called("getFile")
        first.signal(signal.SIGKILL)
        first.ends()
        start(own_chat.url, **settings)
        told = own_chat.becomes(progress, "Articles: 1")
        assert told.text in (summary("夜里.txt"), summary("夜里.txt", "upload_known"))
        assert own_chat.replies(sent) == [progress.message_id]


def test_uploads_are_closed_to_everyone_without_administrators(start):
    with ChatApi() as own_chat:
        start(own_chat.url)
        file = own_chat.document("报告.txt", "新的报告。".encode())
        assert own_chat.ask(None, user=ADMINISTRATOR, document=file).text == WORDS["uploads_closed"]
