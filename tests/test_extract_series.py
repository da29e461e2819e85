"""Several tasks of one time, periods of rules, and who acts. All sentences are written for this test."""

from __future__ import annotations

import time

import pytest

from ingest.extract import extract_facts
from ingest.records import Deadline, Document, Metadata, PartialDate, Section, Span

OPINION = Metadata(title="关于推进某项工作的实施意见", kind="意见", issued=PartialDate(2025, 3, 4))
RULES = Metadata(title="某市校园管理条例", kind="条例", issued=PartialDate(2025, 3, 4))


def read(text: str, metadata: Metadata = OPINION) -> list[Deadline]:
    document = Document(id="d", source="s.txt", sha256="0", format="txt", text=text)
    facts = extract_facts(document, (), metadata)
    for fact in facts:
        assert text[fact.start : fact.end] == fact.quote
    return [fact for fact in facts if isinstance(fact, Deadline)]


def actions(text: str, metadata: Metadata = OPINION) -> list[str]:
    return [found.action for found in read(text, metadata)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "到2027年，劳动教育课程体系基本形成，教师队伍不断壮大，实践基地布局更加合理。",
            ["劳动教育课程体系基本形成", "教师队伍不断壮大", "实践基地布局更加合理"],
        ),
        (
            "到2028年，建立劳动教育评价机制；配齐专兼职教师；培育一批示范学校。",
            ["建立劳动教育评价机制", "配齐专兼职教师", "培育一批示范学校"],
        ),
        (
            "“十五五”时期全县教育发展的主要目标是：教育质量显著提高，城乡差距明显缩小，保障水平达到全省前列。",
            ["教育质量显著提高", "城乡差距明显缩小", "保障水平达到全省前列"],
        ),
        # a target among them takes the time and is no deadline; the others stay
        (
            "到2027年，新建幼儿园20所，普惠性资源配置进一步优化。",
            ["普惠性资源配置进一步优化"],
        ),
        # how and what for are no tasks
        (
            "到2027年，通过集团化办学，建成一批优质学校，确保孩子就近上好学，为振兴乡村提供支撑。",
            ["建成一批优质学校"],
        ),
        # results listed under a purpose belong to it
        (
            "到2026年底，全面完成宿舍改造任务，使住宿条件更加舒适，食堂设备达到规定标准。",
            ["全面完成宿舍改造任务"],
        ),
        # the object of the verb stands two clauses later
        (
            "到2030年，形成学段之间相互衔接，课堂内外相互结合，家校社相互支持的劳动教育体系，建立督导制度。",
            ["形成学段之间相互衔接，课堂内外相互结合，家校社相互支持的劳动教育体系", "建立督导制度"],
        ),
        # a time in a later part of the sentence ends with its part
        (
            "加强队伍建设；到2027年，建成名师工作室，健全培训制度；继续完善交流机制。",
            ["建成名师工作室", "健全培训制度"],
        ),
    ],
)  # fmt: skip
def test_goals_of_one_time_are_each_a_deadline(text: str, expected: list[str]) -> None:
    assert actions(text) == expected


def test_results_of_the_next_sentence_share_the_time_of_a_goal_paragraph() -> None:
    text = "工作目标：到2027年，乡村学校条件明显改善。教师结构进一步优化。积极宣传先进典型。"
    found = read(text)
    assert [d.action for d in found] == ["乡村学校条件明显改善", "教师结构进一步优化"]
    assert {d.time.hi for d in found} == {PartialDate(2027, 12, 31)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "10月份，召开心理健康教育推进会，对表现突出的集体进行表彰，提升教师育人能力。",
            ["召开心理健康教育推进会", "对表现突出的集体进行表彰"],
        ),
        (
            "11月份，教研室组织说课比赛；团委开展志愿服务周活动。",
            ["组织说课比赛", "开展志愿服务周活动"],
        ),
        (
            "各县（区）于2026年5月20日前将推荐名单报市教育局，并将电子版发至指定邮箱。",
            ["将推荐名单报市教育局", "将电子版发至指定邮箱"],
        ),
        # one event and what it is good for
        ("12月份，举办校长论坛，交流办学经验，促进学校内涵发展。", ["举办校长论坛"]),
        # follow-ups that cannot be ticked off
        ("每学年开展一次体育工作自评，自评结果纳入校长考核，接受社会监督。", ["开展一次体育工作自评"]),
    ],
)  # fmt: skip
def test_events_and_duties_that_are_coordinated(text: str, expected: list[str]) -> None:
    assert actions(text) == expected


