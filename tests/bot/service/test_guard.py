"""Who reaches the service, and what becomes of a request that is none."""

import json
import socket

import pytest
from command_line import PATIENCE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from service_process import JSON
from starlette.datastructures import Headers

from bot.service.bodies import LARGEST_BODY
from bot.service.guard import Doors, guarded, is_loopback, refusal

TOKEN = "a-token-of-some-length"
ASKED = json.dumps({"question": "37.5%"}).encode()
HERE = {"host": "127.0.0.1:8417"}


def status_of(method: str, headers: dict[str, str], doors: Doors, path: str = "/ask") -> int:
    refused = refusal(method, path, Headers(headers), doors)
    if refused is None:
        return 200
    assert set(json.loads(refused.body)) == {"error"}
    return refused.status


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:1", "localhost:8417", "LOCALHOST", "[::1]:8417", "127.9.9.9"])
def test_names_of_this_machine_are_let_in(host):
    assert status_of("GET", {"host": host}, Doors(True, None)) == 200


@pytest.mark.parametrize(
    "host",
    [
        "", "evil.example", "evil.example:8417", "127.0.0.1.evil.example", "localhost.evil.example:80", "0.0.0.0",
        "10.0.0.1", "127.0.0.1@evil.example", "127.0.0.1:80:80", "[::1", "::1", "127.1.evil", "localhost:x",
        "localhost,evil.example",
    ],
)  # fmt: skip
def test_other_names_are_not(host):
    assert status_of("GET", {"host": host}, Doors(True, None)) == 403


@pytest.mark.parametrize(
    "added",
    [
        {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": ""}, {"origin": "http://127.0.0.1:80"},
        {"origin": "https://127.0.0.1:8417"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    ],
)  # fmt: skip
def test_web_pages_are_not_answered_whatever_they_have_a_browser_send(added):
    for doors in (Doors(True, None), Doors(False, TOKEN)):
        shown = {"authorization": f"Bearer {TOKEN}"}
        assert status_of("GET", {**HERE, **shown, **added}, doors) == 403
        assert status_of("POST", {**HERE, **shown, "content-type": "application/json", **added}, doors) == 403


def test_a_person_may_look_with_a_browser():
    assert status_of("GET", {**HERE, "sec-fetch-site": "none"}, Doors(True, None)) == 200
    assert (
        status_of(
            "GET", {**HERE, "sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8417"}, Doors(True, None)
        )
        == 200
    )


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json", 200), ("Application/JSON; charset=UTF-8", 200), ("", 415), ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415), ("multipart/form-data; boundary=x", 415), ("text/json", 415),
        ("text/plain; application/json", 415), ("application/json; charset=gb18030", 415), ("application/jsonx", 415),
    ],
)  # fmt: skip
def test_only_json_is_taken(kind, status):
    assert status_of("POST", {**HERE, "content-type": kind}, Doors(True, None)) == status


