"""What the cells of a table are called, for whom, when and in which unit. All tables are written for this test."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from ingest.extract import extract_facts
from ingest.extract.table_nouns import Noun, Surroundings, noun_of
from ingest.records import (
    Deadline,
    Document,
    Fact,
    Metadata,
    Paragraph,
    Section,
    Span,
    Table,
    TableCell,
    Target,
)

PLAN = Metadata(title="2026年工作要点", kind="工作要点", plan_year=2026)
MARK = re.compile(r"@(?:r(\d))?(?:c(\d))?$")


def sheet(body: str, *above: str, caption: bool = True) -> Document:
    """A document that ends in a table: a line a row, ``|`` between cells, ``@r2c3`` for merged ones.
    The last line above is its caption."""
    text, paragraphs = "", []
    for words in above:
        paragraphs.append(Paragraph(len(text), len(text) + len(words)))
        text += words + "\n"
    begin, cells, taken = len(text), [], set()
    for row, line in enumerate(body.strip().splitlines()):
        left, column = len(text), 0
        for words in line.strip().split("|"):
            while (row, column) in taken:
                column += 1
            mark = MARK.search(words)
            down, wide = (int(n or 1) for n in mark.groups()) if mark else (1, 1)
            words = MARK.sub("", words)
            text += "" if len(text) == left else "\t"
            cells.append(TableCell(row, column, len(text), len(text) + len(words), down, wide))
            taken |= {(row + d, column + w) for d in range(down) for w in range(wide)}
            text += words
        paragraphs.append(Paragraph(left, len(text), kind="row"))
        text += "\n"
    told = Span(paragraphs[len(above) - 1].start, paragraphs[len(above) - 1].end) if above else None
    table = Table(begin, len(text) - 1, tuple(cells), 1, told if caption else None)
    return Document("d", "s", "0", "docx", text, paragraphs=tuple(paragraphs), tables=(table,))


def facts_in(document: Document, *sections: Section) -> tuple[Fact, ...]:
    """The facts of the table alone; every span is checked against the text."""
    found = extract_facts(document, sections, PLAN)
    for fact in found:
        assert document.text[fact.start : fact.end] == fact.quote
        assert all(span.end <= len(document.text) for span in fact.context)
    return tuple(f for f in found if f.span.start >= document.tables[0].start)


def named(document: Document, *sections: Section) -> list[tuple[str, str, str, str]]:
    """Scope, indicator, value and unit of each target."""
    told = [f for f in facts_in(document, *sections) if isinstance(f, Target)]
    return [
        (t.scope, t.indicator, f"{(t.value or Decimal(0)).normalize():f}", t.unit) for t in told
    ]


def context(document: Document, fact: Fact) -> list[str]:
    return [document.text[span.start : span.end] for span in fact.context]


def test_a_generic_header_takes_the_caption_and_its_unit() -> None:
    document = sheet(
        """办园等级|城区|乡镇
        省一级|680|560
        未评级|/|300""",
        "各等级公办园保教费标准如下表。（单位：元/生·月）",
    )
    assert named(document) == [
        ("省一级城区", "公办园保教费标准", "680", "元/生·月"),
        ("省一级乡镇", "公办园保教费标准", "560", "元/生·月"),
        ("未评级乡镇", "公办园保教费标准", "300", "元/生·月"),
    ]
    assert context(document, facts_in(document)[0]) == [
        "城区",
        "各等级公办园保教费标准如下表。（单位：元/生·月）",
    ]


def test_without_a_caption_the_paragraph_or_heading_above_says_what_is_measured() -> None:
    body = "学段|标准（元）|备注\n小学|720|百人以下按百人计\n初中|940|无"
    document = sheet(body, "全区中小学生均公用经费基准定额按下表执行。", caption=False)
    assert [row[1] for row in named(document)] == ["生均公用经费基准定额"] * 2
    assert "全区中小学生均公用经费基准定额" in context(document, facts_in(document)[0])

    heading = "三、课后服务收费标准"
    document = sheet("类别|标准\n普通服务|不超过3元/课时", heading, caption=False)
    section = Section(
        0, len(document.text), 1, "三", heading[2:], (heading,), Span(0, len(heading))
    )
    assert named(document, section) == [("普通服务", "课后服务收费标准", "3", "元/课时")]
    assert context(document, facts_in(document, section)[0]) == ["标准", heading[2:]]


def test_two_header_rows_and_sums() -> None:
    document = sheet(
        """学校@r2|小学@c2|初中@c2|合计@r2
        班数|人数|班数|人数
        一校|4|180|6|300|480
        二校|3|135|—|—|135
        合计|7|315|6|300|615""",
        "2026年招生计划表",
    )
    rows = named(document)
    assert rows[:5] == [
        ("一校小学", "招生计划班数", "4", "个"),
        ("一校小学", "招生计划人数", "180", "人"),
        ("一校初中", "招生计划班数", "6", "个"),
        ("一校初中", "招生计划人数", "300", "人"),
        ("一校合计", "招生计划", "480", "人"),
    ]
    assert len(rows) == 13
    assert rows[-1] == ("合计", "招生计划", "615", "人")


def test_years_in_rows_are_the_time() -> None:
    document = sheet(
        "年份|近视率（%）|新增学位（个）\n2026年|38|1200\n2027|37|800", "分年度目标见下表。"
    )
    targets = [f for f in facts_in(document) if isinstance(f, Target)]
    assert [(t.indicator, str(t.value), t.time.raw) for t in targets if t.time] == [
        ("近视率", "38", "2026年"),
        ("新增学位", "1200", "2026年"),
        ("近视率", "37", "2027"),
        ("新增学位", "800", "2027"),
    ]


def test_group_lines_row_numbers_and_parts_of_a_whole() -> None:
    document = sheet(
        """序号|指标|单位|2025年|2030年|属性
        一、学前教育@c6
        1|毛入园率|%|92.5|95|预期性
        2|公办园在园幼儿占比|%|48|≥55|约束性
        二、教师队伍@c6
        3|专任教师本科以上学历比例|%|80|90|预期性
        3|其中：小学|%|75|85|预期性""",
        "主要指标",
    )
    goals = [f for f in facts_in(document) if isinstance(f, Target) and f.time and f.time.raw == "2030年"]  # fmt: skip
    assert [(t.scope, t.indicator, str(t.value), t.comparator) for t in goals] == [
        ("学前教育", "毛入园率", "95", "eq"),
        ("学前教育", "公办园在园幼儿占比", "55", "ge"),
        ("", "专任教师本科以上学历比例", "90", "eq"),
        ("小学", "专任教师本科以上学历比例", "85", "eq"),
    ]
    assert context(document, goals[0]) == ["2030年", "一、学前教育"]
    assert context(document, goals[3])[1] == "专任教师本科以上学历比例"


def test_merged_labels_hold_for_their_rows_and_are_context() -> None:
    document = sheet(
        """资助标准（单位：元/生·年）@c4
        学段|项目|档次|标准
        高中@r2|国家助学金@r2|一档|3000
        二档|2300
        中职|免学费|—|2200""",
        "附件2",
    )
    assert named(document) == [
        ("高中一档", "国家助学金", "3000", "元/生·年"),
        ("高中二档", "国家助学金", "2300", "元/生·年"),
        ("中职", "免学费标准", "2200", "元/生·年"),
    ]
    assert context(document, facts_in(document)[1]) == [
        "标准",
        "高中",
        "国家助学金",
        "资助标准（单位：元/生·年）",
    ]


@pytest.mark.parametrize(
    ("body", "caption", "expected"),
    [
        # money of a budget is named by item and caption
        ("序号|项目|金额\n1|校舍维修|320\n合计||320", "经费预算表（单位：万元）", [("", "校舍维修经费预算", "3200000", "元"), ("合计", "经费预算", "3200000", "元")]),
        # the unit of a caption that stands on a line of its own
        ("镇街|计划数\n东湖镇|420\n小计|420", "单位：人", [("东湖镇小学", "招生计划", "420", "人"), ("小学小计", "招生计划", "420", "人")]),
        # a size class is whose, not how much
        ("学校规模|校医（名）\n12个班以下|1\n13-24个班|2", "配备标准", [("12个班以下", "校医", "1", "名"), ("13-24个班", "校医", "2", "名")]),
        # a ratio, a value per class, a limit by sign
        ("学段|生师比\n初中|13.5:1", "师资配备", [("初中", "生师比", "13.5", "比")]),
        ("设备名称|单位|数量\n一体机|台|每班1", "配置要求", [("", "一体机数量", "1", "台/班")]),
        ("学段|指标|目标\n小学|近视率|≤38%", "防控目标", [("小学", "近视率", "38", "%")]),
        # no header at all
        ("小学|650元\n初中|850元", "生均标准：", [("小学", "生均标准", "650", "元"), ("初中", "生均标准", "850", "元")]),
        # old and new, and the difference
        ("学段|原标准（元）|调整后标准（元）|增加额（元）\n小学|650|700|50", "表1 生均公用经费标准", [("小学", "生均公用经费标准", "700", "元"), ("小学", "生均公用经费标准增加额", "50", "元")]),
        # a name that is a document's is none
        ("科目|一年级\n语文|8节", "周课时安排表", [("一年级", "语文周课时", "8", "节")]),
        # nothing but telephones, points and dashes
        ("序号|单位|办公电话|编号\n1|第一中学|86541234|12", "联系方式（单位：个）", []),
        ("考核内容|分值|评分标准\n成立领导小组|10分|未成立扣5分", "评分细则", []),
        ("指标|目标值（%）\n巩固率|—\n入学率|/\n升学率|无", "主要指标", []),
    ],
)  # fmt: skip
def test_kinds_of_tables(body: str, caption: str, expected: list[tuple[str, ...]]) -> None:
    above = ("附表 各镇小学招生计划", caption) if caption == "单位：人" else (caption,)
    assert named(sheet(body, *above)) == expected


def test_tasks_in_any_wording() -> None:
    document = sheet(
        """序号|工作内容|时间要求|牵头科室|配合科室|备注
        1|印发招生方案|4月20日前|基教科|各学校|
        2|组织网上报名|5月10日—15日|同上|信息中心|平台9月关闭
        3|公布录取结果|7月底前|招考中心|/|电话86541234""",
        "推进安排",
    )
    found = facts_in(document)
    assert all(isinstance(f, Deadline) for f in found)
    assert [(f.action, f.owner, f.time.raw) for f in found if isinstance(f, Deadline)] == [
        ("印发招生方案", "基教科、各学校", "4月20日前"),
        ("组织网上报名", "基教科、信息中心", "5月10日—15日"),
        ("公布录取结果", "招考中心", "7月底前"),
    ]
    assert context(document, found[1]) == ["工作内容", "牵头科室", "时间要求", "基教科"]


def test_a_short_task_is_told_with_what_it_belongs_to() -> None:
    document = sheet(
        """工作阶段|具体工作|完成时间|负责人
        体质测试@r2|方案制定|3月|体卫科
        数据上报|5月|各校
        总结阶段|形成年度总结报告|12月中旬|办公室""",
        "实施步骤",
    )
    found = [f for f in facts_in(document) if isinstance(f, Deadline)]
    assert [(f.action, f.owner) for f in found] == [
        ("体质测试：方案制定", "体卫科"),
        ("体质测试：数据上报", "各校"),
        ("形成年度总结报告", "办公室"),
    ]
    assert "体质测试" in context(document, found[1])


def test_values_beside_a_task_have_its_owner_and_time() -> None:
    document = sheet(
        """项目|对象|人数|时间|责任单位
        岗前培训|新聘教师|200人|7—8月|发展中心""",
        "培训项目安排表",
    )
    target = next(f for f in facts_in(document) if isinstance(f, Target))
    assert (target.indicator, target.scope, target.owner) == ("岗前培训人数", "新聘教师", "发展中心")  # fmt: skip
    assert target.time is not None
    assert target.time.raw == "7—8月"


def test_what_a_long_table_measures_is_asked_once_a_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(document: Document, table: Table, around: Surroundings, unit: str) -> Noun:
        asked.append(unit)
        return noun_of(document, table, around, unit)

    monkeypatch.setattr("ingest.extract.sheets.noun_of", counted)
    rows = "\n".join(f"第{n}小学 | {n} | {n + 1}" for n in range(1, 60))
    found = facts_in(sheet(f"学校 | 2026年 | 2027年\n{rows}", "表1 新建校舍面积（平方米）"))
    assert len(found) == 118 and asked == ["平方米"]


def test_what_the_text_says_of_money_is_not_what_an_attachment_measures() -> None:
    document = sheet(
        "项目 | 投资（万元）\n幼儿园新建 | 300\n合计 | 300",
        "特殊教育生均公用经费提高至每年8000元。", "附件1", "学前教育建设项目表",
    )  # fmt: skip
    assert not any("特殊" in scope + name for scope, name, _, _ in named(document))
