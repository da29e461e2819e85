"""A document and its facts as one line of LangExtract's JSON, and back into the same facts.

LangExtract (``lx.io.load_annotated_documents_jsonl``, ``lx.visualize``) highlights ``extraction_text``.
That is the fact's whole clause here, not its value alone: “900元” highlighted by itself says nothing,
and two facts of one sentence are told apart by their clauses. The value's or time's own words stand in
the attributes with their interval (``words``, ``words_start``, ``words_end``). Attributes may only be
strings or lists of strings there, so numbers, offsets and days are written as strings; unknown is "".
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ingest.errors import DamagedFile
from ingest.records import (
    Deadline,
    Document,
    Fact,
    FactTime,
    Metadata,
    PartialDate,
    Span,
    Target,
    time_to_json,
)

Attributes = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Annotated:
    """What one line holds; every fact's words stand in ``text`` where it says."""

    document_id: str
    text: str
    facts: tuple[Fact, ...]


def annotated_line(
    document: Document, metadata: Metadata, facts: Sequence[Fact], *, sample: bool = False
) -> str:
    """One document as one line of JSON, without a line break at its end.

    Extractions of one clause share a ``group_index``. ``title``, ``source`` and ``sample`` are ours;
    LangExtract passes over them.
    """
    groups: dict[tuple[int, int], int] = {}
    extractions = []
    for index, fact in enumerate(facts):
        group = groups.setdefault((fact.start, fact.end), len(groups))
        extractions.append(
            {
                "extraction_class": fact.kind,
                "extraction_text": fact.quote,
                "char_interval": {"start_pos": fact.start, "end_pos": fact.end},
                "alignment_status": "match_exact",
                "extraction_index": index,
                "group_index": group,
                "description": _summary(fact),
                "attributes": _attributes(document.text, fact),
            }
        )
    line = {
        "document_id": document.id,
        "title": metadata.title,
        "source": document.source,
        "sample": sample,
        "text": document.text,
        "extractions": extractions,
    }
    return json.dumps(line, ensure_ascii=False)


def _summary(fact: Fact) -> str:
    if isinstance(fact, Deadline):
        return f"{fact.time.raw} {fact.action}"
    return f"{fact.scope}{fact.indicator} {fact.raw}"


def _attributes(text: str, fact: Fact) -> Attributes:
    own: Attributes
    if isinstance(fact, Deadline):
        own = {"action": fact.action}
    else:
        own = {"indicator": fact.indicator, "scope": fact.scope, "comparator": fact.comparator}
        own |= {
            "value": _number(fact.value), "unit": fact.unit, "raw": fact.raw, "lo": _number(fact.lo),
            "hi": _number(fact.hi), "value_from": _number(fact.value_from),
        }  # fmt: skip
    return own | _time(fact.time) | {
        "owner": fact.owner,
        "section": list(fact.section),
        "words": text[fact.span.start : fact.span.end],
        "words_start": str(fact.span.start),
        "words_end": str(fact.span.end),
        "context": [f"{span.start}-{span.end}" for span in fact.context],
        "fact_id": fact.id,
    }  # fmt: skip


def _time(time: FactTime | None) -> Attributes:
    if time is None:
        return {}
    told = {
        f"time_{key}": "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        for key, value in time_to_json(time).items()
    }  # fmt: skip
    return {**told, "time_start": str(time.start), "time_end": str(time.end)}


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


# --- and back -----------------------------------------------------------------------------------


def read_annotated(line: str) -> Annotated:
    """Reads what ``annotated_line`` wrote.

    Raises:
        DamagedFile: it is no such line, or a fact's words do not stand where it says.
    """
    try:
        raw = json.loads(line)
        identity, text = str(raw["document_id"]), str(raw["text"])
        facts = tuple(_fact(identity, item) for item in raw["extractions"])
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise DamagedFile(
            f"这一行不是导出的标注（{error!r}）。",
            "请用 python -m ingest export --jsonl 重新导出。",
        ) from error
    for fact in facts:
        if text[fact.start : fact.end] != fact.quote:
            raise DamagedFile(
                f"标注“{fact.quote[:20]}”与正文 {fact.start}–{fact.end} 处的文字不符。",
                "请用 python -m ingest export --jsonl 重新导出。",
            )
    return Annotated(identity, text, facts)


def _fact(identity: str, item: Mapping[str, Any]) -> Fact:
    told, place = item["attributes"], item["char_interval"]
    common: dict[str, Any] = {
        "id": told["fact_id"],
        "document_id": identity,
        "section": tuple(told["section"]),
        "quote": item["extraction_text"],
        "start": place["start_pos"],
        "end": place["end_pos"],
        "span": Span(int(told["words_start"]), int(told["words_end"])),
        "owner": told["owner"],
        "time": _read_time(told),
        "context": tuple(Span(*map(int, part.split("-"))) for part in told["context"]),
    }
    if item["extraction_class"] == "deadline":
        return Deadline(action=told["action"], **common)
    numbers: dict[str, Any] = {
        key: _decimal(told[key]) for key in ("value", "value_from", "lo", "hi")
    }
    words: dict[str, Any] = {
        key: told[key] for key in ("indicator", "scope", "comparator", "unit", "raw")
    }
    return Target(**common, **numbers, **words)


def _read_time(told: Mapping[str, Any]) -> FactTime | None:
    if "time_raw" not in told:
        return None
    lo, hi = told["time_lo"], told["time_hi"]
    return FactTime(
        told["time_raw"],
        int(told["time_start"]),
        int(told["time_end"]),
        PartialDate.parse(lo) if lo else None,
        PartialDate.parse(hi) if hi else None,
        told["time_relation"],
        told["time_precision"],
        told["time_recurring"] == "true",
    )


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
