"""Notices: quotas in lists and lost tables, days under headings, limits in brackets. All texts are written here."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.metadata.dates import opening_year
from ingest.pipeline import Job, hash_file, read
from ingest.records import Deadline, PartialDate, Target

TITLE = "关于举办2026年全县劳动课教师研修班的通知"


def facts(folder: Path, body: str, title: str = TITLE) -> tuple[list[Target], list[Deadline]]:
    file = folder / "通知.txt"
    file.write_text(f"{title}\n\n{body}\n", encoding="utf-8")
    reading = read(Job(file, file.name, hash_file(file)))
    targets = [fact for fact in reading.facts if isinstance(fact, Target)]
    return targets, [fact for fact in reading.facts if isinstance(fact, Deadline)]


def named(found: list[Target]) -> list[tuple[str, str, str]]:
    return [(t.indicator, t.scope, f"{t.value}{t.unit}") for t in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a time that stands alone takes its event from the heading
        ("一、研修时间\n10月12日至16日，会期5天。", [("研修", "10月12日至16日")]),
        ("三、（二）材料复核。\n（三）县级复核。4月20日前。", [("县级复核", "4月20日前")]),
        # a bare label takes it from the title
        ("时间：4月16日上午9:00，会期半天。", [("举办全县劳动课教师研修班", "4月16日上午9:00")]),
        # no event: headings of other matters, and the day of the letter
        ("五、有关要求\n4月20日", []),
        # a result that is made known is no letterhead
        ("一、安排\n（四）录取结果公布：7月10日前", [("录取结果公布", "7月10日前")]),
        # the day before, on which people arrive
        (
            "时间：8月3日至8日（8月2日下午报到）",
            [("举办全县劳动课教师研修班", "8月3日至8日"), ("报到", "8月2日")],
        ),
        # what has been so since then is no deadline, and 初中 is no beginning of a year
        ("主题鲜明，2024年以来实施并取得实效。", []),
        ("我县2026年初中学业水平体育考试公告", []),
        # the year of a name is no deadline
        ("经研究，决定举办2026年全县劳动课教师研修班。", []),
    ],
)
def test_times_alone(tmp_path: Path, body: str, expected: list[tuple[str, str]]) -> None:
    _, found = facts(tmp_path, body)
    assert [(d.action, d.time.raw) for d in found] == expected


def test_what_is_handed_in_keeps_its_object(tmp_path: Path) -> None:
    _, found = facts(tmp_path, "请各校于5月29日（周五）前，将自查报告、整改台账报送至安全科。")
    assert [(d.action, d.owner) for d in found] == [("将自查报告、整改台账报送至安全科", "各校")]
    _, found = facts(tmp_path, "各校要将自查表于3月16日12:00前发送至邮箱。")
    assert [(d.action, d.owner) for d in found] == [("将自查表发送至邮箱", "各校")]


def test_lists_of_quotas(tmp_path: Path) -> None:
    body = (
        "名额分配如下：\n1.松江县教育局  15名\n2.河湾区教育局  12名\n合计  27名\n"
        "二、其他\n青山镇小学  6名教师参加送教。"
    )
    found, _ = facts(tmp_path, body)
    assert named(found)[:3] == [
        ("名额", "松江县教育局", "15名"),
        ("名额", "河湾区教育局", "12名"),
        ("名额", "", "27名"),
    ]
    assert all(name[0] != "名额" for name in named(found)[3:])  # the list has ended


@pytest.mark.parametrize(
    "body",
    [
        "推荐名额表\n序号 单位 名额\n1 松江县 5\n2 河湾区 8\n合计 13",
        "推荐名额表\n序号\n单位\n名额\n1\n松江县\n5\n2\n河湾区\n8\n合计\n13",
        "推荐名额表\n单位\n名额\n松江县\n5\n河湾区\n8\n合计\n13",
    ],
)
def test_tables_without_walls(tmp_path: Path, body: str) -> None:
    found, _ = facts(tmp_path, body)
    assert [(t.indicator, t.scope, str(t.value)) for t in found][:2] == [
        ("推荐名额", "松江县", "5"),
        ("推荐名额", "河湾区", "8"),
    ]
    assert str(found[-1].value) == "13"


@pytest.mark.parametrize(
    "body",
    [
        "参会人员\n张明 校长\n李红 教师\n王强 教师",  # a list of names has no figures
        "联系方式\n办公室\n教研室\n12\n财务室\n安全科\n德育处",
        "附件\n1\n2\n3",
    ],
)
def test_lines_that_are_no_table(tmp_path: Path, body: str) -> None:
    assert facts(tmp_path, body)[0] == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("每位参会教师提交教学设计1篇。", [("提交教学设计", "每位参会教师", "1篇")]),
        ("每县限报器乐节目2个，书法作品5件。", [("限报器乐节目", "每县", "2个"), ("书法作品", "每县", "5件")]),
        ("研究报告1份（1.5万字以上）。", [("研究报告", "", "1份"), ("研究报告", "", "15000.0字")]),
        ("入选后须签订协议并缴纳保证金5000元。", [("缴纳保证金", "", "5000元")]),
        ("民办小学计划招收120人。", [("招收", "民办小学", "120人")]),
        ("往返交通费凭据报销，每人不超过1500元。", [("往返交通费", "", "1500元/人")]),
        ("县财政按每人每天350元的标准补助。", [("补助", "", "350元/人·天")]),
        ("全县劳动课教师，共120人。", [("劳动课教师", "全县", "120人")]),
        ("松江县：小学校长4名。", [("小学校长", "松江县", "4名")]),
        ("每组考生不超过20人。", [("考生", "每组", "20人")]),
        ("面试合格线为60分。", [("面试合格线", "", "60分")]),
        ("1.公示（公示期不少于7天）。", [("公示期", "", "7天")]),
        # no goals: marks, sides, conditions, copies, lengths that describe
        ("笔试满分100分。", []),
        ("过程性评价20分，统一测试40分。", []),
        ("经考核合格可认定2个选修学分。", []),
        ("报名人数与计划人数比例达不到3:1的，取消岗位。", []),
        ("1.《申报书》3份。", []),
        ("研修8周。", []),
        ("本模块共6个学分（108课时）。", [("本模块", "", "6学分")]),
    ],
)  # fmt: skip
def test_values_of_notices(tmp_path: Path, body: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(facts(tmp_path, body)[0]) == expected


def test_for_whom_a_norm_holds_is_no_value(tmp_path: Path) -> None:
    found, _ = facts(tmp_path, "100人以下的学校至少配备1名保安员。")
    assert [(t.scope, str(t.value), t.unit) for t in found] == [("100人以下的学校", "1", "名")]


def test_a_remark_leaves_its_clause_a_task(tmp_path: Path) -> None:
    targets, deadlines = facts(tmp_path, "2月20日前完成评审和公示（公示期不少于7天）。")
    assert named(targets) == [("公示期", "", "7天")]
    assert [d.time.raw for d in deadlines] == ["2月20日前"]


def test_the_year_an_opening_sentence_names() -> None:
    lines = ["关于做好招生工作的通知", "现就2026年招生工作有关事项通知如下："]
    assert opening_year(lines, PartialDate(2025, 12, 20)) == 2026
    assert opening_year(lines, PartialDate(2027, 1, 4)) is None  # what is reported on
    assert opening_year(["根据2026年工作安排，通知如下。"], None) is None
