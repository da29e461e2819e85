"""The nouns of the upper floor: a query, what retrieval finds, an answer and its citations, a checklist row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.units_said import bounded
from ingest.records import Chunk, Fact, FactTime, Origin, Span, Target, quoted

QuestionKind = Literal[
    "number", "date", "list", "tasks", "targets", "status", "article", "definition", "who",
    "documents", "overview", "yesno", "procedure", "greeting", "open",
    "sum", "count", "comparison", "version",
]  # fmt: skip
Mode = Literal["structured", "extractive", "generative", "clarify", "refused"]
State = Literal["待确认", "已确认", "进行中", "已完成", "不适用"]
STATES: tuple[State, ...] = ("待确认", "已确认", "进行中", "已完成", "不适用")

REJECTED = "已驳回"
"""Asked for like a state: rows that a person has rejected."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, read from the question and, for a follow-up, from the turns before it.

    ``text`` is the standalone question used for retrieval; ``time`` the asked window; ``documents``
    the ids the question (or the caller) names; ``missing`` names what the question asks for and the
    library does not hold (``第九十九条``, ``2031年``, ``海宁市``); ``named`` are the words of the places and
    documents it names and the library holds; ``unit`` is the family of the number asked for (``元``, ``%``,
    ``人``, ``时长``), ``issuers`` whose papers are asked for.
    """

    question: str
    text: str
    kind: QuestionKind
    time: FactTime | None = None
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    article: str = ""
    indicator: str = ""
    scope: str = ""
    unit: str = ""
    owner: str = ""
    topic: str = ""
    state: str = ""
    documents: tuple[str, ...] | None = None
    missing: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    follow_up: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that retrieval found; a higher ``score`` is better, comparable within one search."""

    chunk: Chunk
    score: float
    document_title: str
    source: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The words an answer rests on. ``marker`` is the number in ``[1]``; ``page`` is 1-based, ``page_label``
    what is printed on it; ``number`` the document's 文号; ``sample`` says that the document is invented."""

    marker: int
    document_id: str
    document_title: str
    source: str
    section: tuple[str, ...]
    page: int | None
    page_label: str
    quote: str
    start: int
    end: int
    context: tuple[Span, ...] = ()
    number: str = ""
    sample: bool = False

    @property
    def path(self) -> str:
        """The headings above the quote in one line, the document's own title left out."""
        return " › ".join(part for part in self.section if part != self.document_title)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a row's history: who set which state, or edited it, when. Times are UTC, ISO 8601.

    ``event`` is state, correct, reject, add, withdraw, settle, unsettle or undo; ``changes`` are (field,
    before, after); ``machine`` is the program's own reading at that time. Entries of one action bear one ``batch``;
    ``undone``: this one has been taken back.
    """

    state: State
    by: str
    at: str
    note: str
    event: str = "state"
    changes: tuple[tuple[str, str, str], ...] = ()
    machine: Fact | None = None
    proof: str = ""
    batch: str = ""
    undone: bool = False


IN_FORCE = re.compile(r"(?:正式)?(?:施行|实施|执行|生效|废止|失效|试行)")
"""An action that says only that a document begins or ends to hold."""


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A fact with what people have said of it. ``overdue`` is derived from *today*.

    ``origin`` says whose reading the fact is; ``edited_by`` who corrected, added or rejected it. ``flag`` says what a new
    version changed; ``note`` begins with it. ``proof`` is what shows that it is done (佐证): words or an address.
    """

    fact_id: str
    fact: Fact
    state: State
    overdue: bool
    by: str
    at: str
    note: str
    document_title: str
    source: str
    year_known: bool = True
    sample: bool = False
    origin: Origin = "machine"
    edited_by: str = ""
    rejected: bool = False
    flag: str = ""
    proof: str = ""

    @property
    def headline(self) -> str:
        """What the row is about where its document is not named beside it: 《校车安全办法》施行."""
        if isinstance(self.fact, Target):
            return f"{self.fact.scope}{self.fact.indicator}"
        action = self.fact.action
        named = quoted(self.document_title or self.source) if IN_FORCE.fullmatch(action) else ""
        return f"{named}{action}"


@dataclass(frozen=True, slots=True)
class Beside:
    """Words of another place that may answer as well, not yet told; ``context`` as of a citation."""

    words: str
    document_id: str
    span: Span
    context: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, however it was made. ``text`` carries ``[1]`` marks; ``filter`` says in words which
    rows were taken; a refusal is an answer with mode ``refused``; ``beside`` is told by ``also.told``."""

    text: str
    mode: Mode
    citations: tuple[Citation, ...] = ()
    rows: tuple[ChecklistRow, ...] = ()
    filter: str = ""
    notes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()


REASONS = ("引用错误", "数字错误", "没找到", "不完整")
"""Why an answer is of no use, to choose from."""
STOPPED, FAILED = "stopped", "failed"
"""How an answer ended that was not given to its end."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person says of an answer now: ``rating`` is up or down; one of ``REASONS`` or nothing; own words."""

    rating: str
    reason: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message. ``answer`` is there for what the assistant said; its rows stay in the facts table and are
    found by ``row_ids``. ``scope`` says in words where the question was asked; ``ended`` is empty, stopped or
    failed."""

    role: str
    text: str
    answer: Answer | None = None
    id: int = 0
    row_ids: tuple[str, ...] = ()
    scope: str = ""
    ended: str = ""
    opinion: Opinion | None = None


def said_value(fact: Target) -> str:
    """A value in the document's words, with the unit that a table has in its head."""
    words = fact.raw.strip()
    if said := bounded(words, fact.unit):
        return said
    bare = re.fullmatch(r"[\d.,，]+", words)
    return f"{words}{_scale(words, fact.value)}{fact.unit}" if bare and fact.unit else words


def _scale(words: str, value: Decimal | None) -> str:
    """The 万 or 亿 that a table has in its head: 45 is 450000元."""
    digits = words.replace(",", "").replace("，", "")
    if value is None or not re.fullmatch(r"\d+(?:\.\d+)?", digits) or not Decimal(digits):
        return ""
    return {Decimal(10) ** 4: "万", Decimal(10) ** 8: "亿"}.get(value / Decimal(digits), "")


def said_time(time: FactTime) -> str:
    """A time in its own words; a year whose digits the file has lost is said to be unknown."""
    return "某年（原文缺年份）" if time.raw == "年" else time.raw
