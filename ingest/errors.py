"""One small tree of errors. Every message names the file or setting and the remedy.

PolicyError
├── SettingsError          a setting cannot be used
├── LibraryError           the data folder cannot be read or written
│   ├── LibraryLocked      another process is writing
│   └── DamagedIndex       an index is damaged and must be rebuilt
├── DocumentError          one file cannot be taken in; the run goes on
│   ├── UnsupportedFormat
│   ├── DamagedFile
│   ├── EncryptedFile
│   ├── NoText             readable, but without a word in it
│   ├── NeedsOcr           pages are images
│   └── ParseLimit         a limit of time, memory or size was reached
├── ModelError             a model cannot be loaded or used
│   ├── EndpointError      a model server did not answer as it should
│   ├── EmbeddingError
│   └── RerankerError
└── UnknownId              a document, fact or state that the library does not hold
"""

from __future__ import annotations


class PolicyError(Exception):
    """Base of all errors a person can act on: ``reason`` says what is wrong, ``remedy`` what to do."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason if not remedy else f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[PolicyError], tuple[str, str]]:
        return type(self), (self.reason, self.remedy)


class SettingsError(PolicyError):
    """A setting cannot be used."""


class LibraryError(PolicyError):
    """The data folder cannot be read or written."""


class LibraryLocked(LibraryError):
    """Another process is writing to the library."""


class DamagedIndex(LibraryError):
    """An index disagrees with the database; ``python -m ingest rebuild`` mends it."""


class DocumentError(PolicyError):
    """One file cannot be taken in; the run goes on."""


class UnsupportedFormat(DocumentError):
    """No loader reads this kind of file."""


class DamagedFile(DocumentError):
    """The file is broken, or is not what its name says."""


class EncryptedFile(DocumentError):
    """The file opens only with a password."""


class NoText(DocumentError):
    """The file can be read but holds no words."""


class NeedsOcr(DocumentError):
    """The pages are images; reading them needs OCR. ``pages`` are their numbers."""

    def __init__(self, reason: str, remedy: str = "", pages: tuple[int, ...] = ()) -> None:
        super().__init__(reason, remedy)
        self.pages = pages

    def __reduce__(self) -> tuple[type[NeedsOcr], tuple[str, str, tuple[int, ...]]]:  # type: ignore[override]
        return type(self), (self.reason, self.remedy, self.pages)


class ParseLimit(DocumentError):
    """A limit of time, memory or size was reached."""


class ModelError(PolicyError):
    """A model cannot be loaded or used."""


class EndpointError(ModelError):
    """A model server did not answer as it should; ``status`` is its HTTP status, 0 without an answer."""

    def __init__(self, reason: str, remedy: str = "", status: int = 0) -> None:
        super().__init__(reason, remedy)
        self.status = status

    def __reduce__(self) -> tuple[type[EndpointError], tuple[str, str, int]]:  # type: ignore[override]
        return type(self), (self.reason, self.remedy, self.status)


class EmbeddingError(ModelError):
    """An embedding model cannot be loaded or used."""


class RerankerError(ModelError):
    """A reranker cannot be loaded or used."""


class UnknownId(PolicyError):
    """A document, fact or state that the library does not hold."""
