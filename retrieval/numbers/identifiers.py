"""Digits that name something rather than counting it: telephone, account and identity numbers, postcodes, licences."""

import re

_SHAPES = re.compile(
    r"\(?0[0-9]{2,3}\)?[- ]?[0-9]{7,8}(?:-[0-9]{1,6})?"  # a telephone with its area code
    r"|[48]00-?[0-9]{3,4}-?[0-9]{3,4}"
    r"|1[3-9][0-9](?:[- ]?[0-9]{4}){2}"  # a mobile telephone
    r"|(?:\+86|86)[- ]?1[3-9][0-9]{9}"
    r"|[0-9]{4}(?: [0-9]{4}){2,4}(?: [0-9]{1,4})?"  # a bank card
    r"|[0-9]{17}x|[0-9]{12,60}"
    r"|[0-9]{2,}[a-z][0-9a-z]{7,}"  # a unified social credit code
)
_LABEL = re.compile(
    r"(?:电话|手机|传真|热线|号码|邮编|邮政编码|[账帐]号|[账帐]户|卡号|身份证|编号|代码|证号|证书号|许可证|备案号?|标识码|"
    r"网安备|icp备|工号|学号|文号|批号|票号|单号|序列号|qq|微信|"
    r"\b(?:tel|fax|phone|mobile|post ?code|postal code|zip|isbn|issn|cn|account|id))[^0-9\n,，。;；]{0,6}\Z"
)
_LABELLED = re.compile(r"[0-9]+(?:[- ][0-9]+)*(?![0-9.])")
_FEWEST = 4
"""Digits of a number behind a label: fewer are a count (许可证3个)."""

_LONGEST_LABEL = 20


def identifier_end(text: str, start: int) -> int | None:
    """Where the identifier ends that begins with the digit at `start` of the folded `text`; None where none does.

    It is told by its form, or by what stands before it (`邮编：030000`); what a run of digits with a unit behind it
    is, is for the caller to say.
    """
    shaped = _SHAPES.match(text, start)
    if shaped and not text[shaped.end() : shaped.end() + 1].isdigit():
        return shaped.end()
    labelled = _LABELLED.match(text, start)
    if labelled and len(re.sub(r"\D", "", labelled[0])) >= _FEWEST:
        return labelled.end() if is_labelled(text, start) else None
    return None


def is_labelled(text: str, end: int) -> bool:
    """Whether the folded `text` before `end` says that what follows is an identifier: 邮编：, 联系电话是."""
    return _LABEL.search(text, max(0, end - _LONGEST_LABEL), end) is not None
