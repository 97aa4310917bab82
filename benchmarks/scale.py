"""What a question costs as a library grows: building, opening and asking it, with given vectors.

    python -m benchmarks.scale WORK [--passages N ...] [--questions N]

WORK takes the documents and the libraries, which are used again where they are there. A document has a hundred passages
of a sentence each; the vector of a passage is made of those of sentences like it, with noise, and costs nothing, while
questions are encoded as they are. Each line is of a process of its own: a build, adding 1,000 passages, opening and
asking.
"""

import argparse
import hashlib
import multiprocessing
import random
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import retrieval.library
from embeddings.encoder import Vectors
from embeddings.onnx_encoder import OnnxEncoder
from retrieval.answering import pipeline
from retrieval.indexes.dense import VectorIndex
from retrieval.library import Library
from retrieval.settings import Settings
from retrieval.storage.segments import number_of_stored_windows
from retrieval.storage.store import open_store, state

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
_QUESTIONS = (
    "{zone}的{thing}项目总投资多少亿元？",
    "{zone}有多少家{thing}企业？",
    "{zone}{thing}出口额是多少？",
    "{thing}产业链本地配套率达到{p}%的是哪个园区？",
    "哪个开发区把{thing}项目的审批时间压减了？",
    "which zone has {n} {thing} production lines",
)


def filled(template: str, draw: random.Random) -> str:
    """A sentence or a question with everything in it drawn."""
    return template.format(
        zone=zone(draw), thing=draw.choice(_THINGS), n=draw.randint(2, 99), m=draw.randint(10, 9999) / 10,
        p=draw.randint(10, 990) / 10, k=draw.randint(100, 9999), s=draw.randint(2, 30), turn=draw.choice("升降"),
    )  # fmt: skip


def zone(draw: random.Random) -> str:
    """The name of a made-up zone."""
    return draw.choice(_PLACES) + draw.choice(_PLACES) + draw.choice(_KINDS)


def write_documents(folder: Path, first: int, last: int) -> None:
    """Write the documents with these numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, last):
        draw = random.Random(number)
        of = zone(draw)
        year = 2000 + number % 26
        lines = [f"# {of}{year}年工作报告（{number}）"]
        for place in range(1, PASSAGES + 1):
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
        return made / np.linalg.norm(made, axis=1, keepdims=True)


def memory(what: str) -> float:
    """What this process holds (`VmRSS`) or has held at most (`VmHWM`), in MB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith(what)) / 1024


def opened(data: Path) -> Library:
    """The library in `data`, over given vectors."""
    retrieval.library.load_encoder = GivenVectors  # type: ignore[assignment]
    return Library.open(Settings(data_dir=data))


def index(data: Path, folder: Path) -> str:
    """Index a folder: CPU seconds of it and of the process that reads, seconds on the clock, also by step, and the most
    memory held."""
    steps: dict[str, float] = {}
    last = ["starting", time.perf_counter()]

    def progress(step: str, done: int, total: int) -> None:
        now = time.perf_counter()
        steps[last[0]] = steps.get(last[0], 0.0) + now - last[1]
        last[:] = step, now

    with opened(data) as library:
        library.encoder()
        held, last[1], cpu = memory("VmRSS"), time.perf_counter(), time.process_time()
        library.index([folder], progress)
        progress("", 1, 1)
        cpu = time.process_time() - cpu
    steps.pop("starting", None)
    spent = ", ".join(f"{step} {seconds:.0f}" for step, seconds in steps.items())
    clock = f"{sum(steps.values()):.0f} s on the clock ({spent})"
    return f"{cpu:.0f} s CPU; {clock}; memory {held:.0f} MB before, {memory('VmHWM'):.0f} at most"


STEPS = {"search": "gather", "rank": "rank", "read": "read_best"}
"""Steps of a question, by what does them in `retrieval.answering.pipeline`."""


