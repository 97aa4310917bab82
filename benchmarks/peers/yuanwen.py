"""Yuanwen itself over the library that the corpus is from, as it is opened and asked everywhere."""

from pathlib import Path

from benchmarks.peers.protocol import RETRIEVED, Ask, Corpus, Found
from retrieval.library import Library
from retrieval.settings import ReadingSettings, Settings
from retrieval.storage.passages import all_passages


class System:
    """As `protocol.System` has it. Its library is there, so nothing is indexed."""

    def __init__(self, corpus: Corpus) -> None:
        self._data = Path(corpus.library)
        self._library = Library.open(Settings(data_dir=self._data))
        self._library.encoder()
        with self._library.reading() as (db, _):
            self._numbers = {passage.citation: number for number, passage in enumerate(all_passages(db))}

    def index(self) -> None:
        """As `protocol.System` has it."""

    def asking(self, reads: bool) -> Ask:
        """As `protocol.System` has it."""
        settings = Settings(data_dir=self._data, reading=ReadingSettings(answers=reads))
        library = self._library if reads else Library.open(settings)

        def ask(question: str) -> Found:
            answer = library.ask(question, k=RETRIEVED)
            numbers = [self._numbers[passage.citation.id] for passage in answer.passages]
            return Found(numbers, answer.passages[0].highlight if answer.passages else None, answer.answered)

        return ask
