"""Document → what it says of itself, and what the documents of a library say of each other."""

from ingest.metadata.edits import (
    CLEAR,
    EDITABLE,
    apply_edits,
    keep_edited,
    parse_value,
    year_for_facts,
)
from ingest.metadata.lineage import Kin, find_parent, place_children
from ingest.metadata.read import read_metadata
from ingest.metadata.versions import mark_replaced, with_status

__all__ = [
    "CLEAR", "EDITABLE", "Kin", "apply_edits", "find_parent", "keep_edited", "mark_replaced", "parse_value", "place_children",
    "read_metadata", "with_status", "year_for_facts",
]  # fmt: skip
