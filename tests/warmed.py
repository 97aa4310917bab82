"""Imported by the process from which programs are forked: all that `yuanwen` loads at its first question is loaded, so
that each of them starts at once. The models come along, as they run on the calling thread alone."""

import tempfile
from contextlib import nullcontext
from functools import cache
from pathlib import Path

import command_line
import pypinyin  # noqa: F401

import bot.main
import bot.session
import bot.settings
import bot.telegram.app  # noqa: F401
from bot.wording.facts import clean
from embeddings import load_encoder, load_reader
from retrieval import library as library_module
from retrieval.document import Document
from retrieval.library import Library
from retrieval.readers import read_document
from retrieval.readers.process.client import Limits
from retrieval.settings import Settings

QUESTIONS = ("哪个开发区把审批时限压缩了37.5%？", "How many factories did Songling build?", "各开发区的产值是多少？")


class _ReadHere:
    limits = Limits()

    def read(self, name: str, parts: list[bytes]) -> Document:
        """The document of a file."""
        return read_document(Path(name), parts[0])


def warm() -> None:
    """Index the small reports in this process, and ask them."""
    reading = library_module.ReaderProcess
    library_module.ReaderProcess = lambda limits: nullcontext(_ReadHere())
    with tempfile.TemporaryDirectory() as folder, Library.open(Settings(data_dir=Path(folder) / "library")) as library:
        library.index([command_line.write_reports(Path(folder))])
        for question in QUESTIONS:
            clean(str(library.ask(question)))
    library_module.ReaderProcess = reading


library_module.load_encoder = cache(load_encoder)
library_module.load_reader = cache(load_reader)
warm()
