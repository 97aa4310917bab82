"""Whether a question asks for the documents themselves."""

import re

from retrieval.question.analysis import Question

_DOCUMENTS = r"(?:报告|文件|文档|资料|材料|文章)"
_ASKED = re.compile(
    rf"(?:请问|请)?(?:你们?|您|这里|库里|这个?库|资料库|现在|目前|都|里面?|手头|一共)*"
    rf"(?:有|收录了?|收了|存了|能查|可以查|能问|索引了)(?:(?:哪些|哪几[份篇个]|些?什么|多少[份篇个]?|几[份篇个]){_DOCUMENTS})[吗呢啊]?|"
    rf"(?:列出|列一下|看看?|显示)(?:一下)?(?:所有|全部)的?{_DOCUMENTS}|"
    rf"(?:哪些|什么){_DOCUMENTS}(?:可以|能)(?:查|问|用|看)|{_DOCUMENTS}(?:都)?有哪些"
)
_THINGS = r"(?:reports?|documents?|files?|articles?|sources?)"
_ASKED_ENGLISH = re.compile(
    rf"(?:please )?(?:(?:what|which|how many) {_THINGS} (?:do you (?:have|hold|know)|are (?:there|available|indexed|"
    rf"in (?:the|this|your) (?:library|index|collection))|have you(?: got)?|can (?:i|you) (?:ask(?: about)?|search)|"
    rf"does (?:the|this) (?:library|bot) (?:have|hold|contain))|"
    rf"(?:list|show)(?: me)? (?:(?:all|all the|the|your) )?{_THINGS}(?: you have)?)"
)


def asks_for_documents(question: Question) -> bool:
    """Whether a question asks which documents there are, and for nothing in them."""
    asked = question.folded.strip(" ?。.!,，")
    return bool((_ASKED_ENGLISH if question.words else _ASKED).fullmatch(asked))
