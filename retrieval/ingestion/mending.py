"""Repairs of damaged indexes, and catching up with a library that others change: begun once, said in the log with their
cause, and waited for as long as one likes."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

from retrieval.errors import LibraryMending
from retrieval.indexes.engine import Behind, Damage

_logger = logging.getLogger(__name__)


class Mending:
    """Mends one library, one repair at a time."""

    def __init__(self, mend: Callable[[Damage | Behind], None], patience: float | None) -> None:
        """`mend` makes anew what is damaged, if it still is. `patience` is how many seconds a question waits for that,
        None for as long as it takes."""
        self._mend = mend
        self._patience = patience
        self._lock = threading.Lock()
        self._running: Future[None] | None = None

    def mend(self, found: Damage | Behind) -> None:
        """Have indexes mended, in a thread that goes on when nobody waits any more. Raises LibraryMending when it takes
        longer than one is to wait, and what `mend` raises."""
        with self._lock:
            if self._running is None or self._running.done():
                if isinstance(found, Behind):
                    _logger.info("This machine's indexes are brought to what the library's database holds: %s", found)
                else:
                    _logger.warning("What is made anew out of the library's database: %s", found)
                self._running = Future()
                threading.Thread(target=self._run, args=(found, self._running), daemon=True).start()
            running = self._running
        try:
            running.result(self._patience)
        except TimeoutError:
            what = "brought up to date on this machine" if isinstance(found, Behind) else "repaired"
            raise LibraryMending(
                f"The library is being {what} ({found}). Its documents are safe; ask again in a moment."
            ) from None

    def _run(self, found: Damage | Behind, done: "Future[None]") -> None:
        try:
            self._mend(found)
        except BaseException as error:
            done.set_exception(error)
        else:
            done.set_result(None)
