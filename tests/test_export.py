"""What is exported can be read back: typed cells, no formulas, stable calendar ids, bytes Excel reads."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from assistant.export import HEADERS, event_days, write
from assistant.records import ChecklistRow
from ingest.errors import SettingsError
from ingest.records import (
    Deadline,
    FactTime,
    PartialDate,
    Precision,
    Relation,
    Span,
    Target,
)


def time(
    lo: str | None, hi: str | None, relation: Relation = "in", precision: Precision = "month"
) -> FactTime:
    ends = [PartialDate.parse(d) if d else None for d in (lo, hi)]
    return FactTime("9月份", 0, 3, ends[0], ends[1], relation, precision)


def row(fact: Target | Deadline, **more: object) -> ChecklistRow:
    made = ChecklistRow(
        fact.id, fact, "待确认", False, "", "", "", "临溪县教育局2025年工作要点", "要点.docx"
    )
    return replace(made, **more)  # type: ignore[arg-type]


def deadline(when: FactTime, action: str = "召开课后服务现场会", quote: str = "") -> Deadline:
    quote = quote or f"9月份，{action}"
    return Deadline(
        "f1", "d", ("一、促进公平", "2.现场会"), quote, 0, len(quote), Span(0, 3), action,
        "基础教育科", when,
    )  # fmt: skip


def target(value: str | None, raw: str, **more: object) -> Target:
    made = Target(
        "f2", "d", (), f"初中{raw}", 0, len(raw) + 2, Span(2, len(raw) + 2), "生均公用经费", "初中",
        "ge", None if value is None else Decimal(value), "元", raw,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


SEPTEMBER = time("2025-09-01", "2025-09-30")


def sheet_of(path: Path) -> list[dict[str, object]]:
    lines = list(load_workbook(path).active.iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def events_of(path: Path) -> list:
    return Calendar.from_ical(path.read_bytes()).walk("VEVENT")


# --- xlsx -------------------------------------------------------------------------------------


def test_a_sheet_has_typed_numbers_and_days(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    write(
        [row(deadline(SEPTEMBER)), row(target("940", "940元")), row(target("46.5", "46.5%"))], path
    )
    first, second, third = sheet_of(path)
    assert tuple(first) == HEADERS
    assert first["类别"] == "时间节点" and first["责任单位"] == "基础教育科"
    assert first["起"] == dt.datetime(2025, 9, 1) and first["止"] == dt.datetime(2025, 9, 30)
    assert first["章节"] == "一、促进公平 › 2.现场会" and first["目标值"] is None
    assert (second["目标值"], second["比较"], second["单位"]) == (940, "≥", "元")
    assert third["目标值"] == 46.5 and second["起"] is None


def test_an_unknown_year_is_not_made_up(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    write([row(deadline(time("XXXX-09-01", "XXXX-09-30")))], path)
    (line,) = sheet_of(path)
    assert line["起"] == "09-01（年份不明）" and line["止"] == "09-30（年份不明）"


def test_a_value_that_is_no_single_number_keeps_its_words(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    change = target("940", "由860元提高到940元", value_from=Decimal(860), comparator="from_to")
    stretch = target(None, "40%至50%", comparator="range")
    write([row(change), row(stretch)], path)
    first, second = sheet_of(path)
    assert first["目标值"] == "由860元提高到940元" and second["目标值"] == "40%至50%"


@pytest.mark.parametrize("words", ["=1+1", "+86", "-5", "@SUM(A1)", '=HYPERLINK("x")'])
def test_document_words_are_never_formulas(tmp_path: Path, words: str) -> None:
    path = tmp_path / "清单.xlsx"
    write([row(deadline(SEPTEMBER, action=words, quote=words), note=words)], path)
    cells = [cell for line in load_workbook(path).active.iter_rows(min_row=2) for cell in line]
    held = [cell for cell in cells if cell.value == words]
    assert len(held) == 3 and all(cell.data_type == "s" for cell in held)


def test_a_control_character_does_not_lose_the_whole_list(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    write([row(deadline(SEPTEMBER, action="召开\x0b会\x00议"), note="见\x1f附件")], path)
    assert (sheet_of(path)[0]["事项/指标"], sheet_of(path)[0]["备注"]) == ("召开会议", "见附件")


def test_an_empty_list_is_a_sheet_of_headers(tmp_path: Path) -> None:
    write([], tmp_path / "空.xlsx")
    assert sheet_of(tmp_path / "空.xlsx") == []


# --- ics --------------------------------------------------------------------------------------


def test_a_month_spans_the_month_and_a_due_day_is_one_day(tmp_path: Path) -> None:
    path = tmp_path / "清单.ics"
    write([row(deadline(SEPTEMBER)), row(deadline(time(None, "2025-10-15", "by", "day")))], path)
    month, due = events_of(path)
    assert month["dtstart"].dt == dt.date(2025, 9, 1) and month["dtend"].dt == dt.date(2025, 10, 1)
    assert due["dtstart"].dt == dt.date(2025, 10, 15) and due["dtend"].dt == dt.date(2025, 10, 16)
    assert "召开课后服务现场会" in month["summary"] and "9月份" in month["summary"]
    assert "9月份" not in due["summary"], "a day needs no words about how sharp it is"
    assert "临溪县教育局2025年工作要点" in month["description"]


@pytest.mark.parametrize(
    "when, days",
    [
        (SEPTEMBER, ("2025-09-01", "2025-09-30")),
        (time(None, "2025-12-31", "by", "year"), ("2025-12-31", "2025-12-31")),
        (time("2025-09-01", "2025-09-30", "until"), ("2025-09-30", "2025-09-30")),
        (time("2025-09-01", None, "from", "day"), ("2025-09-01", "2025-09-01")),
        (time("XXXX-09-01", "XXXX-09-30"), None),
        (time(None, None), None),
        (None, None),
    ],
)
def test_days_of_an_event(when: FactTime | None, days: tuple[str, str] | None) -> None:
    found = event_days(when)
    assert (found and tuple(day.isoformat() for day in found)) == days


def test_rows_without_a_known_day_are_no_events(tmp_path: Path) -> None:
    path = tmp_path / "清单.ics"
    write([row(target("940", "940元")), row(deadline(time("XXXX-09-01", "XXXX-09-30")))], path)
    assert events_of(path) == []


def test_the_same_rows_give_the_same_file_and_the_same_ids(tmp_path: Path) -> None:
    one, two = tmp_path / "一.ics", tmp_path / "二.ics"
    rows = [row(deadline(SEPTEMBER))]
    write(rows, one)
    write(rows, two)
    assert one.read_bytes() == two.read_bytes()
    write([row(deadline(SEPTEMBER), state="已完成", at="2025-09-10T08:00:00+00:00")], two)
    (before,), (after,) = events_of(one), events_of(two)
    assert before["uid"] == after["uid"] == "f1@edu-policy-assistant"
    assert str(after["summary"]).startswith("✓ ") and not str(before["summary"]).startswith("✓")


def test_what_does_not_apply_is_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "清单.ics"
    write([row(deadline(SEPTEMBER), state="不适用")], path)
    assert events_of(path)[0]["status"] == "CANCELLED"


def test_commas_semicolons_and_lines_come_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "清单.ics"
    quote = "9月份，召开A,B;C\\会议\n并通报" + "很长" * 60
    write([row(deadline(SEPTEMBER, action="召开A,B;C会议", quote=quote))], path)
    (event,) = events_of(path)
    assert str(event["description"]).startswith(quote) and "A,B;C" in str(event["summary"])
    assert all(len(line) <= 75 for line in path.read_bytes().split(b"\r\n"))


# --- csv and the rest -------------------------------------------------------------------------


def test_a_csv_opens_in_excel_and_holds_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    write([row(deadline(SEPTEMBER), note="=1+1", by='张"三,丰')], path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["备注"] == "'=1+1" and line["经办人"] == '张"三,丰'
    assert line["起"] == "2025-09-01" and line["原文"] == "9月份，召开课后服务现场会"


def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\.xlsx"):
        write([], tmp_path / "清单.docx")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="写不进去"):
        write([row(deadline(SEPTEMBER))], tmp_path / "无此文件夹" / "清单.csv")


def test_upper_case_suffixes_work(tmp_path: Path) -> None:
    write([row(deadline(SEPTEMBER))], tmp_path / "清单.ICS")
    assert len(events_of(tmp_path / "清单.ICS")) == 1


def test_a_day_of_force_names_its_document() -> None:
    when = time("2026-09-01", None, "from", "day")
    shown = row(deadline(when, action="施行"), document_title="校车安全办法")
    assert shown.headline == "《校车安全办法》施行"
    assert row(deadline(when), document_title="校车安全办法").headline == "召开课后服务现场会"
