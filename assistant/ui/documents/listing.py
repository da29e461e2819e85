"""The list of the documents tab: which files there are, which of them are asked for, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.ui.chat.sources import escape_markdown
from assistant.ui.strings.words import Words
from ingest.records import FileOutcome

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from ingest.store.rows import StoredDocument, VectorState

PAGE = 50
"""Rows of one page."""
NO = ""
"""The choice of a filter that lets everything through."""


@dataclass(frozen=True, slots=True)
class Row:
    """One file. ``tone`` is good, warn, bad or quiet; ``reading``: pictures are being read; counts are facts."""

    source: str
    id: str
    title: str
    kind: str
    year: str
    issuer: str
    status: str
    sign: str
    tone: str
    group: str
    sample: bool
    reading: bool
    pages: int
    tasks: int
    targets: int
    reason: str
    remedy: str
    added: str

    @property
    def problem(self) -> bool:
        """Is there something that a person should look at?"""
        return bool(self.reason or self.remedy) or self.tone == "bad"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to see; ``page`` counts from 1."""

    search: str = ""
    group: str = NO
    year: str = NO
    kind: str = NO
    issuer: str = NO
    problem: bool = False
    sort: str = "attention"
    down: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of one page. ``found`` of ``all`` files fit; ``waits``: scans are being read, or vectors made."""

    counts: str
    rows: tuple[Row, ...]
    found: int
    all: int
    asked: Asked
    waits: bool
    choices: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.found // PAGE))


SIGNS: Mapping[str, tuple[str, str]] = {
    "in_force": ("✓", "good"),
    "taken_in": ("✓", "good"),
    "replaced": ("↺", "warn"),
    "ended": ("✕", "warn"),
    "recognising": ("…", "quiet"),
    "needs_ocr": ("!", "bad"),
    "failed": ("!", "bad"),
    "empty": ("!", "bad"),
    "unsupported": ("!", "bad"),
}
"""Group of a file → its sign and tone."""
OF_STATUS = {"现行": "in_force", "废止": "ended", "被替代": "replaced"}
"""What a document says of its validity → its group; one that says nothing is simply taken in."""

SORTS: Mapping[str, Callable[[Row], Any]] = {
    "attention": lambda row: (
        row.sample,
        row.group in ("in_force", "taken_in", "replaced", "ended"),
        row.source,
    ),
    "title": lambda row: row.title or row.source,
    "status": lambda row: (list(SIGNS).index(row.group), row.source),
    "pages": lambda row: row.pages,
    "facts": lambda row: row.tasks + row.targets,
    "added": lambda row: row.added,
}
"""Order of the rows by name; what needs a person first, samples last, unless something else is asked."""


class DocumentList:
    """Reads the list from the library, in the page's language."""

    def __init__(self, assistant: PolicyAssistant, reads_scans: bool, words: Words) -> None:
        self.assistant = assistant
        self.reads_scans = reads_scans
        self.words = words

    def read(self, asked: Asked = Asked()) -> Listing:
        """The files that are asked for, as they now are."""
        known = {d.id: d for d in self.assistant.documents()}
        outcomes = self.assistant.outcomes()
        facts = self.assistant.fact_counts()
        rows = [self._row(o, known.get(o.id), facts.get(o.id, (0, 0))) for o in outcomes]
        fitting = [row for row in rows if _fits(row, asked)]
        fitting.sort(key=SORTS[asked.sort], reverse=asked.down)
        page = min(asked.page, max(1, -(-len(fitting) // PAGE)))
        asked = Asked(**{**_plain(asked), "page": page})
        waiting = [o for o in outcomes if self.is_read(o)]
        vectors = self.assistant.vectors()
        return Listing(
            self._counts(known, facts, waiting) + self._missing(vectors),
            tuple(fitting[(page - 1) * PAGE : page * PAGE]), len(fitting), len(rows), asked,
            bool(waiting) or vectors is not None, self._choices(rows),
        )  # fmt: skip

    def _row(
        self, outcome: FileOutcome, document: StoredDocument | None, facts: tuple[int, int]
    ) -> Row:
        said = document.metadata if document is not None else None
        group = self.group(outcome, document)
        sign, tone = SIGNS[group]
        return Row(
            source=outcome.source, id=document.id if document is not None else "",
            title=(said.title if said else "") or outcome.title or Path(outcome.source).name,
            kind=said.kind if said else "", year=_year(said), issuer=said.issuer if said else "",
            status=self.status(outcome, document), sign=sign, tone=tone, group=group,
            sample=document is not None and document.sample, reading=self.is_read(outcome),
            pages=outcome.pages, tasks=facts[0], targets=facts[1], reason=without_name(outcome),
            remedy=outcome.remedy, added=document.added_at if document is not None else "",
        )  # fmt: skip

    def group(self, outcome: FileOutcome, document: StoredDocument | None) -> str:
        """What a file is counted among: a key of ``SIGNS``."""
        if self.is_read(outcome) and outcome.status != "indexed":
            return "recognising"
        if outcome.status != "indexed":
            return outcome.status
        return OF_STATUS.get(document.metadata.status if document else "", "taken_in")

    def status(self, outcome: FileOutcome, document: StoredDocument | None = None) -> str:
        """What became of a file, in words."""
        if self.is_read(outcome):
            key = "recognising" if outcome.recognised is not None else "queued"
            return self.words(key, done=outcome.recognised, total=outcome.waiting)
        return self.words(f"group_{self.group(outcome, document)}")

    def _choices(self, rows: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
        """What each filter offers, with how many files it would show."""
        rows = list(rows)
        offered: dict[str, list[tuple[str, str]]] = {}
        for name in ("group", "year", "kind", "issuer"):
            counted: dict[str, int] = {}
            for row in rows:
                if value := getattr(row, name):
                    counted[value] = counted.get(value, 0) + 1
            ordered = sorted(counted, key=_ORDERS[name](counted))
            offered[name] = [(self.words("filter_all"), NO)] + [
                (f"{self._named(name, value)}（{counted[value]}）", value) for value in ordered
            ]
        return offered

    def _named(self, name: str, value: str) -> str:
        return self.words(f"group_{value}") if name == "group" else value

    def _counts(
        self,
        known: Mapping[str, StoredDocument],
        facts: Mapping[str, tuple[int, int]],
        waiting: list[FileOutcome],
    ) -> str:
        counts = self.words(
            "library_counts",
            documents=len(known),
            tasks=sum(tasks for tasks, _ in facts.values()),
            targets=sum(targets for _, targets in facts.values()),
        )
        if waiting:
            pages = sum(o.waiting - (o.recognised or 0) for o in waiting)
            counts += " " + self.words("scans_waiting", files=len(waiting), pages=pages)
        return counts

    def _missing(self, vectors: VectorState | None) -> str:
        """How far the vectors of a model are that is new to this library."""
        if vectors is None:
            return ""
        done, total = f"{vectors.done:,}", f"{vectors.total:,}"
        model = escape_markdown(vectors.label)
        told = "\n\n" + self.words("vectors_missing", model=model, done=done, total=total)
        if vectors.error:
            reason = escape_markdown(vectors.error)
            told += "\n\n" + self.words("vectors_failed", reason=reason)
        return told

    def has_samples(self) -> bool:
        """Are documents of ours in the library still?"""
        return any(d.sample for d in self.assistant.documents())

    def is_read(self, outcome: FileOutcome) -> bool:
        """Is OCR at it, or going to be?"""
        return self.reads_scans and outcome.waiting > 0

    def name(self, outcome: FileOutcome, document: StoredDocument | None) -> str:
        """What a file is called in a sentence."""
        return (document.metadata.title if document is not None else "") or outcome.source

    def find(self, source: str | None) -> tuple[FileOutcome | None, StoredDocument | None]:
        """A file of the list, and the document where it was taken in."""
        outcome = next((o for o in self.assistant.outcomes() if o.source == source), None)
        document = next((d for d in self.assistant.documents() if d.source == source), None)
        return outcome, document


def without_name(outcome: FileOutcome) -> str:
    """Why a file has a problem, without its name at the beginning: beside the name it is said twice."""
    for name in (outcome.source, Path(outcome.source).name):
        for quoted in (f"“{name}”", name):
            if outcome.reason.startswith(quoted):
                rest = outcome.reason.removeprefix(quoted).lstrip(" ：:，是")
                return f"文件{rest}" if rest.startswith(("里", "的", "中", "使")) else rest
    return outcome.reason


_ORDERS: Mapping[str, Callable[[dict[str, int]], Callable[[str], Any]]] = {
    "group": lambda counted: list(SIGNS).index,
    "year": lambda counted: lambda year: -int(year),
    "kind": lambda counted: lambda kind: (-counted[kind], kind),
    "issuer": lambda counted: lambda issuer: (-counted[issuer], issuer),
}
"""Filter → the order of what it offers."""


def _year(metadata: Any) -> str:
    """The year a document plans for, else the one it was issued in."""
    if metadata is None:
        return ""
    issued = metadata.issued.year if metadata.issued is not None else None
    return str(metadata.plan_year or issued or "")


def _fits(row: Row, asked: Asked) -> bool:
    text = f"{row.title} {row.source} {row.issuer} {row.kind} {row.year}".casefold()
    return (
        all(word in text for word in asked.search.casefold().split())
        and all(
            getattr(asked, name) in (NO, getattr(row, name))
            for name in ("group", "year", "kind", "issuer")
        )
        and (row.problem or not asked.problem)
    )


def _plain(asked: Asked) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in Asked.__slots__}
