"""What a message is that asks nothing of the documents: a greeting, thanks, a wish that Yuanwen does not fulfil.

Only a message that is nothing else counts: `谢谢` does, `谢谢大家的有哪些单位` is a question. To refuse a question for
its first words would be worse than to look a greeting up.
"""

import re
from typing import Literal

from retrieval.question.vocabulary import WHEN
from retrieval.text.folding import fold

DialogueAct = Literal["greeting", "thanks", "farewell", "assent", "capability", "wish"]
"""What a message is: hello; thanks; goodbye; `ok`; a question about Yuanwen itself; a summary, advice, a text, a
translation or a calculation that is asked for."""

LONGEST = 200
"""Characters of a message that are looked at."""

_BETWEEN = r"[\s,，.。!！~～?？…;；、:：()（）\"'“”‘’*_\-\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]*"
"""What may stand around and between such words: blanks, punctuation, emoji."""

_ADDRESSED = r"(?:there|bot|yuanwen|everyone|all|again|原文|机器人|小助手|助手|大家|各位|老师|呀|啊|哈|呢|哦|的)"

_WORDS: tuple[tuple[DialogueAct, str], ...] = (
    (
        "capability",
        r"(?:请问)?你(?:们|都|到底|究竟)*(?:能|会|可以|能够)(?:帮我|为我|给我)?(?:做|干|回答|查)?(?:些|点|哪些)?(?:什么|啥|哪些)"
        r"(?:事|事情|问题|东西|呢|呀|啊)*|(?:请问)?你(?:是|叫)(?:谁|什么|啥|什么名字|机器人|真人|人)(?:吗|呢|啊|呀)*|"
        r"(?:请问)?你(?:有|都有)(?:什么|哪些|啥)(?:功能|用|本事|能力)|(?:这个?|你)?(?:要|该|应该)?(?:怎么|如何|怎样)(?:使用|用)(?:你|它)?"
        r"(?:呢|啊)?|使用(?:方法|说明)|帮助|功能|"
        r"help(?: me)?(?: please)?|(?:so )?what (?:can|do|could) (?:you|i|this|it) (?:do|answer|ask|know|help with)"
        r"(?: (?:you|here|for me|with this))?|(?:who|what) are you|what(?: is|'s) (?:this|your name)|"
        r"how (?:do|can|should|does) (?:i|you|this|it|one)(?: bot)? (?:use|work)(?: (?:you|this|it))?|"
        r"are you (?:a )?(?:bot|robot|human|real|an ai|there)|how (?:does )?(?:this|it) works?",
    ),
    (
        "greeting",
        r"你好吗|(?:你|您|大家|各位|早上|上午|中午|下午|晚上)好|哈喽|哈啰|嗨|嘿|喂|早安|午安|晚安|早|在吗|在不在|"
        r"有人吗|幸会|hello|hi|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|"
        r"how are you(?: (?:doing|today))*|"
        r"how(?: is|'s) it going|what's up|nice to meet you",
    ),
    (
        "thanks",
        r"(?:非常|十分|太|很|真是|真的)?(?:谢谢|感谢|多谢|谢了|谢啦)(?:(?:你|您)?的?帮助|你|您|大家|了|啦)*|辛苦(?:你|您)?(?:了|啦)|"
        r"麻烦(?:你|您)了|thx|ty|thanks|(?:ok(?:ay)? )?thank (?:you|u)|many thanks|cheers|(?:so|very) much|"
        r"a lot|much appreciated|"
        r"(?:真|太|很)?(?:厉害|棒|好用|不错)(?:了|啊|呀)?|[太很]好了?|great|nice|cool|awesome|perfect|well done|"
        r"good (?:job|bot)|(?:that(?: was| is|'s)? )?(?:very )?(?:helpful|helps|helped)",
    ),
    (
        "farewell",
        r"再见|拜拜|拜|回头见|明天见|没(?:事|问题)了|不用了|good ?bye|bye(?: bye)?|see (?:you|ya)(?: later)?|"
        r"good night|that(?: is|'s) all|never ?mind|exit|quit|退出",
    ),
    (
        "assent",
        r"好(?:的|吧|嘞)?|嗯+|哦+|对|是的|行|可以|收到|明白(?:了)?|知道了|了解(?:了)?|懂了|ok(?:ay)?|yes|no|yep|sure|fine|"
        r"i see|got it|understood|right|不是|测试(?:一下)?|test(?:ing)?",
    ),
)
"""Folded words, as a regular expression for each act; of several in one message the first here is what it is."""