def ask(data: Path, questions: int) -> str:
    """Open the library and ask it: seconds to open, milliseconds of CPU a question by step, and memory."""
    draw = random.Random(7)
    asked = [filled(template, draw) for _ in range(-(-questions // len(_QUESTIONS))) for template in _QUESTIONS]
    spent = dict.fromkeys(("embed", *STEPS), 0.0)

    def timed(step: str, owner: Any, name: str) -> None:
        whole = getattr(owner, name)

        def call(*arguments: Any) -> Any:
            begun = time.process_time()
            try:
                return whole(*arguments)
            finally:
                spent[step] += time.process_time() - begun

        setattr(owner, name, call)

    with opened(data) as library:
        library.ask("开始")  # loads the models
        begun = time.process_time()
        with Library.open(Settings(data_dir=data)) as again, again.reading():
            opening = time.process_time() - begun
        library.ask(asked[0])
        for step, name in STEPS.items():
            timed(step, pipeline, name)
        timed("embed", library.encoder(), "encode_queries")
        begun = time.process_time()
        for question in asked:
            library.ask(question)
        spent["all"] = time.process_time() - begun
    each = ", ".join(f"{step} {1000 * seconds / len(asked):.1f}" for step, seconds in spent.items())
    return f"{opening:.2f} s CPU to open; ms CPU a question: {each}; memory {memory('VmRSS'):.0f} MB"


def vectors(data: Path, questions: int) -> str:
    """Search the vectors alone, as the library does, exactly, and narrowed to every fiftieth passage: milliseconds of
    CPU a question, and the share of the exact first ten that the library finds."""
    draw = random.Random(8)
    asked = GivenVectors("bundled").encode_queries([filled(draw.choice(_QUESTIONS), draw) for _ in range(questions)])
    with closing(open_store(data / "library.sqlite")) as store, store.reading() as db:
        held = state(db)
        some = list(range(1, number_of_stored_windows(db), 50))
    exactly = [replace(one, width=None) for one in held.segments]
    both = [VectorIndex(data / "vectors", stored, held.gone) for stored in (held.segments, exactly)]
    found: list[list[set[int]]] = []
    spent = []
    for index, among in ((both[0], None), (both[1], None), (both[1], some)):
        index.search(asked[0], 10, among)
        begun = time.process_time()
        found.append([set(index.search(question, 10, among)) for question in asked])
        spent.append(1000 * (time.process_time() - begun) / len(asked))
    shared = sum(len(one & other) for one, other in zip(*found[:2], strict=True)) / (10 * len(asked))
    graphs = [f"{one.recall:.3f} of its own with {one.width}" for one in held.segments if one.recall is not None]
    searched = ", ".join(
        f"{way} {ms:.2f}" for way, ms in zip(("as it is", "exactly", "a fiftieth"), spent, strict=True)
    )
    return f"ms CPU {searched}; {shared:.3f} of the first ten found; graphs: {'; '.join(graphs) or 'none'}"


def build(work: Path, size: int) -> Path:
    """Build the library of a size in `work`, unless it is there, and print what that costs. Gives where it is: one that
    was not built to its end is begun anew."""
    folder, data = work / f"documents-{size}", work / f"library-{size}"
    if data.exists():
        return data
    part = data.with_name(f"{data.name}.part")
    for begun in (folder, part):
        shutil.rmtree(begun, ignore_errors=True)
    documents = size // PASSAGES
    for first, last, what in ((0, documents, "built"), (documents, documents + 1000 // PASSAGES, "and 1,000 more")):
        write_documents(folder, first, last)
        print(f"{size:,} {what}: {apart(index, part, folder)}", flush=True)
    return part.rename(data)


def apart(function: Callable[..., str], *arguments: Any) -> str:
    """What a function gives in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def main() -> None:
    """Print what each size costs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--questions", type=int, default=60)
    options = parser.parse_args()
    for size in options.passages:
        data = build(options.work, size)
        print(f"{size:,} vectors: {apart(vectors, data, options.questions)}", flush=True)
        print(f"{size:,} asked: {apart(ask, data, options.questions)}", flush=True)


if __name__ == "__main__":
    main()
