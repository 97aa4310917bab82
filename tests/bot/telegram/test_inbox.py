"""The inbox: what is recorded is handled once and in order, whatever it is."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.queue.inbox import DAY, Inbox, TakenOver
from bot.telegram.storage.database import open_database
from bot.telegram.storage.schema import TABLES
from bot.telegram.transport.updates import asked_at, chat_of, is_update
from retrieval.settings import Settings

NOW = 1_800_000_000.0
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["message", "chat", "id", "date", "callback_query", "edited_message"])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
)


def message(number, chat=1, **content):
    return {"update_id": number, "message": {"chat": {"id": chat}, "date": 100, **content}}


@pytest.fixture
def database(tmp_path, engine):
    opened = open_database(Settings(data_dir=tmp_path, database=engine))
    yield opened
    opened.close()


@pytest.fixture
def inbox(database):
    opened = Inbox(database, "a bot")
    yield opened
    opened.leave()


def numbers(entries):
    return [entry.update_id for entry in entries]


def test_the_same_update_is_recorded_once(inbox):
    assert numbers(inbox.record([message(1), message(2), message(1)])) == [1, 2]
    assert inbox.record([message(1)]) == []
    inbox.close(inbox.claim(9, [], [])[0], "done")
    assert inbox.record([message(1)]) == []


def test_a_number_may_come_again_with_something_else(inbox):
    inbox.record([message(1, text="before a week of silence")])
    assert numbers(inbox.record([message(1, text="after it")])) == [1]


def test_one_update_of_each_chat_is_next_and_the_oldest_first(inbox):
    inbox.record([message(5, chat=2), message(3, chat=1), message(9, chat=2), message(4, chat=1), message(1, chat=-3)])
    first = inbox.claim(9, [], [])
    assert numbers(first) == [5, 3, 1]
    assert numbers(inbox.claim(2, [], [])) == [5, 3]
    assert numbers(inbox.claim(9, [first[0].serial], [2])) == [3, 1]
    inbox.close(first[0], "done")
    assert numbers(inbox.claim(9, [], [])) == [3, 9, 1]
    assert inbox.depth() == 4


def test_what_keeps_no_order_is_all_next(inbox):
    inbox.record([{"update_id": n, "inline_query": {"from": {"id": 1}}} for n in range(3)])
    assert numbers(inbox.claim(9, [], [])) == [0, 1, 2]


@pytest.fixture
def another(database):
    """Opens the inbox of a bot as another process does."""
    opened = []

    def open_inbox(source="a bot"):
        opened.append(Inbox(database, source))
        return opened[-1]

    yield open_inbox
    for one in opened:
        one.leave()


def test_what_is_open_stays_for_the_next_run_of_the_same_bot(inbox, another):
    inbox.record([message(1)])
    assert numbers(another().claim(9, [], [])) == [1]
    assert another("another bot").claim(9, [], []) == []
    assert another("another bot").depth() == 0


def test_the_words_go_when_an_update_is_closed(inbox, database):
    inbox.record([message(1, text="hush"), message(2, chat=2, text="odd")])
    first, second = inbox.claim(9, [], [])
    inbox.record_sent(first.serial, 0, {"text": "hush, too"})
    inbox.close(first, "done", asker=7)
    inbox.close(second, "broken")
    with database.reading() as db:
        held = "\n".join(str(row) for table in TABLES.sorted_tables for row in db.execute(table.select()))
    assert "hush" not in held
    assert "odd" in held


def test_what_was_sent_is_remembered_while_the_update_is_open(inbox):
    (entry,) = inbox.record([message(1)])
    assert inbox.sent(entry.serial, 0) is None
    inbox.record_sent(entry.serial, 0, {"message_id": 5})
    assert inbox.sent(entry.serial, 0) == {"message_id": 5}
    assert inbox.sent(entry.serial, 1) is None
    inbox.close(entry, "done")
    assert inbox.sent(entry.serial, 0) is None


def test_what_was_being_sent_when_it_was_broken_off_is_known(inbox):
    inbox.record([message(1)])
    (entry,) = inbox.claim(9, [], [])
    assert entry.unsure == frozenset()
    for number in range(4):
        inbox.record_sending(entry.serial, number)
    inbox.record_sent(entry.serial, 0, {"message_id": 5})
    inbox.withdraw(entry.serial, 2)
    (again,) = inbox.claim(9, [], [])
    assert (again.serial, again.unsure) == (entry.serial, {1, 3})


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_processes_that_share_it_handle_each_update_once(inbox, another):
    other = another()
    inbox.record([message(1), message(2), message(3, chat=2), {"update_id": 4, "inline_query": {"from": {"id": 1}}}])
    (first,) = inbox.claim(1, [], [])
    assert numbers(other.claim(9, [], [])) == [3, 4], "and leave to another what is behind what it handles"
    assert inbox.claim(9, [first.serial], [1]) == []
    assert numbers(inbox.claim(9, [first.serial], [])) == [2], "where the chat need not be waited for"
    inbox.close(first, "done")
    assert numbers(inbox.claim(9, [], [])) == [2]
    assert inbox.depth() == other.depth() == 3


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_what_a_process_that_is_gone_had_claimed_comes_back(inbox, another, postgresql):
    other = another()
    inbox.record([message(1), message(2, chat=2)])
    first, _ = other.claim(9, [], [])
    other.record_sending(first.serial, 0)
    assert inbox.claim(9, [], []) == []
    other.leave()
    taken, second = inbox.claim(9, [], [])
    assert (taken.update_id, taken.unsure, second.update_id) == (1, {0}, 2)
    for late in (
        lambda: other.record_sending(first.serial, 1),
        lambda: other.withdraw(first.serial, 0),
        lambda: other.record_sent(first.serial, 0, {"text": "hush"}),
        lambda: other.close(first, "done"),
    ):
        with pytest.raises(TakenOver):
            late()
    assert inbox.claim(1, [], [])[0].unsure == {0}, "what is known of it is as it was"
    assert other.claim(9, [], []) == [], "it is there again, and these are not its own"
    inbox.close(taken, "done")
    with pytest.raises(TakenOver):
        other.close(first, "done")
    with pytest.raises(TakenOver):
        inbox.record_sent(first.serial, 0, {"text": "hush"})
    assert inbox.sent(first.serial, 0) is None, "of what is closed no word comes back"


def test_questions_are_counted_from_a_time_on(inbox):
    for number, date in enumerate([100, 200, 300]):
        (entry,) = inbox.record([message(number, date=date)])
        inbox.close(entry, "done", asker=7)
    assert inbox.asked_since(7, 150) == (2, False)
    assert inbox.asked_since(8, 0) == (0, False)
    (refused,) = inbox.record([message(9, date=400)])
    inbox.close(refused, "limited", asker=7)
    assert inbox.asked_since(7, 150) == (2, True)
    (later,) = inbox.record([message(10, date=500)])
    inbox.close(later, "done", asker=7)
    assert inbox.asked_since(7, 150) == (3, False)


def test_what_is_old_is_deleted(inbox, database):
    (old, new, broken, waiting) = inbox.record(message(number) for number in range(1, 5))
    for entry in (old, new):
        inbox.close(entry, "done", asker=7)
    inbox.close(broken, "broken")
    days = {old: 2.1, new: 1.9, broken: 29, waiting: 29}
    with database.writing() as db:
        for entry, age in days.items():
            db.exec_driver_sql(f"UPDATE inbox SET received = received - {age * DAY} WHERE serial = {entry.serial}")
    inbox.tidy(keep_days=30)
    assert inbox.asked_since(7, 0) == (1, False)
    with database.reading() as db:
        assert db.exec_driver_sql("SELECT serial FROM inbox ORDER BY serial").scalars().all() == [2, 3, 4]
    inbox.tidy(keep_days=28)
    assert inbox.depth() == 0


def test_when_an_update_was_made():
    assert asked_at(message(1, date=100), NOW) == 100
    assert asked_at({"edited_message": {"date": 100, "edit_date": 200}}, NOW) == 200
    assert asked_at({"callback_query": {"message": {"date": 100}}}, NOW) == NOW
    assert asked_at(message(1, date=int(NOW) + 50), NOW) == NOW


def test_whose_order_an_update_keeps():
    assert chat_of({"update_id": 1, "edited_message": {"chat": {"id": -5}}}) == -5
    assert chat_of({"update_id": 1, "callback_query": {"message": {"chat": {"id": 6}}, "from": {"id": 9}}}) == 6
    assert chat_of({"update_id": 1, "inline_query": {"from": {"id": 9}}}) is None


@given(JSON)
def test_anything_can_be_looked_at(value):
    assert isinstance(is_update(value), bool)
    if isinstance(value, dict):
        chat = chat_of(value)
        assert chat is None or isinstance(chat, int)
        assert asked_at(value, NOW) <= NOW


def test_anything_with_a_number_can_be_recorded(inbox):
    recorded = []

    @settings(max_examples=50)
    @given(st.dictionaries(st.text(max_size=5), JSON, max_size=3), st.integers(-(2**61), 2**61))
    def record(content, number):
        for entry in inbox.record([{**content, "update_id": number}]):
            recorded.append(json.loads(entry.payload)["update_id"] == number)

    record()
    assert len(recorded) > 10
    assert all(recorded)