_PATTERNS = tuple(
    (act, re.compile(rf"(?:{words})(?:{_BETWEEN}{_ADDRESSED})*(?![a-z0-9']){_BETWEEN}")) for act, words in _WORDS
)

_ASKED = r"(?:请|麻烦|劳驾)?(?:你|您)?(?:能不能|能否|可不可以|可以|能)?(?:再)?(?:帮|给|替|为)?(?:我|我们)?"
_PLEASE = r"(?:please |can you |could you |would you |will you |i(?: want| need|'d like) (?:you to )?|help me )*"
_WHOLE = (
    r"(?:一下|下|全文|上文|以上|上述|(?:这|该|本|那|每|几|所有|全部)\S{0,8}|文章|报告|文件|资料|内容|要点|重点|大意)"
)
_WORK = re.compile(
    rf"{_ASKED}(?:总结|概括|归纳|概述|综述|提炼|梳理){_WHOLE}.*|"
    rf"{_ASKED}(?:把|将).{{1,20}}(?:总结|概括|归纳|概述|提炼|梳理|翻译|改写|缩写|润色)(?:一下|下|成|为|出|给).*|"
    rf"{_ASKED}(?:来|做|写|出|拟|起草|生成|编)(?:一?[篇份个首封段点下]|些).{{0,30}}"
    r"(?:总结|小结|摘要|概述|综述|提纲|大纲|文章|作文|[诗稿信]|邮件|方案|故事)|"
    rf"{_ASKED}(?:翻译|改写|润色|续写|扩写|缩写)(?:一下|下|成|这|以下|上面).*|"
    rf"{_ASKED}(?:讲|说)(?:一?个)?(?:笑话|故事|段子)|"
    r"我(?:该|应该|要不要|能不能).*|(?:给|提)(?:我)?(?:一?[些点个条])?建议.*|"
    rf"{_PLEASE}(?:summari[sz]e|sum up|paraphrase|rewrite|translate)\b.*|"
    rf"{_PLEASE}(?:give|write|make|draft|compose|generate|create|tell)(?: me| us)? (?:an?|the|some) (?:\w+ ){{0,2}}?"
    r"(?:summary|overview|abstract|outline|essay|poem|email|letter|speech|story|joke|translation)\b.*|"
    r"should i\b.*|(?:give me|any) (?:some )?(?:advice|ideas|recommendations?)\b.*"
)
"""A summary, a text, a translation or advice that is asked for."""

_OPINION = re.compile(
    r"(?:请问)?(?:你|您)(?:觉得|认为|建议|推荐|怎么看|看好).*|(?:what )?(?:should|shall) i\b.*|"
    r"(?:what|how) (?:do|would) you (?:think|feel|recommend|suggest|advise)\b.*|"
    r"do you (?:think|believe|recommend|like)\b.*"
)
_FACT = re.compile(rf"谁|哪|多少|几|{WHEN}|\b(?:who|which|when|where|how (?:many|much))\b")
"""What a question for a fact has, whatever it begins with."""

_FIGURE = r"[\d.]+(?:%|万|亿)?"
_SUM = re.compile(
    rf"(?:(?:请|帮我)?(?:算|计算)(?:一下|下)?|what(?: is|'s)|how much is|calculate|compute)?\s*\(*{_FIGURE}"
    rf"(?:\s*(?:[+*/×÷=^]|\s-\s|加上?|减去?|乘以?|除以|plus|minus|times|divided by)\s*\(*{_FIGURE}\)*)+\s*"
    r"(?:=|等于|是)?\s*(?:几|多少)?"
)
_THANKFUL = re.compile("[👍👌👏🙏🤝💯❤♥🌹💐]")
"""Emoji that thank when there is nothing else."""

_EDGES = re.compile(rf"^{_BETWEEN}|{_BETWEEN}$")


def dialogue_act(text: str) -> DialogueAct | None:
    """What a message is, where it asks nothing of the documents; None for a question."""
    folded = _EDGES.sub("", fold(text[:LONGEST]))
    works = _WORK.fullmatch(folded) and not _FACT.search(folded)
    if works or _OPINION.fullmatch(folded) or _SUM.fullmatch(folded):
        return "wish"
    if not folded and _THANKFUL.search(text):
        return "thanks"
    if len(text) > LONGEST:
        return None
    acts: set[DialogueAct] = set()
    while folded:
        found = next(((act, match) for act, words in _PATTERNS if (match := words.match(folded))), None)
        if found is None:
            return None
        acts.add(found[0])
        folded = folded[found[1].end() :]
    return next((act for act, _ in _WORDS if act in acts), None)
