"""Made-up reports of any number of passages, and vectors for them that cost nothing.

A document has a hundred passages of a sentence each. The vector of a passage is made of those of sentences like it,
with noise; questions are encoded as they are. Ten sentences with thirty-two things in them make a harder library than
people write: each of their words stands in a tenth of all passages.
"""

import hashlib
import random
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.encoder import Vectors
from embeddings.onnx_encoder import OnnxEncoder

PASSAGES = 100
"""Passages a document."""

_PLACES = "东南西北云溪松原青禾白河兰山石桥长岭平川金沙玉泉安宁海阳临江清水永丰德化新田高台"
_KINDS = ("经济开发区", "高新区", "产业园区", "新区", "工业园区")
_SENTENCES = (
    "{zone}全年新签{thing}项目{n}个，总投资{m}亿元，同比增长{p}%。",
    "{zone}建成{thing}生产线{n}条，带动就业{k}人，产值达到{m}亿元。",
    "到年底，{thing}企业发展到{n}家，其中规模以上{s}家，占全区的{p}%。",
    "{zone}把{thing}项目的审批事项压减到{n}项，全流程时间压减{p}%。",
    "围绕{thing}，{zone}清理闲置土地{k}亩，建成标准厂房{n}万平方米。",
    "{thing}园区的污水处理能力提高到每天{m}万吨，回用率{p}%。",
    "{zone}为{thing}企业减免税费{m}亿元，惠及{k}户。",
    "全区{thing}出口额{m}亿元，比上年上{turn}{p}%，居全省第{s}位。",
    "{zone}引进{thing}专家{s}名，设立研发中心{n}个，授权专利{k}件。",
    "{thing}产业链上的{n}家企业组成联盟，本地配套率{p}%。",
)
_THINGS = (
    *(
        "氢能",
        "光伏",
        "储能",
        "无人机",
        "芯片",
        "数控机床",
        "新能源汽车",
        "动力电池",
        "生物医药",
        "医疗器械",
        "食品加工",
    ),
    *("纺织", "陶瓷", "造纸", "钢结构", "铝材", "稀土", "碳纤维", "冷链物流", "跨境电商", "大数据", "人工智能", "软件"),
    *("文化旅游", "种业", "茶叶", "中药材", "奶业", "水产", "木材", "环保装备", "轨道交通"),
)
QUESTIONS = (
    "{zone}的{thing}项目总投资多少亿元？",
    "{zone}有多少家{thing}企业？",
    "{zone}{thing}出口额是多少？",
    "{thing}产业链本地配套率达到{p}%的是哪个园区？",
    "哪个开发区把{thing}项目的审批时间压减了？",
    "which zone has {n} {thing} production lines",
)
"""Forms of questions to them."""


def filled(template: str, draw: random.Random) -> str:
    """A sentence or a question with everything in it drawn."""
    return template.format(
        zone=zone(draw), thing=draw.choice(_THINGS), n=draw.randint(2, 99), m=draw.randint(10, 9999) / 10,
        p=draw.randint(10, 990) / 10, k=draw.randint(100, 9999), s=draw.randint(2, 30), turn=draw.choice("升降"),
    )  # fmt: skip


def zone(draw: random.Random) -> str:
    """The name of a made-up zone."""
    return draw.choice(_PLACES) + draw.choice(_PLACES) + draw.choice(_KINDS)


def write_documents(folder: Path, first: int, last: int, passages: int = PASSAGES) -> None:
    """Write the documents with these numbers, of so many passages each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, last):
        draw = random.Random(number)
        of = zone(draw)
        year = 2000 + number % 26
        lines = [f"# {of}{year}年工作报告（{number}）"]
        for place in range(1, passages + 1):
            lines += [f"## {place} {draw.choice(_THINGS)}", filled(draw.choice(_SENTENCES).replace("{zone}", of), draw)]
        (folder / f"{number}.md").write_text("\n\n".join(lines) + "\n", encoding="utf-8")


class GivenVectors(OnnxEncoder):
    """The bundled encoder, which is given the vectors of passages."""

    def __init__(self, name: str, **options: Any) -> None:
        """Encodes some sentences, of which the vectors of all passages are made."""
        super().__init__(name)
        draw = random.Random(0)
        self._some = super().encode_passages([filled(s, draw) for s in _SENTENCES for _ in _THINGS])

    def encode_passages(self, texts: list[str]) -> Vectors:
        """Vectors that depend on nothing but the text."""
        made = np.empty((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            rng = np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))
            first, second = rng.integers(len(self._some), size=2)
            noise = rng.standard_normal(self.dimension, np.float32) / np.sqrt(self.dimension)
            made[row] = self._some[first] + 0.5 * self._some[second] + 0.5 * noise
        unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
        return unit