@pytest.mark.parametrize(
    ("text", "action", "owner"),
    [
        ("教育主管部门应当自收到材料之日起十五日内作出书面答复。", "作出书面答复", "教育主管部门"),
        ("学校发现隐患后，应当在二十四小时内报告主管部门。", "报告主管部门", "学校"),
        ("施工单位应当在工程交付使用后三个月内，将图纸移交使用单位。", "将图纸移交使用单位", "施工单位"),
        ("培训机构每年向社会公布收费情况。", "向社会公布收费情况", "培训机构"),
        ("接送车辆管理的具体办法由区人民政府自本条例施行之日起六个月内制定。", "制定接送车辆管理的具体办法", "区人民政府"),
        ("督促各幼儿园在6月底前完成食堂改造。", "督促各幼儿园完成食堂改造", "各幼儿园"),
        ("监护人应当于每学期开学前提交健康证明。", "提交健康证明", "监护人"),
    ],
)  # fmt: skip
def test_periods_for_a_duty_and_who_owes_it(text: str, action: str, owner: str) -> None:
    found = read(text, RULES)
    assert [(d.action, d.owner) for d in found] == [(action, owner)]


def test_the_body_of_the_sentence_before_acts_where_none_is_named() -> None:
    text = "区卫生部门应当自受理之日起七日内完成核查。符合条件的，应当在三日内发放证明。"
    assert [d.owner for d in read(text, RULES)] == ["区卫生部门", "区卫生部门"]


def test_a_rule_ends_on_the_day_another_comes_into_force() -> None:
    text = "本条例自2025年7月1日起施行。《某市校园管理暂行办法》同时废止。"
    assert [(d.action, d.time.raw) for d in read(text, RULES)] == [
        ("施行", "自2025年7月1日起"),
        ("《某市校园管理暂行办法》废止", "自2025年7月1日起"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "当事人可以自收到通知之日起十日内申请复核。",
        "被撤销资格的，三年内不得再次申报。",
        "学校在获准筹建之日起两年内建成的，可以申请验收。",
        "食堂留样制度每日落实。",
        "重点做好期末、放假前、汛期时的安全提醒。",
        "今年是教育强县建设的关键之年。",
        "“十五五”时期，要努力完成以下任务：",
        "2026年重点工作",
        "我们要倍加努力，今年我们将继续奋斗。",
    ],
)
def test_what_sets_no_deadline(text: str) -> None:
    assert read(text, RULES) == []


def test_a_recurring_task_within_a_season_is_bounded_by_it() -> None:
    (found,) = read("6月至8月每周开展一次防汛巡查。", Metadata(kind="通知", plan_year=2026))
    assert found.time.recurring
    assert (found.time.lo, found.time.hi) == (PartialDate(2026, 6, 1), PartialDate(2026, 8, 31))


def test_days_of_every_year_recur() -> None:
    found = read("每学年助学金于4月20日前、11月20日前发放到卡。")
    assert [(d.time.raw, d.time.recurring) for d in found] == [
        ("4月20日前", True),
        ("11月20日前", True),
    ]
    assert {d.action for d in found} == {"助学金发放到卡"}


