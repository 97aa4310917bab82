"""Who may reach the service: programs that know its token or run beside it, and no web page that a browser shows.

A page can have a browser send requests to 127.0.0.1, under a name of its own that it has point there (DNS rebinding) or
without reading what comes (cross-site request forgery). The first is told by Host, the others by Origin and
Sec-Fetch-Site, which no page can forge, and by a Content-Type that needs a leave no page gets.
"""

import hmac
import ipaddress
import logging
import re
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.faults import fault, where_kept
from bot.service.announcement import INSTANCE_HEADER
from bot.service.bodies import BodyRefused, given, read_body
from bot.service.tasks import JSON, Reply, failure

HEALTH = "/health"
"""What needs no token: it says nothing of the library."""

PROTECTING = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}

log = logging.getLogger(__name__)

_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]+)(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Doors:
    """How the service can be reached: from this machine alone (`local`), and with which token, None for none."""

    local: bool
    token: str | None


def is_loopback(host: str) -> bool:
    """Whether a host, as it is named, is this machine seen from itself."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refusal(method: str, path: str, headers: Headers, doors: Doors) -> Reply | None:
    """Why a request is not let in, None where it is."""
    host = _HOST.fullmatch(headers.get("host", ""))
    if len(headers.getlist("host")) != 1 or host is None or (doors.local and not is_loopback(host[1])):
        return failure(403, "This service answers under the names of this machine alone: 127.0.0.1, ::1, localhost.")
    origin = headers.get("origin")
    site = headers.get("sec-fetch-site", "none")
    if (origin is not None and origin != f"http://{headers['host']}") or site not in ("none", "same-origin"):
        return failure(403, "This service does not answer web pages.")
    if doors.token is not None and path != HEALTH and not _shows(headers, doors.token):
        return failure(401, "This service wants its token: send the header `Authorization: Bearer TOKEN`.")
    if method == "POST":
        kind, _, parameters = headers.get("content-type", "").partition(";")
        if kind.strip().lower() != JSON or parameters.strip().lower() not in ("", "charset=utf-8"):
            return failure(415, f"The body must be JSON: send the header `Content-Type: {JSON}`.")
        if headers.get("content-encoding", "identity").lower() != "identity":
            return failure(415, "The body must not be compressed.")
    return None


def _shows(headers: Headers, token: str) -> bool:
    scheme, _, shown = headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(shown.strip().encode(), token.encode())


def guarded(app: ASGIApp, doors: Doors, instance: str) -> ASGIApp:
    """An application that is reached by whom it may be, with bodies of bounded size, and whose every response protects
    itself and names the run of the service. What goes wrong in it is answered in one line, too."""
    added = [(name.encode(), value.encode()) for name, value in {**PROTECTING, INSTANCE_HEADER: instance}.items()]

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        begun = False

        async def send_protected(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            await send(message)

        async def reply(found: Reply) -> None:
            await Response(found.body, found.status, _headers(found), found.media)(scope, receive, send_protected)

        refused = refusal(scope["method"], scope["path"], Headers(scope=scope), doors)
        try:
            body = await read_body(receive)
        except BodyRefused as error:
            await reply(refused or failure(error.status, str(error)))
            return
        if refused is not None:
            await reply(refused)
            return
        try:
            await app(scope, given(body, receive), send_protected)
        except Exception as error:
            said = fault(error)
            log.error("A request could not be answered: %s%s", said, where_kept())
            if not begun:
                await reply(failure(500, said))

    return guard


def _headers(found: Reply) -> dict[str, str]:
    return {"www-authenticate": "Bearer"} if found.status == 401 else {}
