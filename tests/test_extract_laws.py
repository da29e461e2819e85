"""Norms and duties of laws, rules and measures. All sentences are written for this test."""

from __future__ import annotations

import pytest

from ingest.extract import extract_facts
from ingest.records import Deadline, Document, Fact, Metadata, Target

RULES = Metadata(title="临川区学校管理办法", kind="办法")


def read(text: str) -> list[Fact]:
    document = Document(id="d", source="s.txt", sha256="0", format="txt", text=text)
    facts = extract_facts(document, (), RULES)
    for fact in facts:
        assert text[fact.start : fact.end] == fact.quote
        assert fact.start <= fact.span.start < fact.span.end <= fact.end
    return list(facts)


def norms(text: str) -> list[tuple[str, str, str, str]]:
    """(indicator, scope, comparator, value or range with unit) of the targets."""
    return [
        (f.indicator, f.scope, f.comparator, f"{f.lo}–{f.hi}" if f.value is None else f"{f.value:f}"[:6])
        for f in read(text)
        if isinstance(f, Target)
    ]  # fmt: skip


def duties(text: str) -> list[tuple[str, str, str]]:
    """(action, owner, time) of the deadlines."""
    return [(f.action, f.owner, f.time.raw) for f in read(text) if isinstance(f, Deadline)]


# --- norms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("学校按学生人数五百比一的比例配备保健教师。", [("配备保健教师", "学校", "eq", "500")]),
        (
            "各乡镇至少建设一所公办幼儿园和一所公办小学。",
            [("建设公办幼儿园", "各乡镇", "ge", "1"), ("建设公办小学", "各乡镇", "ge", "1")],
        ),
        (
            "幼儿园园长应当具有专科以上学历、三年以上保育教育工作经历。",
            [("保育教育工作经历", "幼儿园园长", "ge", "3")],
        ),
        ("学生军训时间累计不少于十日。", [("学生军训时间", "", "ge", "10")]),
        ("对新任校长，每年至少安排三次专题课。", [("专题课", "", "ge", "3")]),
        (
            "企业应当执行国家规定，按照工资总额的百分之一点五至百分之二提取培训经费。",
            [("提取培训经费", "", "range", "1.5–2")],
        ),
        (
            "培训经费中用于乡村教师的经费所占比例，应当高于培训经费总额的百分之四十。",
            [("培训经费中用于乡村教师的经费所占比例", "", "gt", "40")],
        ),
        ("督导应有两名以上督学参加。", [("督学", "督导", "ge", "2")]),
        (
            "每千人口按六十名小学生配建小学，生均用地面积不低于二十平方米。",
            [("小学生", "每千人口", "eq", "60"), ("生均用地面积", "小学", "ge", "20")],
        ),
        (
            "幼儿园每学期应当为幼儿家长提供不少于四次的育儿指导。",
            [("提供育儿指导", "幼儿家长", "ge", "4")],
        ),
        ("进货记录保存期限不得少于产品保质期满后六个月。", [("进货记录保存期限", "", "ge", "6")]),
        (
            "乡村幼儿园的非在编教师，其人均年收入应当达到当地平均工资的二倍以上。",
            [("人均年收入", "乡村幼儿园的非在编教师", "ge", "2")],
        ),
        (
            "小学教职工与学生比为1:20，初中为1:10。",
            [("教职工与学生比", "小学", "eq", "0.05"), ("教职工与学生比", "初中", "eq", "0.1")],
        ),
        (
            "幼儿园班额一般为：小班20人，中班25人。",
            [("班额", "幼儿园小班", "eq", "20"), ("班额", "幼儿园中班", "eq", "25")],
        ),
    ],
)  # fmt: skip
def test_norms_of_a_law(text: str, found: list[tuple[str, str, str, str]]) -> None:
    assert norms(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "三次以上旷课的，由学校给予批评教育。",
        "迟到两次按旷课1学时计算。",
        "参加志愿服务每次加2分，获奖者加5分。",
        "学生休学以一学期为单位。",
        "教龄满三十年的教师，享受荣誉津贴。",
        "经两名教师签字后，由教务处存档。",
        "脱产学习半年以上的职工，应当与单位订立协议。",
        "学生有下列情形之一的，给予警示：累计小于14学分。",
    ],
)
def test_conditions_and_points_are_no_norms(text: str) -> None:
    assert norms(text) == []


# --- duties ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "建设单位应当在施工十日前书面告知学校。",
            [("书面告知学校", "建设单位", "施工十日前")],
        ),
        (
            "考试机构对不宜报考的专业应当在填报志愿前二十日公告。",
            [("对不宜报考的专业公告", "考试机构", "填报志愿前二十日")],
        ),
        (
            "接受委托的机构应当在收到材料之日起20日内作出结论。",
            [("作出结论", "接受委托的机构", "20日内")],
        ),
        (
            "学校发现学生受到伤害，应当采取措施予以保护，自发现之日起五日内完成调查。",
            [("完成调查", "学校", "自发现之日起五日内")],
        ),
        ("餐费据实收取，按月公布。", [("餐费公布", "", "按月")]),
        ("教育部门应当按年度对合作办学协议进行审查。", [("对合作办学协议进行审查", "教育部门", "按年度")]),
        (
            "布局规划自批准后三十日内应当在本地媒体上向社会公布，公布的内容应当包括图纸。",
            [("布局规划在本地媒体上向社会公布", "", "自批准后三十日内")],
        ),
        (
            "学校应当履行下列职责：\n（一）建立台账；\n（二）每年发布安全报告。",
            [("发布安全报告", "学校", "每年")],
        ),
        ("幼儿每半年测视力一次。", [("测视力一次", "", "每半年")]),
        (
            "学校每学年结束后30日内提交自评报告。",
            [("提交自评报告", "学校", "每学年结束后30日内")],
        ),
        ("退费申请应当自离校之日起15日内办理完毕。", [("退费申请办理完毕", "", "自离校之日起15日内")]),
    ],
)  # fmt: skip
def test_duties_of_a_law(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(a, o, t) for a, o, t in duties(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "暑假期间参加集训的学生，实践成绩由竞赛成绩替代。",
        "每学年未按规定缴纳学费的不予注册。",
        "假期岗位指因暑假工作需要而设置的岗位。",
        "每月全勤者加1分。",
        "学校按年度计划公布采购结果。",
    ],
)
def test_conditions_definitions_and_points_are_no_duties(text: str) -> None:
    assert duties(text) == []


def test_a_period_of_showing_is_not_governed_by_the_period_of_the_duty() -> None:
    facts = read("学校应当在两周内公示考核结果，公示期不少于7天。")
    shown = [fact for fact in facts if isinstance(fact, Target)]
    assert [(fact.indicator, fact.time) for fact in shown] == [("公示期", None)]
