"""Documents as JSON, and frames."""

import io
import re
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.document import Block, Document, Place
from retrieval.readers.process.protocol import document_from_json, document_to_json, receive, send

TEXTS = st.text(st.characters(codec=None, exclude_categories=()))
NUMBERS = st.integers(0, 2**40)
MAYBE = st.none() | TEXTS
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
DOCUMENTS = st.builds(
    Document,
    text=TEXTS,
    blocks=st.lists(st.builds(Block, NUMBERS, NUMBERS, NUMBERS, st.none() | NUMBERS)).map(tuple),
    reader=TEXTS,
    reader_version=NUMBERS,
    encoding=MAYBE,
    title=MAYBE,
    author=MAYBE,
    date=MAYBE,
    warnings=st.lists(TEXTS).map(tuple),
    publication=MAYBE,
    organizations=st.lists(TEXTS).map(tuple),
    pages=st.none() | NUMBERS,
    places=st.lists(
        st.builds(
            Place,
            NUMBERS,
            NUMBERS,
            st.none() | NUMBERS,
            st.none() | st.tuples(FLOATS, FLOATS, FLOATS, FLOATS),
            st.none() | FLOATS,
            MAYBE,
            st.none() | st.tuples(NUMBERS, NUMBERS, NUMBERS),
        )
    ).map(tuple),
)


def whole(value: object) -> object:
    """The value without half characters."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, Place):
        return replace(value, sheet=whole(value.sheet))
    return tuple(map(whole, value)) if isinstance(value, tuple) else value


def test_every_field_is_tried() -> None:
    assert set(DOCUMENTS.wrapped_strategy.kwargs) == {field.name for field in fields(Document)}


@given(DOCUMENTS)
def test_a_document_comes_back_as_it_was_but_for_half_characters(document: Document) -> None:
    back = document_from_json(document_to_json(document))
    assert back == replace(document, **{f.name: whole(getattr(document, f.name)) for f in fields(document)})
    assert len(back.text) == len(document.text)
    assert isinstance(back.blocks, tuple)


@given(st.text() | st.binary())
def test_what_is_no_document_is_a_value_error(stored: str | bytes) -> None:
    with pytest.raises(ValueError):
        document_from_json(stored)


@given(st.lists(st.tuples(st.binary(min_size=1, max_size=1), st.binary())))
def test_frames_come_as_they_were_sent(frames: list[tuple[bytes, bytes]]) -> None:
    stream = io.BytesIO()
    for frame in frames:
        send(stream, *frame)
    stream.seek(0)
    assert [receive(stream) for _ in frames] == frames
    with pytest.raises(EOFError):
        receive(stream)


@given(st.binary(min_size=1), st.data())
def test_a_frame_cut_short_is_the_end(payload: bytes, data: st.DataObject) -> None:
    stream = io.BytesIO()
    send(stream, b"P", payload)
    cut = data.draw(st.integers(0, len(stream.getvalue()) - 1))
    with pytest.raises(EOFError):
        receive(io.BytesIO(stream.getvalue()[:cut]))


def test_a_frame_over_the_limit_is_not_read() -> None:
    stream = io.BytesIO()
    send(stream, b"P", b"12345")
    stream.seek(0)
    with pytest.raises(OverflowError):
        receive(stream, 4)
    assert stream.read() == b"12345"
