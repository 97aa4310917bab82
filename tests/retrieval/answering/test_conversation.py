"""One asker's questions, each after the other."""

from retrieval.answering.conversation import REMEMBERED, Conversation
from retrieval.library import Library


class Clock:
    """Seconds that pass when a test says so."""

    now = 5.0

    def __call__(self) -> float:
        return self.now


def test_a_question_leans_on_the_one_before_for_ten_minutes(library: Library) -> None:
    clock = Clock()
    conversation = Conversation(library, clock)
    assert conversation.ask("河湾的签约项目有多少个？").understood_as is None
    clock.now += REMEMBERED
    leaning = conversation.ask("总投资呢？")
    assert leaning.understood_as == "河湾经济开发区总投资是多少？"
    assert (leaning.question, leaning.answered) == ("总投资呢？", True)
    assert "214.6 亿元" in leaning.passages[0].highlight
    assert leaning.to_json()["understood_as"] == leaning.understood_as
    clock.now += REMEMBERED + 1
    late = conversation.ask("那岭南坡呢？")
    assert late.understood_as is None
    assert "understood_as" not in late.to_json()


def test_questions_lean_on_how_the_last_was_understood(library: Library) -> None:
    conversation = Conversation(library)
    conversation.ask("岭南坡高新区的无人机企业有多少家？")
    conversation.ask("")
    conversation.ask("有哪些报告？")
    assert conversation.ask("中试基地呢？").understood_as == "岭南坡高新区中试基地是多少？"
    english = conversation.ask("How many jobs did it bring?")
    assert english.understood_as is not None and "Lingnanpo" in english.understood_as
    assert english.language == "en"


def test_thanks_are_no_question_and_nothing_is_forgotten_over_them(library: Library) -> None:
    conversation = Conversation(library)
    conversation.ask("河湾的签约项目有多少个？")
    thanks = conversation.ask("谢谢！")
    assert (thanks.reason, thanks.understood_as, thanks.passages) == ("not_a_question", None, ())
    assert conversation.ask("总投资呢？").understood_as == "河湾经济开发区总投资是多少？"


def test_another_conversation_knows_nothing_of_it(library: Library) -> None:
    Conversation(library).ask("河湾的签约项目有多少个？")
    assert Conversation(library).ask("总投资呢？").understood_as is None
    assert library.ask("那河湾呢？").understood_as is None
