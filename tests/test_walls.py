"""Lines whose cells only blanks part are read as the table they were; other lines with blanks are not."""

from __future__ import annotations

from ingest.clean.walls import walled
from ingest.records import Block


def tables(text: str) -> list[list[list[str]]]:
    """The tables that are found, as rows of words."""
    blocks = [Block("paragraph", line) for line in text.strip().split("\n")]
    found = []
    for block in walled(blocks):
        if block.kind == "table":
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(cell.text)
            found.append(list(rows.values()))
    return found


def test_tasks_with_owners_and_limits() -> None:
    (table,) = tables(
        "二、任务分解\n序号 任务 牵头单位 完成时限\n1 修订校规 德育科 3月底\n2 公布校历 教务科 8月20日\n三、要求"
    )
    assert table[0] == ["序号", "任务", "牵头单位", "完成时限"]
    assert table[2] == ["2", "公布校历", "教务科", "8月20日"]


def test_second_head_begins_another_table() -> None:
    found = tables(
        "学校 一年级 二年级\n东坡小学 3 4\n西坡小学 2 1\n学校 七年级 八年级\n坡北中学 5 6\n坡南中学 1 0"
    )
    assert [len(rows) for rows in found] == [3, 3]


def test_sum_and_empty_note() -> None:
    (table,) = tables(
        "岗位 人数 学历要求 备注\n语文 4 本科 限女性\n数学 3 本科\n体育 2 专科 可放宽\n合计 9"
    )
    assert table[2] == ["数学", "3", "本科", ""]
    assert table[4] == ["合计", "9", "", ""]


def test_years_head_columns() -> None:
    (table,) = tables("指标 2025年 2027年 属性\n入园率 95% 97% 预期性\n巩固率 98% 99% 约束性")
    assert table[1][1] == "95%"


def test_names_and_sentences_are_no_tables() -> None:
    assert not tables("李 明 东坡小学\n王 芳 西坡小学\n赵 六 坡北中学")
    assert not tables("各位家长 请注意 明天放假\n请带好 雨具 水杯。\n感谢 支持 配合。")
    assert not tables("序号 任务 时限\n第一条 本办法 适用\n第二条 本办法 施行")
