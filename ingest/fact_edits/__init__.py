"""Facts as people correct them: which fields there are, how typed values are read, what a fact becomes.

Corrections are kept as typed (text per field) and applied to the machine's fact whenever it is read,
so that the machine's own reading is never lost. Metadata has its own table in ``ingest.edits``.
"""

from ingest.fact_edits.fields import (
    COMPARATORS,
    FIELDS,
    FORM,
    GIVE_BACK,
    NUMBERS,
    PLACE,
    TIME,
    Fields,
    Reader,
    check,
    fields_of,
    label,
    merged,
    read_field,
    remark,
)
from ingest.fact_edits.made import apply, new_fact
from ingest.fact_edits.numbers import FACTORS, NUMBER, plain_number, read_number, say_number
from ingest.fact_edits.times import corrected_time
from ingest.fact_edits.values import corrected_value, say_value
from ingest.fact_edits.written import differences, written

__all__ = [
    "COMPARATORS",
    "FACTORS",
    "FIELDS",
    "FORM",
    "GIVE_BACK",
    "NUMBER",
    "NUMBERS",
    "PLACE",
    "TIME",
    "Fields",
    "Reader",
    "apply",
    "check",
    "corrected_time",
    "corrected_value",
    "differences",
    "fields_of",
    "label",
    "merged",
    "new_fact",
    "plain_number",
    "read_field",
    "read_number",
    "remark",
    "say_number",
    "say_value",
    "written",
]
