"""The words of one table cell as a value: signs, ranges, big numbers, shares, remarks."""

from __future__ import annotations

import pytest

from ingest.extract.cell_values import cell_value, pure, readable, unit_counted, whom_in


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("1,200", "人", "eq 1200 人"),
        ("３０", "人", "eq 30 人"),
        ("约200", "人", "approx 200 人"),
        ("0.8万", "人", "eq 8000 人"),
        ("1.2亿", "元", "eq 120000000 元"),
        ("50万", "万元", "eq 500000 元"),
        ("100, 000元", "", "eq 100000 元"),
        ("≥95", "%", "ge 95 %"),
        ("95%（含）以上", "", "ge 95 %"),
        ("320（含中央100）", "万元", "eq 3200000 元"),
        ("3所（新建2所、改扩建1所）", "", "eq 3 所"),
        ("占同专业人数的5%", "", "eq 5 %"),
        ("不超过参赛作品数的10%", "", "le 10 %"),
        ("16.8", "比", "eq 16.8 比"),
        ("1:20", "", "eq 0.05 比"),
        ("每校2名", "", "eq 2 名/校"),
    ],
)
def test_one_value(text: str, unit: str, expected: str) -> None:
    told = cell_value(text, unit)
    assert told is not None and told.value is not None
    assert readable(text)
    assert f"{told.comparator} {told.value.normalize():f} {told.unit}" == expected
    assert text[told.start : told.end] == told.text


@pytest.mark.parametrize(
    "text", ["8:30", "待定", "—", "1200", "6个班270人", "13912345678", "全覆盖"]
)
def test_no_value_without_a_unit_or_with_several(text: str) -> None:
    assert cell_value(text, "") is None


def test_heads_that_count_say_their_unit() -> None:
    heads = (
        "招生人数",
        "学校数",
        "班数",
        "新增学位",
        "培训人次",
        "巩固率",
        "占比",
        "开展次数",
        "名额",
        "生师比（小学）",
        "责任人",
    )
    assert [unit_counted(head) for head in heads] == [
        "人", "所", "个", "个", "人次", "%", "%", "次", "人", "比", "",
    ]  # fmt: skip


def test_pure_values_and_whom_they_count() -> None:
    assert pure("每生每天5元") and pure("3所")
    assert not pure("招聘教师5名")
    told = cell_value("骨干班主任100名", "")
    assert told is not None and whom_in("骨干班主任100名", told) == "骨干班主任"