@pytest.mark.parametrize(
    ("kind", "issued", "year"),
    [
        ("通知", PartialDate(2026, 3, 9), 2026),
        # at the end of a year the next may be meant
        ("通知", PartialDate(2026, 12, 9), None),
        ("意见", PartialDate(2026, 3, 9), None),
    ],
)
def test_a_notice_means_the_year_of_its_issue(
    kind: str, issued: PartialDate, year: int | None
) -> None:
    (found,) = read("各校于5月6日前报送总结。", Metadata(kind=kind, issued=issued))
    assert found.time.hi == PartialDate(year, 5, 6)


def test_what_opens_is_named_at_the_time_before() -> None:
    found = read("城东小学4月开工，8月底前投入使用。")
    assert [(d.action, d.owner) for d in found] == [
        ("城东小学开工", ""),
        ("城东小学投入使用", ""),
    ]


def test_an_office_answers_for_a_target_and_a_school_does_not() -> None:
    text = "区教育局每年评选示范班级30个。每校建设校园图书角不少于2个。"
    document = Document(id="d", source="s.txt", sha256="0", format="txt", text=text)
    section = Section(0, len(text), 1, "一、", "建设任务", ("一、建设任务",), Span(0, 0))
    facts = [f for f in extract_facts(document, (section,), OPINION) if f.kind == "target"]
    assert [f.owner for f in facts] == ["区教育局", ""]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("6月底前完成清查。（牵头单位：区教育局；配合单位：区财政局、区住建局）", "区教育局；区财政局、区住建局"),
        ("6月底前完成清查。（市教育局，各县区政府负责）", "市教育局，各县区政府"),
        ("6月底前完成清查。〔责任单位：市教育局、各县（市、区）政府〕", "市教育局、各县（市、区）政府"),
        # who explains a rule does not carry it out
        ("本办法自2026年5月1日起施行，由市教育局负责解释。", ""),
        # an explanation in brackets names nobody
        ("6月底前完成清查（以学区为单位，由专人负责）。", ""),
    ],
)  # fmt: skip
def test_offices_named_in_labels_and_brackets(text: str, owner: str) -> None:
    assert [d.owner for d in read(text)] == [owner]


def test_a_line_of_owners_speaks_for_all_paragraphs_of_its_item() -> None:
    lines = ["（一）改善条件。", "5月底前制定计划。", "9月底前完成改造。", "责任单位：基建科"]
    text = "\n".join(lines)
    document = Document(id="d", source="s.txt", sha256="0", format="txt", text=text)
    section = Section(
        0, len(text), 1, "（一）", "改善条件", ("（一）改善条件",), Span(0, len(lines[0]))
    )
    facts = extract_facts(document, (section,), OPINION)
    assert [f.owner for f in facts if isinstance(f, Deadline)] == ["基建科", "基建科"]


@pytest.mark.parametrize(
    ("text", "relation", "action"),
    [
        ("申报截止时间为2026年4月20日。", "by", "申报"),
        ("公示时间为2026年5月6日至5月12日。", "in", "公示"),
        ("请于4月20日17:00前将申请表交至学籍科。", "by", "将申请表交至学籍科"),
        ("第二阶段（4月至6月）：自查自纠。", "in", "自查自纠"),
        ("座谈会定于2026年4月8日上午9:00在三楼会议室召开。", "in", "座谈会在三楼会议室召开"),
        ("10月底前，整改不到位的，取消资格。", "by", "取消资格"),
        ("区教育局应于每年1月底前公布上一年度经费使用情况。", "by", "公布上一年度经费使用情况"),
        ("已入选的学校每年11月底前提交报告。", "by", "提交报告"),
    ],
)
def test_labels_hours_stages_and_conditions(text: str, relation: str, action: str) -> None:
    (found,) = read(text, Metadata(kind="通知", plan_year=2026))
    assert (found.time.relation, found.action) == (relation, action)


def test_many_times_in_one_sentence_are_read_in_linear_time() -> None:
    def seconds(times: int) -> float:
        text = "每年召开会议，并报主管部门备案，" * times
        start = time.perf_counter()
        assert read(text)
        return time.perf_counter() - start

    seconds(100)
    assert seconds(1200) < 40 * max(seconds(120), 0.01)
