"""What a monitor is told."""

import json
import re
import time
import urllib.error
import urllib.request

from api_server import Refused
from command_line import PATIENCE
from test_bot import EXPORTS, free_port

SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]+"\})? [0-9.e+-]+')


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_health_and_metrics(api, start):
    port = free_port()
    api.fail("sendMessage", refusal=Refused(429, "Too Many Requests: retry after 1", retry_after=1))
    bot = start(api.url, YUANWEN_TELEGRAM__HEALTH_PORT=str(port))
    bot.says("Answering as")
    api.say(EXPORTS)
    api.say("/help", user=8)
    api.push(message="odd")
    api.heard(2)
    bot.says("cannot be understood")
    deadline = time.monotonic() + PATIENCE
    while 'updates_total{result="done"} 2.0' not in get(port, "/metrics")[1] and time.monotonic() < deadline:
        time.sleep(0.05)
    status, text = get(port, "/metrics")
    assert status == 200
    for sample in (
        'yuanwen_updates_total{result="broken"} 1.0',
        'yuanwen_sending_total{result="sent"} 2.0',
        'yuanwen_sending_total{result="rate_limited"} 1.0',
        'yuanwen_question_seconds_bucket{le="+Inf"} 2.0',
        "yuanwen_question_seconds_count 2.0",
        "yuanwen_inbox_open 0.0",
    ):
        assert f"\n{sample}\n" in f"\n{text}"
    assert all(line.startswith("#") or SAMPLE.fullmatch(line) for line in text.splitlines())
    status, health = get(port, "/health")
    assert (status, json.loads(health)) == (200, {"status": "ok", "waiting": 0})
    assert get(port, "/")[0] == 404


def test_a_bot_that_has_not_reached_telegram_is_not_healthy(start):
    port = free_port()
    bot = start(f"http://127.0.0.1:{free_port()}", YUANWEN_TELEGRAM__HEALTH_PORT=str(port))
    bot.says("cannot be reached")
    status, health = get(port, "/health")
    assert (status, json.loads(health)["status"]) == (503, "Telegram does not answer")
