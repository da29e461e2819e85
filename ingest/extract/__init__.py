"""Document → targets (指标) and deadlines (时间节点), each with the words it rests on."""

from ingest.extract.coverage import extract_all, find_uncovered
from ingest.extract.facts import extract_facts
from ingest.extract.ids import fact_key
from ingest.grammar import find_quantities, find_times

__all__ = [
    "extract_all",
    "extract_facts",
    "fact_key",
    "find_quantities",
    "find_times",
    "find_uncovered",
]
