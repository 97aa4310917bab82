"""Web pages, tables and texts that are made to do harm, and files that say something about documents."""

import random
from collections.abc import Callable, Iterator


def pages() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Web pages."""

    def page(body: str, head: str = "") -> bytes:
        return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()

    said = "<p>一句正文，说的是今年的事情。</p>"
    yield "deep.html", lambda: page("<div>" * 200_000 + said)
    yield "fonts.html", lambda: page("<b><i><a>" * 50_000 + said)
    yield "tables.html", lambda: page("<table><tr><td>" * 5000 + said)
    yield (
        "spans.html",
        lambda: page("<table>" + '<tr><td colspan="999999999" rowspan="999999999">1</td><td>2</td></tr>' * 2000),
    )
    yield "many.html", lambda: page("<p>1" * 1_000_000)
    yield "attribute.html", lambda: page(f'<p class="{"a " * 2_000_000}">{said}')
    yield "comments.html", lambda: page("<!--" * 1_000_000 + said)
    yield "open.html", lambda: page("<a " * 1_000_000 + said)
    yield "entities.html", lambda: page("&lt;&#x4e00;&amp;" * 300_000)
    rules = "".join(f"div div div div .c{n} ~ p:not(.d{n}){{display:none}}" for n in range(4000))
    yield "rules.html", lambda: page("<div>" * 500 + said * 5000, f"<style>{rules}</style>")
    yield (
        "outside.html",
        lambda: page(f'<iframe src="file:///etc/passwd"></iframe><img src="http://127.0.0.1:9/x">{said}'),
    )
    yield "script.html", lambda: page(f"<script>while(1);</script><svg onload=alert(1)>{said}</svg>")
    yield "title.html", lambda: page(said, f"<title>{'题' * 1_000_000}</title>")
    bomb = "<!DOCTYPE html [" + "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9)) + "]>"
    yield "entities-declared.html", lambda: f"{bomb}<html><body>&e9;{said}</body></html>".encode()
    boundary = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n" + b"--a\n" * 200_000
    yield "parts.mht", lambda: boundary


def tables() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Delimited tables."""
    yield "columns.csv", lambda: ("头," * 1_000_000 + "\n" + "1," * 1_000_000).encode()
    yield "rows.csv", lambda: ("名称,数值\n" + "甲,1\n" * 1_000_000).encode()
    yield "wide.csv", lambda: (",".join(f"列{n}" for n in range(10_000)) + "\n" + ("1," * 10_000 + "\n") * 100).encode()
    yield "quote.csv", lambda: ('a,"' + "字,\n" * 2_000_000).encode()
    yield "cell.csv", lambda: ("名称,数值\n甲," + "9" * 10_000_000).encode()
    yield "quotes.csv", lambda: ('"' * 5_000_000).encode()
    yield "mixed.tsv", lambda: ("a\t;,|" * 500_000).encode()


def texts() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Plain texts."""
    noise = random.Random(1)
    yield "line.txt", lambda: ("没有标点的一行" * 500_000).encode()
    yield "breaks.txt", lambda: b"\n" * 20_000_000
    yield "headings.txt", lambda: ("一、总则\n（一）说明\n第一条 内容。\n" * 60_000).encode()
    yield "digits.txt", lambda: b"1" * 3_000_000
    yield "numerals.txt", lambda: ("一二三四五六七八九十百千万亿" * 100_000).encode()
    yield "amounts.txt", lambda: ("1,234.5亿元至" * 100_000).encode()
    yield "dates.txt", lambda: ("2024年1月1日" * 150_000).encode()
    yield "spaces.txt", lambda: ("甲" + " " * 3_000_000 + "乙。").encode()
    yield "stops.txt", lambda: ("。！？；" * 500_000).encode()
    yield "brackets.txt", lambda: ("（《“【" * 300_000).encode()
    yield "marks.txt", lambda: ("字" + "\u0301\u0489" * 1_000_000 + "。").encode()
    yield "unseen.txt", lambda: ("\u202e\u2066\u200b\u200f\ufeff字" * 200_000).encode()
    yield "controls.txt", lambda: b"\x1b[2J\x1b]0;title\x07\x9b" * 2_000 + "一句正文。".encode() * 5_000
    yield "noise.txt", lambda: noise.randbytes(3_000_000)
    yield "half.txt", lambda: b"\xff\xfe" + b"\x00\xd8" * 500_000
    yield "names.txt", lambda: ("青岚经济开发区" * 100_000).encode()
    yield "latin.txt", lambda: b"a" * 3_000_000
    yield "sentence.txt", lambda: ("一句" + "，而且" * 500_000 + "。").encode()
    yield "stuffed.txt", lambda: ("谁是书记？多少企业？增长多少？哪个开发区最高？" * 20_000).encode()
    yield "quotes.md", lambda: b"> " * 100_000 + "字".encode()
    yield "lists.md", lambda: "".join("  " * n + "- 字\n" for n in range(2000)).encode()
    yield "links.md", lambda: b"[" * 300_000 + b"](" * 100_000
    yield "stars.md", lambda: b"*a **b _c __d " * 60_000
    yield "ticks.md", lambda: "".join("`" * n + "a" for n in range(2500)).encode()
    yield "table.md", lambda: ("|a" * 50_000 + "\n" + "|-" * 50_000 + "\n" + "|1" * 50_000).encode()
    yield "references.md", lambda: "".join(f"[a{n}]: <b\n[a{n}]\n" for n in range(30_000)).encode()
    yield "fractions.md", lambda: ("字 $" + r"\frac{" * 50_000 + "$").encode()
    front = "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]\n" for n in range(9))
    yield "front.md", lambda: f"---\na0: &a0 [b, b]\n{front}title: *a9\norganizations: *a9\n---\n一句正文。\n".encode()
    merges = "".join(f"a{n + 1}: &a{n + 1} {{<<: [{', '.join([f'*a{n}'] * 10)}]}}\n" for n in range(9))
    yield "merges.md", lambda: f"---\na0: &a0 {{b: 1}}\n{merges}---\n一句正文。\n".encode()


def sidecars() -> Iterator[tuple[str, str, bytes]]:
    """Files that say something about documents: what each tries, its name, its bytes."""
    lists = "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 10)}]\n" for n in range(9))
    yield "aliases", "aliases.yaml", f"a0: &a0 [b, b]\n{lists}".encode()
    merges = "".join(f"a{n + 1}: &a{n + 1} {{<<: [{', '.join([f'*a{n}'] * 10)}]}}\n" for n in range(9))
    yield "merges", "documents.yaml", f"a0: &a0 {{title: b}}\n{merges}".encode()
    yield "deep", "documents.yaml", b"[" * 500_000
    yield "flow", "documents.yaml", b"{a: " * 100_000
    yield "python", "documents.yaml", b'a.txt: !!python/object/apply:os.system ["touch /tmp/owned"]'
    yield "outside", "documents.yaml", "'../../../etc/passwd': {title: 外面}\n'/etc/*': {title: 外面}\n".encode()
    yield "pattern", "documents.yaml", ("'" + "*a" * 60 + "b': {title: 慢}\n").encode()
    yield "digits", "documents.yaml", b"a.txt: {title: " + b"9" * 900_000 + b"}"
    yield "words", "words.txt", ("甲" * 300_000 + "=" + "乙" * 1000).encode()
    yield "ignored", ".yuanwenignore", ("*a" * 60 + "b\n" + "**/" * 200 + "x\n").encode()
    yield "ignored-much", ".yuanwenignore", b"".join(b"a%d*b*c\n" % n for n in range(50_000))
