"""The nouns of the ground floor: what a loader gives, what a document is, what is found in it.

Every record is frozen. Offsets are half-open spans of code points into ``Document.text``; wherever a
record carries both a quote and a span, ``document.text[start:end] == quote`` holds. In the order of
the flow: ``raw`` → ``document``, ``metadata`` → ``chunks``, ``facts`` → ``outcomes``; ``spans`` and
``days`` stand under all of them. Other packages import from here, never from the rooms.
"""

from ingest.records.chunks import Chunk
from ingest.records.days import PartialDate, last_day
from ingest.records.document import (
    Document,
    Page,
    Paragraph,
    Place,
    Removed,
    Section,
    Table,
    TableCell,
)
from ingest.records.fact_json import fact_to_json, time_to_json
from ingest.records.facts import (
    Comparator,
    Deadline,
    Fact,
    FactTime,
    Origin,
    Precision,
    Relation,
    Target,
    Uncovered,
)
from ingest.records.metadata import NAMED_BY_PARENT, Metadata, metadata_to_json, quoted
from ingest.records.outcomes import FileOutcome, IngestReport, Status
from ingest.records.raw import Block, Cell, RawDocument, RawPage
from ingest.records.spans import Box, Span

__all__ = [
    "NAMED_BY_PARENT",
    "Block",
    "Box",
    "Cell",
    "Chunk",
    "Comparator",
    "Deadline",
    "Document",
    "Fact",
    "FactTime",
    "FileOutcome",
    "IngestReport",
    "Metadata",
    "Origin",
    "Page",
    "Paragraph",
    "PartialDate",
    "Place",
    "Precision",
    "RawDocument",
    "RawPage",
    "Relation",
    "Removed",
    "Section",
    "Span",
    "Status",
    "Table",
    "TableCell",
    "Target",
    "Uncovered",
    "fact_to_json",
    "last_day",
    "metadata_to_json",
    "quoted",
    "time_to_json",
]
