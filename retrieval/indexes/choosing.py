"""Which engine holds the indexes of a library."""

from retrieval.indexes.embedded import EmbeddedEngine
from retrieval.indexes.engine import Engine
from retrieval.settings import Settings
from retrieval.storage.database import Database


def choose_engine(settings: Settings, store: Database) -> Engine:
    """The engine that the settings name, for the library `store` with their data directory. Raises LibraryError where
    what it keeps there cannot be used."""
    if settings.engine == "milvus":
        from retrieval.indexes.milvus.engine import MilvusEngine
        from retrieval.indexes.milvus.server import Server

        server = Server(settings.milvus, settings.data_dir)
        return MilvusEngine(store, settings.data_dir, server, settings.indexes.guided)
    if store.place.shared:
        from retrieval.indexes.following import FollowingEngine

        return FollowingEngine.below(settings.data_dir, settings.indexes.guided, store)
    return EmbeddedEngine(settings.data_dir, settings.indexes.guided)
