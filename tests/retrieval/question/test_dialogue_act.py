"""What a message is that asks nothing of the documents, and that questions are left alone."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.dialogue_act import DialogueAct, dialogue_act


@pytest.mark.parametrize(
    ("act", "messages"),
    [
        (
            "greeting",
            ["hello", "Hi!", "您好！", "hey bot 👋", "早上好", "在吗？", "你好，原文", "Hi, how are you?", "大家好～"],
        ),
        (
            "thanks",
            ["Thanks", "謝謝", "感谢您的帮助", "Thank you very much!", "ok thanks", "辛苦了", "👍 great, thanks"],
        ),
        ("thanks", ["🙏", "👍👍", "❤️", "太好了！", "很好", "Thanks a lot, that helped", "very helpful"]),
        ("farewell", ["bye", "再见！", "exit", "that's all"]),
        ("assent", ["ok", "好的", "收到", "I see."]),
        (
            "capability",
            ["help", "你會什麼？", "你是谁", "what can you do?", "怎么用", "Hello, who are you?", "你好，你能做什么？"],
        ),
        ("wish", ["总结一下", "請幫我概括全文", "Summarize the report.", "can you give me a short summary of this?"]),
        (
            "wish",
            ["把这篇文章翻译成英文", "帮我写一份发言稿", "tell me a joke", "你觉得哪个区最好？", "What should I do?"],
        ),
        ("wish", ["12*7等于几", "what is 3.5 + 2?", "（1+2）×3", "我该不该投资"]),
    ],
)
def test_what_is_no_question_is_told_apart(act, messages):
    assert {message: dialogue_act(message) for message in messages} == dict.fromkeys(messages, act)


@pytest.mark.parametrize(
    "question",
    [
        "谁作了总结讲话？",
        "总结该区经验的是谁",
        "总结推广了什么做法",
        "谢谢大家的是哪位代表",
        "你好食品公司注册资本多少",
        "可以减免多少税",
        "帮助企业解决了多少问题",
        "早稻产量是多少",
        "我该找哪个部门办理执照",
        "写一封公开信的是谁",
        "help desks opened in 2023",
        "thanks to which policy did exports grow?",
        "what can firms do online",
        "2023-2024",
        "62.6%",
        "🎉？",
        "那高平呢？",
        "what about 2023?",
        "",
    ],
)
def test_questions_are_left_alone(question):
    assert dialogue_act(question) is None


@given(st.text(st.sampled_from("你好谢总结一下 help12+=?？!👍翻译把"), max_size=400))
def test_any_message_can_be_looked_at(message):
    assert dialogue_act(message) in (None, *get_args(DialogueAct))
    assert dialogue_act(f"{message[:100]}的单位有多少户") is None


def test_a_long_text_that_comes_with_a_wish_is_no_question():
    assert dialogue_act("总结一下：" + "园区开工。" * 1000) == "wish"
    assert dialogue_act("你好" * 1000 + "哪个区最大？") is None
