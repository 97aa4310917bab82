"""Who asked what last, so that a question may lean on the one before."""

from collections import OrderedDict

from bot.telegram.library import Library
from retrieval.answering.conversation import Conversation

MOST = 1000
"""Conversations held at a time; of more, those that have been silent longest are forgotten."""


class Conversations:
    """The conversation of each asker in each chat. They are held in memory: a restart forgets what was asked before."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._held: OrderedDict[tuple[int, int], Conversation] = OrderedDict()

    def of(self, chat: int, asker: int) -> Conversation:
        """The conversation of this asker in this chat."""
        held = self._held.pop((chat, asker), None) or Conversation(self._library)
        self._held[chat, asker] = held
        if len(self._held) > MOST:
            self._held.popitem(last=False)
        return held

    def forget_all(self) -> None:
        """Forget what anyone asked."""
        self._held.clear()

    def forget(self, asker: int) -> None:
        """Forget what someone asked."""
        for key in [key for key in self._held if key[1] == asker]:
            del self._held[key]
