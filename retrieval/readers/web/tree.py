"""A web page as a tree of what it shows, with how much of each part is prose and how much is links.

What is hidden, or no text to begin with, is left out of the tree; the parsed page itself is never changed.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from retrieval.readers.web.visibility import Visibility

MOST_ELEMENTS = 300_000
"""Elements of a page that are kept; a report of two hundred pages saved as one has a third of that."""

_KEPT_ATTRIBUTES = ("class", "id", "role", "href", "colspan", "rowspan")
_MARK = re.compile(r"[，。；！？、：,;!?]|\.\s")
_LONG = 15
"""Characters from which a text without any mark is prose rather than a label."""


@dataclass(slots=True, eq=False)
class Node:
    """An element that is shown. `parts` are its texts and the elements right below it, in order.

    `characters` counts what it shows, white space apart, `linked` those of them that are in links, `links` how many
    links there are, `prose` the characters of sentences outside of links. `tables` is how many tables are inside.
    """

    tag: str
    attributes: dict[str, str]
    parent: "Node | None" = None
    parts: list["str | Node"] = field(default_factory=list)
    characters: int = 0
    linked: int = 0
    links: int = 0
    prose: int = 0
    own_prose: int = 0
    tables: int = 0


def shown_tree(root: Any, visibility: Visibility) -> list[Node]:
    """What a parsed page shows: its elements in the order of the page, the root first, MOST_ELEMENTS at the most."""
    top = Node(root.tag, _attributes(root))
    count = 1
    nodes: list[Node] = []
    stack: list[tuple[Any, Node, bool]] = [(root, top, False)]
    while stack:
        element, node, is_link = stack.pop()
        nodes.append(node)
        is_link = is_link or (node.tag == "a" and "href" in node.attributes)
        node.links = int(node.tag == "a" and is_link)
        _add_text(node, element.text, is_link)
        below: list[tuple[Any, Node, bool]] = []
        for child in element if count < MOST_ELEMENTS else ():
            if count < MOST_ELEMENTS and visibility.shows(child):
                count += 1
                child_node = Node(child.tag, _attributes(child), node)
                node.parts.append(child_node)
                below.append((child, child_node, is_link))
            _add_text(node, visibility.tail(child, node.parts), is_link)
        stack.extend(reversed(below))
    for node in reversed(nodes):
        node.prose += node.own_prose
        if node.parent is not None:
            node.parent.characters += node.characters
            node.parent.linked += node.linked
            node.parent.links += node.links
            node.parent.prose += node.prose
            node.parent.tables += node.tables + (node.tag == "table")
    return nodes


def _attributes(element: Any) -> dict[str, str]:
    return {name: element.attrib[name] for name in _KEPT_ATTRIBUTES if name in element.attrib}


def _add_text(node: Node, text: str | None, is_link: bool) -> None:
    if text:
        node.parts.append(text)
        count = len("".join(text.split()))
        node.characters += count
        node.linked += count if is_link else 0
        node.own_prose += count if not is_link and (count >= _LONG or _MARK.search(text)) else 0
