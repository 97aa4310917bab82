"""The token that askers show: from the environment or a file, and never in a log."""

import re

from bot.secret import read_secret
from bot.settings import ServiceSettings
from retrieval.errors import SettingsError

LEAST = 16
"""Characters; fewer can be guessed."""

_FORM = re.compile(r"[!-~]+")


def read_token(settings: ServiceSettings) -> str | None:
    """The token in `token` (which only the environment can set) or, without one, in `token_file`; None without either.

    Raises SettingsError where the file cannot be read, or what is there is no token.
    """
    found = read_secret("service.token", settings.token, settings.token_file)
    if found is None:
        return None
    token, source = found
    if len(token) < LEAST or not _FORM.fullmatch(token):
        raise SettingsError(
            f"{source}: a token has {LEAST} characters at least, letters, digits and signs; `openssl rand -hex 32` "
            "makes a good one"
        )
    return token
