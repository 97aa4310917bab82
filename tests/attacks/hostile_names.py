"""Names of files that are made to mislead or to do harm."""

NAMES: dict[str, str | bytes] = {
    "turned around": "年报\u202etxt.exe\u202c.txt",
    "a line break": "年报\n答案：7777.txt",
    "steering the terminal": "\x1b[2J\x1b]0;owned\x07年报.txt",
    "a carriage return": "年报\r伪造.txt",
    "nothing that is seen": "\u200b\u200e\u2066.txt",
    "as long as can be": "长" * 83 + ".txt",
    "no UTF-8": b"\xff\xfe\xe5.txt",
    "half a character": b"\xed\xa0\x80.txt",
    "an option": "--data-dir=.txt",
    "markup": "<b>&lt;<a href='x'>年报</a>.txt",
    "a mention": "@yuanwen_bot https:／／example.org／[a](b).txt",
    "a citation": "年报.txt · 第 3 行 [a1b2c3d4e5f6].txt",
    "a number after a name": "page-[1-999999999].png.txt",
    "rich markup": "[bold red]年报[/].txt",
    "a format": "{name} %s ${HOME} `id`.txt",
    "a way up": "..%2f..%2fetc%2fpasswd.txt",
    "deep": "/".join(["深"] * 60) + "/a.txt",
    "a device of Windows": "CON .txt",
    "a quote": "';DROP TABLE documents;--.txt",
}
