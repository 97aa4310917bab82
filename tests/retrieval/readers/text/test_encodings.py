"""Texts in the encodings that Chinese reports come in, decoded without being told which."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import DamagedDocument, DocumentError, UnsupportedFormat
from retrieval.readers.text.encodings import decode

SIMPLIFIED = (
    "青禾县去年新开工项目二十六个，总投资四十三亿元。园区把办事流程从九步减到四步，企业负责人说：“少跑了许多路。”\n"
)
TRADITIONAL = (
    "雲嶺縣去年新開工項目二十六個，總投資四十三億元。園區把辦事流程從九步減到四步，企業負責人說：「少跑了許多路。」\n"
)


@pytest.mark.parametrize(
    ("text", "codec", "recognised"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED + "𠮷", "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL + "一家商店叫裏碁", "cp950", "cp950"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED.strip().replace("一", "两"), "utf-16-be", "utf-16-be"),
        (SIMPLIFIED.strip().replace("一", "两"), "utf-16-le", "utf-16-le"),
        (TRADITIONAL * 3 + "GDP 5.8%", "utf-16-le", "utf-16-le"),
        ("plain ASCII only\r\n", "ascii", "utf-8"),
    ],
)
def test_an_encoding_is_recognised_and_nothing_is_changed(text: str, codec: str, recognised: str) -> None:
    assert decode(text.encode(codec), "a.txt") == (text, recognised)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8")],
)
def test_a_byte_order_mark_is_no_part_of_the_text(mark: bytes, codec: str) -> None:
    text, _ = decode(mark + "第一行\r\n第二行".encode(codec), "a.txt")
    assert text == "第一行\r\n第二行"


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize("length", [20, 40, 80])
def test_a_few_characters_are_enough_to_tell_gb18030_from_big5(text: str, length: int) -> None:
    codec = "gb18030" if text is SIMPLIFIED else "big5"
    assert decode(text[:length].encode(codec), "a.txt") == (text[:length], codec)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03" * 50,
        bytes(range(256)),
        "有一个零字符\0在里面。".encode(),
        b"\x01\x02\x03\x04\x05\x06 abc",
    ],
)
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match=r"^a\.txt: .*binary"):
        decode(data, "a.txt")


def test_a_damaged_utf8_text_is_told_from_an_unknown_encoding() -> None:
    broken = SIMPLIFIED.encode()[:40] + b"\xff\xff" + SIMPLIFIED.encode()[40:]
    with pytest.raises(DamagedDocument, match=r"UTF-8 but damaged at byte 39|damaged at byte 40"):
        decode(broken, "a.txt")
    with pytest.raises(DamagedDocument, match="no encoding known here"):
        decode("Málaga señaló".encode("latin-1") + b"\xff\x81", "a.txt")


def test_bytes_that_only_happen_to_be_utf16_are_refused() -> None:
    with pytest.raises(DamagedDocument, match=r"^a\.txt: .*no encoding known"):
        decode(b"\x81\xff" * 500, "a.txt")


def test_half_a_character_at_the_end_of_utf16_is_damage() -> None:
    with pytest.raises(DamagedDocument):
        decode(codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le")[:-1], "a.txt")


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_to_a_clean_text_or_refused_by_name(data: bytes) -> None:
    try:
        text, encoding = decode(data, "some.txt")
    except DocumentError as error:
        assert str(error).startswith("some.txt: ")
    else:
        assert "\0" not in text
        text.encode("utf-8")
        assert codecs.lookup(encoding)
