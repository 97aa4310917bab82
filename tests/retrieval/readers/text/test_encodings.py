"""Texts in the encodings that Chinese reports come in, decoded without being told which."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import DamagedDocument, DocumentError, UnsupportedFormat
from retrieval.readers.text.encodings import BROKEN, decode, marks_of_damage

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


def test_no_known_encoding_is_said() -> None:
    with pytest.raises(DamagedDocument, match="no encoding known here"):
        decode("Málaga señaló".encode("latin-1") + b"\xff\x81", "a.txt")


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_broken_byte_is_marked_where_it_stands(codec: str) -> None:
    before, after = SIMPLIFIED[:20], SIMPLIFIED[20:]
    text, encoding = decode(before.encode(codec) + b"\xff" + after.encode(codec), "a.txt")
    assert (text, encoding) == (f"{before}{BROKEN}{after}", codec)
    assert marks_of_damage(text) == (f"1 broken character stands as {BROKEN}",)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("lost", [1, 2])
def test_a_text_cut_off_in_a_character_is_read_up_to_there(codec: str, lost: int) -> None:
    whole = SIMPLIFIED.strip()[:-1]
    text, _ = decode((whole + "路").encode(codec)[:-lost], "a.txt")
    assert text.rstrip(BROKEN) == whole


def test_lines_in_different_encodings_are_each_read_in_theirs() -> None:
    lines = [SIMPLIFIED, "第二行是一九八七年写下的。\r\n", "第三行。\n"]
    data = b"".join(line.encode(codec) for line, codec in zip(lines, ("utf-8", "gbk", "utf-8"), strict=True))
    assert decode(data, "a.txt") == ("".join(lines), "utf-8")


def test_a_mark_of_utf8_before_another_encoding_does_no_harm() -> None:
    assert decode(codecs.BOM_UTF8 + SIMPLIFIED.encode("gbk"), "a.txt") == (SIMPLIFIED, "gb18030")


@given(st.integers(0, len(SIMPLIFIED.encode("gbk")) - 1), st.integers(0x80, 0xFF))
def test_one_wrong_byte_costs_what_stands_beside_it(position: int, byte: int) -> None:
    data = bytearray(SIMPLIFIED.encode("gbk"))
    data[position] = byte
    text, _ = decode(bytes(data), "a.txt")
    assert text[:5] == SIMPLIFIED[:5] or text[-10:] == SIMPLIFIED[-10:]


def test_bytes_that_only_happen_to_be_utf16_are_refused() -> None:
    with pytest.raises(DamagedDocument, match=r"^a\.txt: .*no encoding known"):
        decode(b"\x81\xff" * 500, "a.txt")


def test_a_line_that_is_no_text_beside_chinese_ones_is_refused() -> None:
    with pytest.raises(DamagedDocument, match="no encoding known"):
        decode(f"{SIMPLIFIED}\n".encode() + b"\xff\xfe\x80\x80\x80\x81\xff\xff\xff\xff\n", "a.txt")


def test_half_a_character_at_the_end_of_utf16_is_marked() -> None:
    text, _ = decode(codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le")[:-1], "a.txt")
    assert text == SIMPLIFIED[:-1] + BROKEN


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
