"""How jieba cuts a text, for everything that is compared with."""

import rjieba


def jieba_words(text: str) -> list[str]:
    """The words of a text as jieba cuts it, in lower case, without punctuation."""
    return [word for word in rjieba.cut(text.lower()) if any(character.isalnum() for character in word)]
