"""A small HTTP server inside the bot, for what Telegram or a monitor asks of it."""

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from retrieval.errors import SettingsError

LARGEST_BODY = 1 << 20
"""Bytes. Telegram's updates are a few kilobytes."""


class QuietApplication(Application):
    """An application of tornado that logs no requests: an address may hold a secret."""

    def log_request(self, handler: RequestHandler) -> None:
        """Logs nothing."""


def listen(application: Application, address: str, port: int, setting: str) -> HTTPServer:
    """Serves an application, behind a proxy or not, until the server's `stop`.

    Raises:
        SettingsError: the port, which `setting` names, is taken, or the address is none of this machine.
    """
    server = HTTPServer(application, xheaders=True, max_body_size=LARGEST_BODY, max_buffer_size=2 * LARGEST_BODY)
    try:
        server.listen(port, address)
    except OSError as error:
        raise SettingsError(f"{setting}: port {port} of {address} cannot be listened on: {error.strerror}") from None
    return server
