"""The bot's words are complete in every language."""

from string import Formatter

import pytest

from bot.messages import LANGUAGES, messages


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_language_has_the_same_keys_and_placeholders():
    reference = messages("en")
    for language in LANGUAGES:
        words = messages(language)
        assert words.keys() == reference.keys()
        assert {key: placeholders(words[key]) for key in words} == {key: placeholders(reference[key]) for key in words}
        assert all(text.strip() == text and text for text in words.values())


@pytest.mark.parametrize(
    ("tag", "language"),
    [("zh", "zh"), ("zh-hans", "zh"), ("zh-Hant-TW", "zh"), ("ZH", "zh"), ("en", "en"), ("ru", "en"), (None, "en")],
)
def test_readers_get_their_language_or_english(tag, language):
    assert messages(tag) == messages(language)


def test_languages_differ():
    assert messages("zh")["help"] != messages("en")["help"]
