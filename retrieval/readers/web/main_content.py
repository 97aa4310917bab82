"""Which part of a web page is its main text, and what in it is furniture: menus, paths, buttons, lists of links, notes
on who edited the page and who keeps the site.

Made for the pages of Chinese governments and newspapers, whose articles are often short: trafilatura 2.3 takes whole
pages, menus and all, where an article has less than 250 characters, drops the line with source and date, and forgets
which cells of a table are merged. What is furniture is told by its name (`class="share"`), by being links and little
else, or by what its line says; the part that holds the headline, or most of the page's prose, never is.
"""

import re
from collections.abc import Sequence, Set

from retrieval.readers.web.tree import Node

_MAIN_SHARE = 0.85
"""The share of a part's prose that one of its parts must hold to be the main text by itself."""

_LEAST_LEFT = 0.2
"""The share of a page's prose that is left where furniture is told right. An article may well be shorter than the notes
on who keeps the site, but with less left than this a name such as `share` stands on the article itself."""

_SMALL_SHARE = 0.5
"""The share of the page's prose that furniture has at the most in that case."""

_LINKED = 0.6
"""The share of a part's characters that are links, from which it is a menu or a list of other articles."""

_FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
_FURNITURE_ROLES = frozenset({"navigation", "contentinfo", "search", "complementary", "menu", "menubar", "banner"})
_NAME = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+(?![a-z])")
_FURNITURE_NAMES = frozenset(
    {"nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "position", "location"}
    | {"footer", "foot", "copyright", "share", "bshare", "bdsharebuttonbox", "social", "related", "relevant", "hot"}
    | {"recommend", "recommended", "sidebar", "aside", "toolbar", "tools", "qrcode", "ewm", "login", "search", "ad"}
    | {
        "ads",
        "advert",
        "banner",
        "comment",
        "comments",
        "pager",
        "pagination",
        "prevnext",
        "dqwz",
        "wzdh",
        "friendlink",
    }
)
_MAY_BE_FURNITURE = frozenset(
    {"div", "ul", "ol", "dl", "table", "section", "header", "td", "p", "span", "form", "nav", "footer", "aside", "tr"}
)
_NO_FRAMES = ("p", "table", "ul", "ol", "dl")
_FEWEST_LINKS = 3
_LONGEST_LINE = 120
_FURNITURE_LINE = re.compile(
    r"(?:您|你)?(?:现在|当前|目前|所在)?的?(?:所在)?位置\s*[:：]|首页\s*[>＞›»/]|"
    r".*(?:版权所有|ICP\s?备|网安备|网站标识码|Copyright|All Rights Reserved)|"
    r"[【\[]?(?:分享(?:到|至)|分享\s*[:：]?\Z|扫一扫|打印(?:本[页文])?\s*[】\]]?(?:\s|\Z)|关闭(?:窗口|本页)?\s*[】\]]?\Z|收藏(?:本[页文])?\Z)|"
    r"返回(?:顶部|首页|列表)|(?:上|下)一[篇条页则]\s*(?:[:：]|\Z)|(?:相关|延伸|推荐)(?:链接|阅读|新闻|文章|报道)\s*[:：]?\Z|"
    r"[（(\[【]?(?:责任编辑|责编|编辑|编审|审核|校对|终审|监制)\s*[:：]|"
    r"(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*[:：]|(?:字号|字体|文字大小)\s*[:：【\[（(]",
    re.IGNORECASE,
)
_CONTROLS = re.compile(
    r"\s*[【\[（(|]?\s*(?:(?:字号|字体|文字大小)\s*[:：【\[（(]|(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*[:：]|"
    r"分享(?:到|至)|打印(?=\s|\Z|[】\]）)])|[A-Z]?大\s+中\s+小).*\Z",
    re.DOTALL,
)


def furniture(nodes: Sequence[Node], titles: Sequence[str]) -> set[Node]:
    """The parts of a page that are furniture; never one that holds its headline, which is an element that shows one of
    `titles`, what the page says it is called, and nothing else."""
    kept = _ancestors(_headline(nodes, titles))
    found = {node for node in nodes if node not in kept and _is_furniture(node)}
    whole = nodes[0].prose
    if _prose_without(nodes, found)[nodes[0]] >= _LEAST_LEFT * whole:
        return found
    return {node for node in found if node.prose <= _SMALL_SHARE * whole}


def main_part(nodes: Sequence[Node], titles: Sequence[str], dropped: Set[Node]) -> Node:
    """The smallest part of a page that holds its headline and nearly all of its prose outside of what is `dropped`."""
    prose = _prose_without(nodes, dropped)
    above = _ancestors(_headline(nodes, titles))
    part = next((node for node in nodes if node.tag == "body"), nodes[0])
    while True:
        inside = [child for child in part.parts if isinstance(child, Node)]
        best = max(inside, key=lambda child: prose[child], default=None)
        if best is None or best.tag in _NO_FRAMES or (above and best not in above):
            return part
        if prose[best] < max(1, _MAIN_SHARE * prose[part]):
            return part
        part = best


def _prose_without(nodes: Sequence[Node], dropped: Set[Node]) -> dict[Node, int]:
    """The characters of prose in each part, outside of what is dropped."""
    prose = dict.fromkeys(nodes, 0)
    for node in reversed(nodes):
        prose[node] = 0 if node in dropped else prose[node] + _own_prose(node)
        if node.parent is not None:
            prose[node.parent] += prose[node]
    return prose


def _own_prose(node: Node) -> int:
    """The prose that stands right in a part, none where that is a line of furniture."""
    if not 0 < node.own_prose <= _LONGEST_LINE:
        return node.own_prose
    line = "".join(part for part in node.parts if isinstance(part, str))
    return node.own_prose if without_furniture(line) else 0


def _is_furniture(node: Node) -> bool:
    """Whether a part is furniture by its tag, role or name, or by being links."""
    if node.tag not in _MAY_BE_FURNITURE:
        return False
    if node.tag in _FURNITURE_TAGS or node.attributes.get("role", "") in _FURNITURE_ROLES:
        return True
    named = (node.attributes.get(key, "")[:_LONGEST_LINE] for key in ("class", "id"))
    names = {name.lower() for text in named if text for name in _NAME.findall(text)}
    return not names.isdisjoint(_FURNITURE_NAMES) or is_links(node)


def is_links(node: Node) -> bool:
    """Whether a part is links and little else."""
    return node.links >= _FEWEST_LINKS and node.linked >= _LINKED * node.characters


def without_furniture(line: str) -> str:
    """A line of the page without the controls at its end (`字号：大 中 小`); empty when it is furniture as a whole."""
    if len(line) > _LONGEST_LINE:
        return line
    return "" if _FURNITURE_LINE.match(line.strip()) else _CONTROLS.sub("", line)


def _headline(nodes: Sequence[Node], titles: Sequence[str]) -> Node | None:
    """The element that shows one of the titles, and nothing else."""
    wanted = {"".join(title.split()) for title in titles}
    lengths = {len(title) for title in wanted}
    for node in nodes:
        if node.characters in lengths and not node.linked and shown_text(node) in wanted:
            return node
    return None


def shown_text(node: Node) -> str:
    """All that a part shows, white space left out."""
    found: list[str] = []
    stack: list[str | Node] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            found.append("".join(part.split()))
        else:
            stack.extend(reversed(part.parts))
    return "".join(found)


def _ancestors(node: Node | None) -> set[Node]:
    found: set[Node] = set()
    while node is not None:
        found.add(node)
        node = node.parent
    return found
