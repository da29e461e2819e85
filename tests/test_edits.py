from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from ingest.edits import CLEAR, EDITABLE, apply_edits, changed, keep_edited, read_edits, written
from ingest.errors import SettingsError
from ingest.records import Metadata, PartialDate


@pytest.mark.parametrize(
    "field, typed, value",
    [
        ("issued", "2025-09-01", PartialDate(2025, 9, 1)),
        ("issued", " 2025年9月1日 ", PartialDate(2025, 9, 1)),
        ("effective", "2025/9/1", PartialDate(2025, 9, 1)),
        ("effective", "２０２５．９．１".replace("．", "."), PartialDate(2025, 9, 1)),
        ("issued", "XXXX-09-01", PartialDate(None, 9, 1)),
        ("issued", "", None),
        ("plan_year", "2026", 2026),
        ("plan_year", "2026年", 2026),
        ("plan_year", "", None),
        ("status", "废止", "废止"),
        ("status", "", "未知"),
        ("expires", "不详", None),
        ("title", "auto", CLEAR),
        ("issued", "恢复", CLEAR),
        ("title", " 关于…的通知 ", "关于…的通知"),
        ("replaces", "甲办法（试行）\n 青教〔2020〕3号；乙、丙办法\n", ("甲办法（试行）", "青教〔2020〕3号", "乙、丙办法")),
    ],
)  # fmt: skip
def test_values_are_read_as_people_write_them(field: str, typed: str, value: Any) -> None:
    assert read_edits({field: typed}) == {field: value}


@pytest.mark.parametrize(
    "field, typed, named, form",
    [
        ("issued", "2025-13-01", "成文日期（issued）", "2025-09-01"),
        ("effective", "25-9-1", "施行日期（effective）", "2025-09-01"),
        ("issued", "昨天", "成文日期（issued）", "2025-09-01"),
        ("issued", "2025-02-30", "成文日期（issued）", "2025-09-01"),
        ("plan_year", "20260", "计划年份（plan_year）", "2025"),
        ("plan_year", "明年", "计划年份（plan_year）", "2025"),
        ("status", "有效", "时效（status）", "现行"),
        ("colour", "red", "colour", "plan_year"),
    ],
)
def test_a_value_that_cannot_be_read_names_the_field_and_its_form(
    field: str, typed: str, named: str, form: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_edits({field: typed})
    assert named in caught.value.reason and form in caught.value.remedy


def test_what_is_written_is_read_back_and_is_no_change() -> None:
    metadata = Metadata(
        "题", "局", "青教〔2026〕1号", PartialDate(2026, 3, 1), PartialDate(None, 9, 1), 2026,
        "办法", "现行", "青禾区", ("甲", "乙"),
    )  # fmt: skip
    values = read_edits({field: written(metadata, field) for field in EDITABLE})
    assert changed(metadata, values) == {}
    assert changed(metadata, {**values, "place": "澄州市"}) == {"place": "澄州市"}
    assert set(EDITABLE) <= {field.name for field in dataclasses.fields(Metadata)}


def test_what_a_person_wrote_wins_until_it_is_given_back() -> None:
    read = Metadata("甲", "教育局", plan_year=2026, inherited=("plan_year",))
    wrote = apply_edits(read, {"title": "乙", "plan_year": None}, read)
    assert (wrote.title, wrote.plan_year, wrote.edited) == ("乙", None, ("title", "plan_year"))
    assert wrote.inherited == (), "it is the person's word now"
    anew = keep_edited(Metadata("丙", "财政局", plan_year=2027), wrote)
    assert (anew.title, anew.issuer, anew.plan_year) == ("乙", "财政局", None)
    back = apply_edits(anew, {"title": CLEAR}, Metadata("丙"))
    assert (back.title, back.edited) == ("丙", ("plan_year",))
