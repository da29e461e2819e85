"""Task lists and indicator tables. All tables are written for this test."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ingest.extract import extract_facts
from ingest.records import (
    Deadline,
    Document,
    Metadata,
    Paragraph,
    PartialDate,
    Span,
    Table,
    TableCell,
    Target,
)

PLAN = Metadata(title="2025年工作要点", kind="工作要点", plan_year=2025)


def table(
    rows: list[list[str]], caption: str = "附表", merged: dict[tuple[int, int], int] | None = None
) -> Document:
    """A document that is one table; ``merged`` gives the row span of single cells."""
    text = caption + "\n"
    begin, cells, paragraphs = len(text), [], [Paragraph(0, len(caption))]
    for number, row in enumerate(rows):
        left = len(text)
        for column, words in enumerate(row):
            text += "\t" if column else ""
            span = (merged or {}).get((number, column), 1)
            if words or span:
                cells.append(
                    TableCell(number, column, len(text), len(text) + len(words), row_span=span)
                )
            text += words
        paragraphs.append(Paragraph(left, len(text), kind="row"))
        text += "\n"
    body = Table(begin, len(text) - 1, tuple(cells), 1, Span(0, len(caption)))
    return Document("d", "s", "0", "docx", text, paragraphs=tuple(paragraphs), tables=(body,))


def test_rows_of_a_task_list_are_deadlines() -> None:
    document = table(
        [
            ["序号", "重点任务", "责任单位", "完成时限"],
            ["1", "召开全区教育大会", "办公室", "2025年3月底"],
            ["2", "开展教师节慰问", "人事科", "9月"],
        ]
    )
    facts = extract_facts(document, (), PLAN)
    assert [(f.action, f.owner, f.time.raw) for f in facts if isinstance(f, Deadline)] == [
        ("召开全区教育大会", "办公室", "2025年3月底"),
        ("开展教师节慰问", "人事科", "9月"),
    ]
    assert [f.time.relation for f in facts if f.time] == ["by", "by"], (
        "a bare month is the last one"
    )
    assert facts[1].time is not None and facts[1].time.hi == PartialDate(2025, 9, 30)
    assert [document.text[c.start : c.end] for c in facts[0].context] == [
        "重点任务",
        "责任单位",
        "完成时限",
    ]
    assert facts[0].quote == "1\t召开全区教育大会\t办公室\t2025年3月底"


def test_a_task_cell_holds_targets_with_the_rows_owner_and_time() -> None:
    document = table(
        [
            ["重点任务", "责任单位", "完成时限"],
            ["新建公办幼儿园3所，新增学位810个", "学前科", "8月底"],
        ]
    )
    targets = [f for f in extract_facts(document, (), PLAN) if isinstance(f, Target)]
    assert [(t.indicator, t.value, t.owner) for t in targets] == [
        ("新建公办幼儿园", Decimal(3), "学前科"),
        ("新增学位", Decimal(810), "学前科"),
    ]
    assert all(t.time is not None and t.time.raw == "8月底" for t in targets)


def test_header_and_row_name_a_value() -> None:
    document = table(
        [
            ["学段", "生均公用经费标准（元）", "备注"],
            ["小学", "740", ""],
            ["初中", "960", "含取暖费"],
        ]
    )
    facts = extract_facts(document, (), PLAN)
    assert [(f.scope, f.indicator, f.value, f.unit) for f in facts if isinstance(f, Target)] == [
        ("小学", "生均公用经费标准", Decimal(740), "元"),
        ("初中", "生均公用经费标准", Decimal(960), "元"),
    ]
    assert document.text[facts[0].span.start : facts[0].span.end] == "740"


def test_the_goal_column_counts_and_the_present_one_does_not() -> None:
    document = table(
        [
            ["指标", "单位", "2024年实际", "2025年目标"],
            ["学前教育毛入园率", "%", "95", "98"],
            ["新增学位", "个", "1100", "2300"],
        ],
        "主要指标",
    )
    facts = extract_facts(document, (), PLAN)
    assert [(f.indicator, str(f.value), f.unit) for f in facts if isinstance(f, Target)] == [
        ("毛入园率", "98", "%"),
        ("新增学位", "2300", "个"),
    ]
    assert all(f.time is not None and f.time.lo == PartialDate(2025, 1, 1) for f in facts)


def test_names_and_serial_numbers_are_no_values() -> None:
    document = table(
        [["序号", "姓名", "单位", "电话"], ["1", "王小明", "第三中学", "86543210"]], "参会名单"
    )
    assert extract_facts(document, (), PLAN) == ()


def test_a_merged_owner_holds_for_all_its_rows() -> None:
    document = table(
        [
            ["工作任务", "牵头单位", "时间安排"],
            ["完成学位摸底", "基教科", "4月"],
            ["发布招生简章", "", "6月"],
        ],
        merged={(1, 1): 2, (2, 1): 0},
    )
    facts = extract_facts(document, (), PLAN)
    assert [(f.owner, f.time.raw) for f in facts if isinstance(f, Deadline)] == [
        ("基教科", "4月"),
        ("基教科", "6月"),
    ]


def test_a_table_without_caption_measures_what_the_text_above_does() -> None:
    above = "小学生近视率降至38%以下，初中生近视率降至60%以下。各学段目标见下表。\n"
    body = table([["学段", "2024年基数", "2025年目标"], ["小学", "39.6%", "39%"]], caption="")
    text = above + body.text
    moved = Document("d", "s", "0", "docx", text, paragraphs=(Paragraph(0, len(above) - 1),), tables=(shifted(body.tables[0], len(above)),))  # fmt: skip
    found = [f for f in extract_facts(moved, (), PLAN) if isinstance(f, Target)]
    cells = [(f.scope, f.indicator, f.value) for f in found if f.start >= len(above)]
    assert cells == [("小学", "近视率", Decimal(39))], "the baseline is no target"


def shifted(table: Table, by: int) -> Table:
    """The same table further down its document, without a caption."""
    cells = tuple(replace(c, start=c.start + by, end=c.end + by) for c in table.cells)
    return replace(table, start=table.start + by, end=table.end + by, cells=cells, caption=None)


def test_a_form_names_each_value_by_the_cell_to_its_left() -> None:
    document = table(
        [
            ["学校名称", "临河小学", "负责人", "李明"],
            ["计划招生", "135人", "计划班数", "3个"],
        ],
        caption="表2 2025年招生计划",
    )
    targets = [f for f in extract_facts(document, (), PLAN) if isinstance(f, Target)]
    assert [(t.indicator, t.value, t.scope) for t in targets] == [
        ("计划招生", Decimal(135), "临河小学"),
        ("计划班数", Decimal(3), "临河小学"),
    ]


def test_a_caption_is_no_task_and_its_number_no_year() -> None:
    document = table(
        [["学校", "人数"], ["临河小学", "135"], ["临山小学", "90"]], caption="表2 2025年招生计划"
    )
    facts = extract_facts(document, (), PLAN)
    assert not [f for f in facts if isinstance(f, Deadline)]
    assert [(t.scope, t.value) for t in facts if isinstance(t, Target)] == [
        ("临河小学", Decimal(135)),
        ("临山小学", Decimal(90)),
    ]
    assert all("年招生" not in t.indicator for t in facts if isinstance(t, Target))


def test_the_unit_of_a_caption_and_the_same_as_above_are_read() -> None:
    document = table(
        [
            ["任务", "责任单位", "完成时限"],
            ["维修校舍", "基建中心", "8月底前"],
            ["更新课桌椅", "同上", "9月底前"],
        ]
    )
    deadlines = [f for f in extract_facts(document, (), PLAN) if isinstance(f, Deadline)]
    assert [(d.action, d.owner) for d in deadlines] == [
        ("维修校舍", "基建中心"),
        ("更新课桌椅", "基建中心"),
    ]
    money = table(
        [["学校", "建设资金"], ["临河小学", "320"], ["合计", "320"]],
        caption="经费安排（单位：万元）",
    )
    targets = [f for f in extract_facts(money, (), PLAN) if isinstance(f, Target)]
    assert [(t.value, t.unit) for t in targets] == [(Decimal(3200000), "元")] * 2


def test_a_month_that_groups_the_rows_is_no_time_of_its_own_beside_a_finer_one() -> None:
    document = table(
        [
            ["月份", "时间", "工作事项", "责任科室"],
            ["3月", "3月5日前", "印发校历和作息时间表", "基础教育科"],
            ["3月", "", "召开学校安全工作会议", "安全科"],
        ]
    )
    found = [f for f in extract_facts(document, (), PLAN) if isinstance(f, Deadline)]
    assert [(f.time.raw, f.action) for f in found] == [
        ("3月5日前", "印发校历和作息时间表"),
        ("3月", "召开学校安全工作会议"),
    ]
