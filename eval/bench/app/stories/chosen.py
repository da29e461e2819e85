"""Which words of a library a story uses: questions with known answers, the fullest month, an indicator of two years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
NAME = re.compile(r"[一-鿿]{4,14}")
"""An indicator that can be asked for as it stands."""
FIGURE = re.compile(r"\d+(?:\.\d+)?")


def questions(rows: Sequence[Row], most: int) -> list[tuple[str, str, Row]]:
    """(question, the figure of its answer, row) of targets whose name stands once in the library, of different
    documents first."""
    named = [(_name(row), row) for row in rows if row["fact"]["kind"] == "target"]
    often = Counter(row["fact"]["indicator"] for _, row in named)
    fit = [
        (f"{name}是多少？", FIGURE.findall(row["fact"]["raw"])[-1], row)
        for name, row in named
        if NAME.fullmatch(name)
        and often[row["fact"]["indicator"]] == 1
        and FIGURE.search(row["fact"]["raw"])
    ]
    firsts = {row["source"]: (question, figure, row) for question, figure, row in reversed(fit)}
    return [*firsts.values(), *(one for one in fit if one not in firsts.values())][:most]


def _name(row: Row) -> str:
    scope, indicator = str(row["fact"]["scope"]), str(row["fact"]["indicator"])
    return indicator if scope in indicator else scope + indicator


def fullest_month(rows: Iterable[Row]) -> tuple[int, int] | None:
    """Year and month in which most rows end by the day or month; None where no row has such a time."""
    months = Counter(_months(rows))
    return months.most_common(1)[0][0] if months else None


def _months(rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
    for row in rows:
        when = row["fact"]["time"]
        if when and when["year_known"] and when["precision"] in ("day", "month"):
            end = str(when["hi"] or when["lo"]).split("-")
            yield int(end[0]), int(end[1])


def of_two_years(series: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """An indicator with values of two known years, the one with most values."""
    drawn = [
        one for one in series if len({p["years"] for p in one["points"] if p["years"]}) > 1
    ]  # fmt: skip
    return max(drawn, key=lambda one: len(one["points"]), default=None)


def two_questions(rows: Sequence[Row]) -> str:
    """A question file of two: one as the library has it, one with a wrong figure, so that it must fail."""
    (first, *_) = found = questions(rows, 2)
    second = found[-1]
    return "".join(
        f"- {{id: s{n}, question: {question}, kind: number, values: "
        f"[{{type: number, value: {value}, unit: '{row['fact']['unit']}'}}]}}\n"
        for n, (question, value, row) in enumerate(
            ((first[0], first[2]["fact"]["value"], first[2]), (second[0], "987654321", second[2]))
        )
    )
