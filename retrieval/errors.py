"""Every exception of the project, one tree.

    YuanwenError                    anything we can explain to a person
    ├── EncoderError                a model cannot be loaded, or cannot encode a text     (embeddings.errors)
    ├── UsageError                  what was asked cannot be done as asked: exit code 2
    │   ├── SettingsError           a setting is unknown or its value is bad
    │   ├── PathNotFound            a named file or folder is not there
    │   └── UnknownId               no document or citation has this name
    ├── DocumentError               one file cannot be read; the others are not concerned
    │   ├── UnsupportedFormat       we have no reader for this kind of file
    │   ├── EmptyDocument           there is no text in it
    │   ├── DocumentTooLarge        it is over the limit in the settings
    │   └── DamagedDocument         its bytes are not what its kind promises, or in no known encoding
    └── LibraryError                the data directory cannot serve
        ├── LibraryLocked           another process is writing to it
        ├── LibraryMending          its indexes are being made anew
        ├── EngineError             the engine that holds its indexes refuses
        │   ├── EngineUnavailable   it cannot be reached now
        │   └── IndexesReplaced     it has other indexes by now
        ├── SchemaMismatch          it was written by another version of the program
        ├── EncoderMismatch         it was indexed with another model
        └── DatabaseUnreachable     PostgreSQL cannot be reached, for now
            └── DatabaseRefused     it is there and does not let us in

A message is written for the person who reads it: what happened, to which file or setting, and what to do about it.
"""

from embeddings.errors import EncoderError, YuanwenError

__all__ = [
    "DamagedDocument",
    "DatabaseRefused",
    "DatabaseUnreachable",
    "DocumentError",
    "DocumentTooLarge",
    "EmptyDocument",
    "EncoderError",
    "EncoderMismatch",
    "EngineError",
    "EngineUnavailable",
    "IndexesReplaced",
    "LibraryError",
    "LibraryLocked",
    "LibraryMending",
    "PathNotFound",
    "SchemaMismatch",
    "SettingsError",
    "UnknownId",
    "UnsupportedFormat",
    "UsageError",
    "YuanwenError",
]


class UsageError(YuanwenError):
    """What was asked cannot be done as asked; the command line exits with 2."""


class SettingsError(UsageError):
    """A setting is unknown or its value is bad; the message names the key and, for a file, the line."""


class PathNotFound(UsageError):
    """A file or folder that was named is not there."""


class UnknownId(UsageError):
    """No document or citation goes by this name."""


class DocumentError(YuanwenError):
    """One file cannot be read; the others are not concerned."""


class UnsupportedFormat(DocumentError):
    """There is no reader for this kind of file."""


class EmptyDocument(DocumentError):
    """A file without any text."""


class DocumentTooLarge(DocumentError):
    """A file over the size that the settings allow."""


class DamagedDocument(DocumentError):
    """Bytes that are not what the kind of file promises, or in no encoding we know."""


class LibraryError(YuanwenError):
    """The data directory cannot serve."""


class LibraryLocked(LibraryError):
    """Another process is writing to the library."""


class LibraryMending(LibraryError):
    """The library's indexes were damaged and are being made anew."""


class EngineError(LibraryError):
    """The engine that holds the library's indexes refuses what it is asked."""


class EngineUnavailable(EngineError):
    """The engine that holds the library's indexes cannot be reached now."""


class IndexesReplaced(EngineError):
    """The indexes that were being asked have been replaced by others."""


class SchemaMismatch(LibraryError):
    """The library was written by another version of the program."""


class EncoderMismatch(LibraryError):
    """The library was indexed with another model than the one in the settings."""


class DatabaseUnreachable(LibraryError):
    """PostgreSQL cannot be reached, for now: what was to be done can be done when it is back."""


class DatabaseRefused(DatabaseUnreachable):
    """PostgreSQL is there and does not let us in: a wrong password, a database that it does not have."""
