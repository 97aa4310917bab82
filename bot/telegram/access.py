"""Who the bot listens to."""

from telegram import Update
from telegram.ext import filters

from bot.settings import TelegramSettings


class Heard(filters.UpdateFilter):
    """Passes the updates of those who may ask.

    With both allowlists empty that is everyone. With either set, an update is heard when its user or its chat is on
    one; administrators always are. Who posts as a channel or as an anonymous administrator counts as that chat.
    """

    def __init__(self, settings: TelegramSettings) -> None:
        super().__init__()
        self._open = not settings.allowed_users and not settings.allowed_chats
        self._users = {*settings.allowed_users, *settings.administrators}
        self._chats = set(settings.allowed_chats)

    def filter(self, update: Update) -> bool:
        """Whether this update is heard."""
        message = update.effective_message
        posted_as = message.sender_chat if message else None
        user = None if posted_as else update.effective_user
        chats = {chat.id for chat in (update.effective_chat, posted_as) if chat}
        return self._open or bool(self._chats & chats) or (user is not None and user.id in self._users)