def test_what_is_compressed_is_not_taken():
    assert (
        status_of("POST", {**HERE, "content-type": "application/json", "content-encoding": "gzip"}, Doors(True, None))
        == 415
    )


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        (f"Bearer {TOKEN}", 200), (f"bearer  {TOKEN}", 200), ("", 401), (TOKEN, 401), (f"Basic {TOKEN}", 401),
        ("Bearer", 401), (f"Bearer {TOKEN[:-1]}", 401), (f"Bearer {TOKEN}x", 401), ("Bearer ü", 401),
    ],
)  # fmt: skip
def test_the_token_is_wanted_where_there_is_one(shown, status):
    for doors in (Doors(True, TOKEN), Doors(False, TOKEN)):
        assert status_of("GET", {**HERE, "authorization": shown}, doors, "/documents") == status
        assert status_of("GET", HERE, doors, "/health") == 200
    assert status_of("GET", {"host": "reports.example"}, Doors(True, TOKEN), "/health") == 403


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False), ("example", False)],
)
def test_where_a_service_listens_is_known(host, local):
    assert is_loopback(host) is local


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("POST", "/ask", ASKED, {**JSON, "Host": "evil.example"}, 403),
        ("POST", "/ask", ASKED, {**JSON, "Origin": "http://evil.example"}, 403),
        ("POST", "/ask", ASKED, {"Content-Type": "text/plain"}, 415),
        ("POST", "/ask", b" " * 10_000_000, JSON, 413),
        ("POST", "/ask", b" " * 10_000_000, {"Content-Type": "text/plain"}, 415),
        ("POST", "/ask", b" " * (LARGEST_BODY + 1), JSON, 413),
        ("POST", "/ask", b" " * LARGEST_BODY, JSON, 400),
        ("POST", "/ask", b"", JSON, 400),
        ("POST", "/ask", "{'question': '产值'}".encode(), JSON, 400),
        ("POST", "/ask", '{"question": "产值"}'.encode("gb18030"), JSON, 400),
        ("POST", "/ask", b'{"question": "\\ud800"}', JSON, 400),
        ("POST", "/ask", b"[" * 100_000, JSON, 400),
        ("POST", "/ask", b'{"question": 1}', JSON, 400),
        ("POST", "/ask", b'{"question": "a", "k": 51}', JSON, 400),
        ("POST", "/ask", b'{"question": "a", "k": 1e400}', JSON, 400),
        ("POST", "/ask", b'{"question": "a", "csv": "/etc/passwd"}', JSON, 400),
        ("POST", "/ask/text", b'{"question": "a", "screen": {"columns": 0}}', JSON, 400),
        ("GET", "/ask", None, {}, 405),
        ("DELETE", "/documents", None, {}, 405),
        ("POST", "/documents", b"{}", JSON, 405),
        ("OPTIONS", "/ask", None, {}, 405),
    ],
)
def test_what_is_no_request_gets_a_clear_answer(served, method, path, body, headers, status):
    found, said = served.ask(method, path, body, **headers)
    assert found == status
    assert set(said) == {"error"}
    assert said["error"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
REQUESTS = st.fixed_dictionaries(
    {"question": VALUES},
    optional={name: VALUES for name in ("k", "organization", "document", "since", "until", "explain", "screen", "odd")},
)
BODIES = st.binary(max_size=300) | VALUES.map(lambda value: json.dumps(value).encode()) | REQUESTS.map(
    lambda value: json.dumps(value).encode()
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BODIES, st.sampled_from(["/ask", "/ask/text"]))
def test_whatever_a_body_holds_the_answer_is_one(served, body, path):
    status, said = served.ask("POST", path, body, **JSON)
    if status == 200:
        assert "answered" in said
    else:
        assert status == 400
        assert set(said) == {"error"}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_bytes_that_are_no_http_are_answered_or_hung_up_on(served, sent):
    found = served.up()
    with socket.create_connection((found.host, found.port), PATIENCE) as connection:
        connection.settimeout(PATIENCE)
        connection.sendall(sent + b"\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while piece := connection.recv(4096):
            received += piece
    assert received == b"" or received.startswith(b"HTTP/1.1 4")
    assert served.ask("GET", "/health")[0] == 200


async def through_the_guard(app, kind="http"):
    """What is sent to who asks an application behind the guard."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": kind, "method": "GET", "path": "/", "headers": [(b"host", b"localhost")]}
    await guarded(app, Doors(True, None), "one")(scope, receive, send)
    return sent


@pytest.mark.parametrize("begun", [False, True])
async def test_what_goes_wrong_is_said_unless_an_answer_has_begun(begun, caplog):
    async def breaks(scope, receive, send):
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ZeroDivisionError

    start, *bodies = await through_the_guard(breaks)
    assert (start["status"], len(bodies)) == ((200, 0) if begun else (500, 1))
    assert (b"cache-control", b"no-store") in start["headers"]
    assert "ZeroDivisionError" in caplog.text


async def test_nothing_but_requests_gets_through():
    async def reached(scope, receive, send):
        raise AssertionError

    assert await through_the_guard(reached, "websocket") == []
