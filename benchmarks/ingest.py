"""What it costs to read each form of file, and to index again when one document of a hundred has changed.

    python -m benchmarks.ingest

Every form is read in a process of its own. Seconds are CPU seconds, the first file, which loads libraries, left out;
memory is how much larger that process grew than one that reads plain text.
"""

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import forms
from retrieval.library import Library
from retrieval.readers import read_document
from retrieval.readers.process.client import ReaderProcess
from retrieval.settings import Settings

MANY = 25
"""Times the two sample reports are repeated in a file."""

DOCUMENTS = 100


def _files() -> dict[str, tuple[bytes, int]]:
    """A file of each form by name, and how many pages it has; forms without pages count as the two they would fill."""
    reports = forms.REPORTS * MANY
    rows = (forms.TABLE[0], *(forms.TABLE[1:] * 400))
    pages = len(reports)
    return {
        "report.txt": (forms.text_file(reports), pages),
        "report.md": (forms.markdown_file(reports), pages),
        "report.docx": (forms.word_file(reports), pages),
        "pictures.docx": (forms.word_file((), [forms.scan(report) for report in forms.REPORTS]), len(forms.REPORTS)),
        "page.html": (forms.web_page(), 1),
        "table.csv": (forms.csv_file(rows), len(rows) // 50),
        "table.xlsx": (forms.workbook(rows), len(rows) // 50),
        "columns.pdf": (forms.pdf_file(copies=MANY)[0], pages),
        "tables.pdf": (forms.table_pdf(rows), -(-(len(rows) - 1) // 40)),
        "scan.png": (forms.scan(), 1),
    }


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _measure(name: str, data: bytes, report: Callable[[object], None]) -> None:
    read_document(Path(name), data)
    started, characters, times = _cpu(), 0, 0
    while times < 3 or _cpu() - started < 1:
        characters += len(read_document(Path(name), data).text)
        times += 1
    spent = (_cpu() - started) / times
    report((characters / times, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measure(name: str, data: bytes) -> tuple[float, float, float]:
    """Characters in the file, CPU seconds to read it, and peak memory in MB."""
    processes = multiprocessing.get_context("spawn")
    receiving, sending = processes.Pipe(duplex=False)
    process = processes.Process(target=_measure, args=(name, data, sending.send))
    process.start()
    sending.close()
    result: tuple[float, float, float] = receiving.recv()
    process.join()
    return result


def reading() -> None:
    """Print what reading each form costs."""
    print(f"{'form':12}{'pages/s':>10}{'characters/s':>14}{'memory, MB':>12}")
    least = None
    for name, (data, pages) in _files().items():
        characters, seconds, memory = measure(name, data)
        least = memory if least is None else least
        print(f"{name:12}{pages / seconds:10,.1f}{characters / seconds:14,.0f}{memory - least:12,.0f}")


def changing() -> None:
    """Print how long one changed document of a hundred takes beside indexing all of them, start-up aside, that of
    the reading process, too."""
    with tempfile.TemporaryDirectory() as work:
        folder, data = Path(work) / "reports", Path(work) / "library"
        folder.mkdir()
        for number in range(DOCUMENTS):
            (folder / f"{number}.txt").write_bytes(_document(number))
        with Library.open(Settings(data_dir=data)) as library:
            library.encoder().encode_queries(["load the model"])
            begun = _starting()
            whole = _spent(library, [folder]) - begun
            (folder / "7.txt").write_bytes(_document(DOCUMENTS))
            changed = _spent(library, [folder]) - begun
            nothing = _spent(library, [folder])
    print(f"{DOCUMENTS} documents {whole:.1f} s; one changed {changed:.2f} s ({changed / whole:.1%}); "
          f"none changed {nothing:.2f} s ({nothing / whole:.1%})")  # fmt: skip


def _document(number: int) -> bytes:
    """The sample reports with their own figures, so that no two documents are alike."""
    return (
        forms.text_file()
        .replace("亿".encode(), f"{number} 亿".encode())
        .replace("个".encode(), f"{number} 个".encode())
    )


def _starting() -> float:
    """Seconds until the process that reads files is there."""
    started = time.perf_counter()
    with ReaderProcess() as reader:
        reader.read("a.txt", [b"a"])
    return time.perf_counter() - started


def _spent(library: Library, paths: Sequence[Path]) -> float:
    started = time.perf_counter()
    library.index(paths)
    return time.perf_counter() - started


if __name__ == "__main__":
    reading()
    changing()
