"""Rule tables over text, standard library only: numerals, quantities, times, heading numbers."""

from ingest.grammar.numbering import Numbering, article_number, numbering
from ingest.grammar.numerals import parse_numeral
from ingest.grammar.quantities import Quantity, find_quantities, parse_amount
from ingest.grammar.times import TimeSpan, find_times

__all__ = [
    "Numbering", "Quantity", "TimeSpan", "article_number", "find_quantities", "find_times", "numbering",
    "parse_amount", "parse_numeral",
]  # fmt: skip
