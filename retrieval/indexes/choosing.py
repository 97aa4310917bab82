"""Which engine holds the indexes of a library."""

from retrieval.indexes.embedded import EmbeddedEngine
from retrieval.indexes.engine import Engine
from retrieval.settings import Settings


def choose_engine(settings: Settings) -> Engine:
    """The engine that the settings name."""
    return EmbeddedEngine(settings.data_dir, settings.indexes.graph_from)
