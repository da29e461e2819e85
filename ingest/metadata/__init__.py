"""Document → what it says of itself, and what the documents of a library say of each other."""

from ingest.metadata.lineage import Kin, find_parent, place_children
from ingest.metadata.plan import year_for_facts
from ingest.metadata.read import read_metadata
from ingest.metadata.versions import mark_replaced, with_status

__all__ = [
    "Kin", "find_parent", "mark_replaced", "place_children", "read_metadata", "with_status", "year_for_facts",
]  # fmt: skip
