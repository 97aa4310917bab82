"""Who the bot listens to, who may give it documents, and who waits for an answer."""

from telegram import Chat, Message, Update, User
from telegram.constants import ChatType, MessageEntityType
from telegram.ext import filters

from bot.settings import TelegramSettings
from bot.telegram.audience.addressing import question_in


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
        posted_as = _posted_as(update)
        user = None if posted_as else update.effective_user
        chats = {chat.id for chat in (update.effective_chat, posted_as) if chat}
        return self._open or bool(self._chats & chats) or (user is not None and user.id in self._users)


def may_upload(update: Update, settings: TelegramSettings) -> bool:
    """Whether who sent an update may change the library: administrators, under their own name. Everything unclear is a
    no: a channel, an anonymous administrator, an edited message, an empty list."""
    user = update.effective_user
    if user is None or _posted_as(update) or not (update.message or update.callback_query):
        return False
    return user.id in settings.administrators


def asker(update: Update) -> int | None:
    """Whose question an update is, as a number to count by: the user's, or that of the chat they post as; None for what
    nobody asks."""
    speaker = _posted_as(update) or update.effective_user
    return speaker.id if speaker else None


def awaits_answer(update: Update, bot: User) -> bool:
    """Whether someone waits for an answer to an update: a private message, one in a group that is meant for the bot, a
    pressed button, an inline query."""
    message = update.message or update.edited_message
    if message is None:
        return update.callback_query is not None or update.inline_query is not None
    if message.chat.type == ChatType.PRIVATE:
        return message.from_user is not None and not _is_service(message)
    return question_in(message, bot) is not None or _is_command(message, bot)


def is_about_privacy(update: Update) -> bool:
    """Whether an update asks what is stored about its sender, or to forget it: that no limit may refuse."""
    words = (update.message.text or "").split() if update.message else []
    return bool(words) and words[0].partition("@")[0] in ("/forget", "/privacy")


def _posted_as(update: Update) -> Chat | None:
    """The chat in whose name an update was made: a channel's, or that of a group whose administrators are anonymous.
    Who presses a button does so under their own name."""
    if update.message_reaction:
        return update.message_reaction.actor_chat
    message = None if update.callback_query else update.effective_message
    return message.sender_chat if message else None


def _is_command(message: Message, bot: User) -> bool:
    """Whether a message is a command that is not another bot's."""
    entity = message.entities[0] if message.entities else None
    if entity is None or entity.type != MessageEntityType.BOT_COMMAND or entity.offset:
        return False
    _, _, addressee = message.parse_entity(entity).partition("@")
    return addressee.lower() in ("", (bot.username or "").lower())


def _is_service(message: Message) -> bool:
    """Whether a message only says that something happened in its chat."""
    return bool(filters.StatusUpdate.ALL.check_update(Update(0, message=message)))
