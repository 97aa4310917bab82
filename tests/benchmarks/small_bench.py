"""Two short reports in a library, and questions on them."""

from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.rows import Row
from benchmarks.sets import QuestionSet
from retrieval.library import Library
from retrieval.settings import Settings

_PATHS = "步道两旁每隔五十米有一张长椅，老人和孩子傍晚都来这里走一走，周末还有人在树下下棋。"
REPORTS = {
    "西林.txt": f"""西林经济开发区：让路通起来

西林经济开发区 2023 年修路 37 公里，架桥 4 座。园区种下的树木达到 1 万棵，树下铺了三千米长的步道，{_PATHS}
""",
    "东沟.txt": """东沟经济开发区：让水清起来

东沟经济开发区 2024 年建成污水处理厂 2 座，全年清理淤泥 18 公里。
""",
}
ANSWERED = Row("西林经济开发区2023年修路多少公里？", "西林.txt", ("2023 年修路 37 公里",), "37 公里")
IN_VAIN = Row("东沟经济开发区2024年修路多少公里？", "东沟.txt", (), near="全年清理淤泥 18 公里")


def reports(folder: Path) -> Path:
    """The reports written to a folder."""
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def small_bench(folder: Path, work: Path) -> Bench:
    """The reports in a library."""
    library = Library.open(Settings(data_dir=work))
    library.index([reports(folder)])
    return Bench(QuestionSet("reports", folder, ()), library)
