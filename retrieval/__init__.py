"""Reports in, answers with citations out. Knows nothing of chats.

    with Library.open(settings) as library:
        library.index([Path("reports")])
        answer = library.ask("which zone cut approval time by 62.6%")

What the package offers is imported when it is first asked for, so that reading the settings does not load the indexes.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.answer import Answer, Citation
    from retrieval.library import Library
    from retrieval.settings import Settings

__all__ = ["Answer", "Citation", "Library", "Settings"]

_MODULES = {"Answer": "answer", "Citation": "answer", "Library": "library", "Settings": "settings"}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
