"""How answers go out: whatever Telegram does, each comes, and one chat's trouble is not another's."""

import asyncio
import selectors

from api_server import Refused

from bot.telegram.transport.sending import Sending

EXPORTS = "海城经济开发区去年出口额达到多少？"
GROUP, SUPERGROUP = -55, -100_055


def test_a_429_holds_up_the_chat_it_was_given_to_and_no_other(api, start):
    wait = Refused(429, "Too Many Requests: retry after 3", retry_after=3)
    api.fail("sendMessage", chat=1, refusal=wait)
    bot = start(api.url)
    api.say(EXPORTS, user=1)
    api.called("sendMessage")
    for user in (2, 3):
        api.say("/help", user=user)
    assert {sent.chat_id for sent in api.heard(2)} == {2, 3}
    assert api.heard(3)[2].chat_id == 1
    refused, taken = [at for at, (name, call) in zip(api.called_at, api.calls, strict=True)
                      if name == "sendMessage" and call["chat_id"] == 1]  # fmt: skip
    assert taken - refused >= 3
    bot.says("wait 3 s")


def test_what_did_not_reach_telegram_is_sent_again(api, start):
    api.fail("sendMessage", chat=1, drop_before=True, times=2)
    api.fail("sendMessage", chat=2, refusal=Refused(502, "Bad Gateway"))
    api.fail("sendMessage", chat=3, refusal=Refused(500, "Internal Server Error"))
    bot = start(api.url)
    for user in (1, 2, 3):
        api.say("/help", user=user)
    assert sorted(sent.chat_id for sent in api.heard(3)) == [1, 2, 3]
    api.say("/start", user=1)
    assert len(api.heard(4)) == 4
    assert "Traceback" not in bot.said


def test_what_may_have_reached_telegram_is_sent_again(api, start):
    """A message that comes twice is better than one that is lost."""
    api.fail("sendMessage", drop_after=True)
    start(api.url)
    asked = api.say(EXPORTS)
    both = api.heard(2)
    assert {sent.parameters["reply_parameters"]["message_id"] for sent in both} == {asked}
    assert both[0].text == both[1].text


def test_a_slow_answer_of_telegram_is_waited_for(api, start):
    api.fail("sendMessage", chat=1, slow=6.0)
    start(api.url)
    api.say("/help", user=1)
    api.say("/start", user=1)
    api.say("/help", user=2)
    assert sorted(sent.chat_id for sent in api.heard(3)) == [1, 1, 2]


def test_what_telegram_refuses_is_not_sent_again(api, start):
    api.fail("sendMessage", chat=1, refusal=Refused(403, "Forbidden: bot was blocked by the user"))
    bot = start(api.url)
    api.say("/help", user=1)
    bot.says("does not want it")
    api.say("/help", user=2)
    assert api.heard(1)[0].chat_id == 2
    api.say("/help", user=1)
    assert len(api.heard(2)) == 2


def test_a_group_that_has_become_a_supergroup_gets_its_answer_there(api, start):
    moved = Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=SUPERGROUP)
    api.fail("sendMessage", chat=GROUP, refusal=moved)
    start(api.url)
    api.say(f"/ask {EXPORTS}", chat=GROUP)
    assert api.heard(1)[0].chat_id == SUPERGROUP


class Clock(selectors.DefaultSelector):
    """A clock that is at once where an event loop waits for it to be."""

    now = 0.0

    def select(self, timeout=None):
        found = super().select(0)
        self.now += 0 if found else timeout or 0
        return found


def test_a_group_gets_no_more_than_telegram_allows():
    """20 messages at once, then one every three seconds; others need not wait for it."""
    clock, sent = Clock(), []

    async def call(endpoint, data):
        sent.append((data["chat_id"], clock.now))

    async def never():
        raise AssertionError

    async def run():
        sending = Sending(never)
        chats = [GROUP] * 22 + [1]
        await asyncio.gather(
            *(sending.process_request(call, (), {}, "sendMessage", {"chat_id": chat}, None) for chat in chats)
        )

    loop = asyncio.SelectorEventLoop(clock)
    loop.time = lambda: clock.now
    loop.run_until_complete(run())
    loop.close()
    assert sent[:20] == [(GROUP, 0)] * 20
    assert sent[20] == (1, 0)
    assert [(chat, round(at)) for chat, at in sent[21:]] == [(GROUP, 3), (GROUP, 6)]
