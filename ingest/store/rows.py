"""The nouns that only the store gives: what it says of documents, states, messages and its own health."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from ingest.records import Fact, Metadata, Origin

NEW = "待确认"
"""The state of a fact of which nobody has said anything."""
CHECK_SUMS = re.compile(r"(?:@[0-9a-f]+)?-\d+(?:-[0-9a-f]{8})?$")
"""What a model's name ends with to tell it from others of the name."""
SYSTEM = "系统"
"""Who writes history entries that no person wrote."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """The current version of one document, without its text. ``added_at`` is UTC, ISO 8601."""

    id: str
    source: str
    sha256: str
    version: int
    format: str
    metadata: Metadata
    pages: int
    chunks: int
    facts: int
    sample: bool
    added_at: str


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that waits for OCR: ``pages`` are pictures, ``done`` of them have been read; None: not begun.

    ``suffix`` is that of the file as it was added; its bytes are kept under ``sha256``.
    """

    source: str
    sha256: str
    suffix: str
    pages: tuple[int, ...]
    plan_year: int | None = None
    sample: bool = False
    done: int | None = None


@dataclass(frozen=True, slots=True)
class StateRow:
    """What people have said of a fact. ``flag`` says what a new version changed, else it is empty; ``proof`` is
    what shows that it is done (佐证): words or an address."""

    fact_id: str
    state: str
    by: str
    at: str
    note: str
    flag: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One entry of a fact's history, oldest first; it goes back through all versions.

    ``event`` is state, correct, reject, add, withdraw, settle, unsettle or undo; ``changes`` are (field,
    before, after) of a correction, and ``machine`` the machine's own reading at that time. Entries of one action
    bear one ``batch``; ``undone``: this one has been taken back.
    """

    state: str
    by: str
    at: str
    note: str
    event: str = "state"
    changes: tuple[tuple[str, str, str], ...] = ()
    machine: Fact | None = None
    proof: str = ""
    batch: str = ""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the rows that are as before, and those that are left as they are because somebody
    has changed them since (or their document is gone). ``batch`` names the undoing itself; empty: nothing done."""

    batch: str
    done: tuple[str, ...]
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """One action: who did what to how many rows when. ``event`` is that of its last entry, ``states`` those that
    it set; ``undone``: all of it has been taken back."""

    id: str
    by: str
    at: str
    event: str
    states: tuple[str, ...]
    fact_ids: tuple[str, ...]
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """How a row has changed: ``thread`` names it through all versions of its document, ``changes`` counts the
    entries of its history, ``at`` is when the newest was made (UTC, ISO 8601)."""

    thread: str
    changes: int
    at: str


@dataclass(frozen=True, slots=True)
class SaidThen:
    """What people had said of a row at a place in its history; ``owner`` only where it has changed since."""

    state: str
    by: str
    note: str
    proof: str
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """How people have edited a fact. ``machine`` is the reading below it: the program's own, or for an
    added row the row as it was added; ``fields`` are the corrections as typed."""

    fact_id: str
    origin: Origin
    rejected: bool
    fields: tuple[tuple[str, str], ...]
    by: str
    at: str
    note: str
    machine: Fact


@dataclass(frozen=True, slots=True)
class Vanished:
    """A fact with a state or an edit that the newest version of its document no longer holds."""

    fact: Fact
    source: str
    row: StateRow
    origin: Origin = "machine"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row that a language model proposed for a sentence. ``start`` and ``end`` place its quote in the sentence,
    ``at`` and ``until`` its value or time in the quote; ``fields`` are typed as a person would."""

    kind: Literal["target", "deadline"]
    quote: str
    start: int
    end: int
    at: int
    until: int
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing that waits for a person: a sentence that gave no fact, a row that a language model proposed for
    one, an edited row whose words changed, or a row that vanished from the newest version (``document_id``
    may then be older).

    ``id`` settles it. ``edited``: a person had corrected, rejected or added the row. ``settled_by`` and ``settled_at`` tell who has settled it and when.
    A proposal has the ``model`` that made it, the kind that is ``proposed`` and its ``fields`` as typed.
    """

    id: str
    kind: Literal["sentence", "proposed", "changed", "vanished"]
    document_id: str
    document_title: str
    source: str
    start: int
    end: int
    quote: str
    section: tuple[str, ...]
    reason: str
    fact_id: str = ""
    edited: bool = False
    settled_by: str = ""
    settled_at: str = ""
    note: str = ""
    sure: bool = False
    """The program knows why the sentence gave no fact (``ingest.reasons``)."""
    model: str = ""
    proposed: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation; ``payload`` is the writer's own JSON."""

    id: int
    conversation_id: str
    role: str
    text: str
    payload: str
    at: str


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that was refused, and why."""

    question: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person said of an answer; ``reason`` is one of 引用错误, 数字错误, 没找到, 不完整, or empty."""

    conversation_id: str
    message_id: int | None
    rating: str
    comment: str
    at: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as its browser lists it. Times are UTC, ISO 8601; ``deleted_at`` while it can be undone."""

    id: str
    browser: str
    title: str
    created_at: str
    updated_at: str
    deleted_at: str | None = None


@dataclass(frozen=True, slots=True)
class IndexReport:
    """How one index stands against the database. ``behind`` counts changes it has not seen."""

    name: str
    chunks: int
    behind: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VectorState:
    """How far the vectors of the model in use are: texts that have one, and all.

    ``error`` says why the last try to make the others failed.
    """

    model: str
    done: int
    total: int
    error: str = ""

    @property
    def label(self) -> str:
        """The model as people know it, without dimension and check sums."""
        return CHECK_SUMS.sub("", self.model)

    @property
    def missing(self) -> int:
        """Texts that are found by their words alone."""
        return self.total - self.done


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Whether database, files and indexes agree; ``problems`` says in words what does not.

    ``model`` is the embedding model in use, ``vectors`` counts what is held of every model.
    """

    ok: bool
    documents: int
    chunks: int
    facts: int
    indexes: tuple[IndexReport, ...]
    problems: tuple[str, ...]
    model: str = ""
    vectors: dict[str, int] = field(default_factory=dict)
