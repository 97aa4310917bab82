"""The token that askers show: from the environment or a file, and never in a log."""

import re

from bot.settings import ServiceSettings
from retrieval.errors import SettingsError

LEAST = 16
"""Characters; fewer can be guessed."""

_FORM = re.compile(r"[!-~]+")


def read_token(settings: ServiceSettings) -> str | None:
    """The token in `token` (which only the environment can set) or, without one, in `token_file`; None without either.

    Raises SettingsError where the file cannot be read, or what is there is no token.
    """
    if settings.token is not None:
        token, source = settings.token.get_secret_value().strip(), "YUANWEN_SERVICE__TOKEN"
    elif settings.token_file is not None:
        source = f"service.token_file: {settings.token_file}"
        try:
            token = settings.token_file.read_text(encoding="utf-8").strip()
        except UnicodeDecodeError:
            raise SettingsError(f"{source}: this is not a text file") from None
        except OSError as error:
            raise SettingsError(f"{source}: the file cannot be read: {error.strerror}") from None
    else:
        return None
    if len(token) < LEAST or not _FORM.fullmatch(token):
        raise SettingsError(
            f"{source}: a token has {LEAST} characters at least, letters, digits and signs; `openssl rand -hex 32` "
            "makes a good one"
        )
    return token
