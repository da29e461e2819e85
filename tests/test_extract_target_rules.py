"""Scopes, comparators, standing times and refusals of targets. All sentences are written for this test."""

from __future__ import annotations

import pytest

from ingest.extract import extract_facts
from ingest.records import Document, Metadata, PartialDate, Section, Span, Target

PLAN = Metadata(title="临川区教育局2027年工作要点", kind="工作要点", plan_year=2027)
RULES = Metadata(title="学校建设条例", kind="条例")
REPORT = Metadata(
    title="2027年政府工作报告", kind="政府工作报告", plan_year=2027, issued=PartialDate(2027, 1, 20)
)


def read(text: str, metadata: Metadata = PLAN, sections: tuple[Section, ...] = ()) -> list[Target]:
    document = Document(id="d", source="s.txt", sha256="0", format="txt", text=text)
    facts = extract_facts(document, sections, metadata)
    for fact in facts:
        assert text[fact.start : fact.end] == fact.quote
        assert fact.start <= fact.span.start < fact.span.end <= fact.end
    return [fact for fact in facts if isinstance(fact, Target)]


def section(text: str, heading: str, level: int = 1, end: int | None = None) -> Section:
    start = text.index(heading)
    number, _, title = heading.partition("、")
    return Section(
        start, len(text) if end is None else end, level, number + "、", title, (title,),
        Span(start, start + len(heading)),
    )  # fmt: skip


# --- scope and indicator --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "scope", "indicator"),
    [
        ("全县城镇新增就业5200人。", "全县", "城镇新增就业"),
        ("市级劳动教育示范校达到60所。", "", "市级劳动教育示范校"),
        ("公办幼儿园在园幼儿占比达到58%。", "", "公办幼儿园在园幼儿占比"),
        ("初中生均公用经费达到990元。", "初中", "生均公用经费"),
        ("五至六年级书面作业平均完成时间不超过55分钟。", "五至六年级", "书面作业平均完成时间"),
        ("每班配备2名专任教师。", "每班", "配备专任教师"),
        ("每校每类限报1个作品。", "每校每类", "限报作品"),
        ("区教育局对校外培训机构开展3次检查。", "", "对校外培训机构开展检查"),
        ("县人民政府应当建设至少两所公办幼儿园。", "", "建设公办幼儿园"),
        ("各县（市、区）推荐典型案例6个。", "各县（市、区）", "推荐典型案例"),
        ("二是支持30所薄弱学校改善办学条件。", "", "支持薄弱学校改善办学条件"),
        ("师范院校按在校生总数的0.6%配备艺术教师。", "师范院校", "配备艺术教师"),
        ("按照每六所学校至少一名的比例配置责任督学。", "每六所学校", "配置责任督学"),
        ("区教育局设优秀组织奖6个。", "", "优秀组织奖"),
        ("设区的市应当建设2所老年大学。", "设区的市", "建设老年大学"),
        ("教师补助占比不低于75%。", "", "教师补助占比"),
        ("骨干教师（每县区12人）参加研修。", "每县区", "骨干教师"),
        ("筛选80家优质校外实践基地。", "", "筛选优质校外实践基地"),
    ],
)
def test_what_is_measured_and_for_whom(text: str, scope: str, indicator: str) -> None:
    (target,) = read(text)
    assert (target.scope, target.indicator) == (scope, indicator)


def test_the_subject_of_a_sentence_is_the_scope_of_its_values() -> None:
    text = "高中阶段学校要开足开好艺术课程，确保艺术课程不低于5个学分，让学生掌握2项艺术技能。"
    first, second = read(text)
    assert (first.scope, first.unit, first.owner) == ("高中阶段学校", "学分", "")
    assert (second.scope, second.indicator) == ("高中阶段学校学生", "掌握艺术技能")


def test_an_office_is_the_owner_and_no_scope() -> None:
    (target,) = read("县人民政府应当建设至少两所公办幼儿园。", RULES)
    assert (target.scope, target.owner) == ("", "县人民政府")


def test_items_of_a_list_share_their_verb_and_their_task() -> None:
    assert [t.indicator for t in read("新增示范园15所、实验校8所。")] == [
        "新增示范园",
        "新增实验校",
    ]
    both = read("对14所民办学校、9所托育机构开展年度检查。")
    assert [t.indicator for t in both] == ["民办学校开展年度检查", "托育机构开展年度检查"]
    among = read("公开招聘教师90名，其中心理教师12名。")
    assert [t.indicator for t in among] == ["公开招聘教师", "公开招聘心理教师"]


def test_a_noun_that_the_list_shares_at_its_end() -> None:
    targets = read("交通、水利、教育领域投资额分别达到24亿元、18亿元、9亿元。")
    assert [t.indicator for t in targets] == ["交通领域投资额", "水利领域投资额", "教育领域投资额"]


def test_a_class_is_named_by_its_heading() -> None:
    text = "二、班额要求\n小班不超过24人，大班不超过34人。"
    targets = read(text, sections=(section(text, "二、班额要求"),))
    assert [(t.scope, t.indicator) for t in targets] == [("小班", "班额"), ("大班", "班额")]


def test_a_paragraph_about_one_stage_gives_its_values_their_scope() -> None:
    text = "（三）普通高中：国家助学金标准为每生每年2400元，分为两档：一档3000元，二档1800元。"
    targets = read(text)
    assert [t.scope for t in targets] == ["普通高中"] * 3
    assert [t.indicator for t in targets] == ["国家助学金标准", "国家助学金一档", "国家助学金二档"]


def test_money_is_named_by_what_it_is_for() -> None:
    (money, built) = read("计划投资760万元，改造食堂9个。")
    assert money.indicator == "改造食堂投资"
    assert built.indicator == "改造食堂"


# --- comparators ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "comparators"),
    [
        ("生均公用经费达到初中900元、小学700元，特殊教育学校9500元。", ["ge", "ge", "ge"]),
        ("每校至少配备1名专职心理教师。", ["ge"]),
        ("每校限报2个节目。", ["le"]),
        ("摘要字数不宜超过300字。", ["le"]),
        ("失业率控制在5%左右。", ["approx"]),
        ("艺术课程课时总量达到总课时的10%。", ["ge"]),
        ("专项经费应当高于培训经费总额的55%。", ["gt"]),
        ("基金按不低于非限定性收益的12%提取。", ["ge"]),
        ("新建学校3所。", ["eq"]),
        ("达到省级标准的学校增加到12所。", ["eq"]),
    ],
)
def test_words_of_comparing_that_stand_apart(text: str, comparators: list[str]) -> None:
    assert [t.comparator for t in read(text)] == comparators


# --- the time that governs a value ----------------------------------------------------------------


def test_a_part_heading_gives_its_time_to_the_values_below() -> None:
    text = "三、2027年重点工作\n新建公办幼儿园7所。\n四、保障措施\n每年培训教师300人次。"
    cut = text.index("四、")
    parts = (section(text, "三、2027年重点工作", end=cut), section(text, "四、保障措施"))
    first, second = read(text, REPORT, parts)
    assert first.time is not None and first.time.hi == PartialDate(2027, 12, 31)
    assert text[first.time.start : first.time.end] == "2027年"
    assert Span(first.time.start, first.time.end) in first.context
    assert second.time is not None and second.time.recurring


def test_the_year_of_a_title_is_not_given_to_everything() -> None:
    text = "2027年工作要点\n新建公办幼儿园7所。"
    title = Section(
        0, len(text), 1, "", "2027年工作要点", ("2027年工作要点",), Span(0, 9), kind="title"
    )
    (target,) = read(text, sections=(title,))
    assert target.time is None


def test_a_goal_paragraph_goes_on_with_its_leading_time() -> None:
    text = "到2029年，补充音乐教师60名。器材达标比例不低于96%。\n每校建好一个合唱团，共建团40个。"
    first, second, third = read(text)
    assert first.time == second.time
    assert first.time is not None and first.time.hi == PartialDate(2029, 12, 31)
    assert third.time is None


def test_an_opening_line_holds_for_the_list_below_it() -> None:
    text = "“十五五”时期，要努力实现以下目标：\n——普惠率提高到93%。\n——毛入学率提高到97%。"
    report = Metadata(
        title="2026年政府工作报告",
        kind="政府工作报告",
        plan_year=2026,
        issued=PartialDate(2026, 1, 9),
    )
    assert [t.time is not None and t.time.raw for t in read(text, report)] == ["“十五五”时期"] * 2


def test_a_task_of_a_month_does_not_date_the_rate_behind_it() -> None:
    rate = read("4月最后一周开展读书周活动，学生防火知识知晓率达到99%。")[-1]
    assert rate.time is None
    same = read("暑假期间维修校舍6处，维修面积2万平方米。")[-1]
    assert same.time is not None and same.time.raw == "暑假期间"


def test_a_rate_of_repeating_is_the_time() -> None:
    (target,) = read("体育锻炼每天不少于40分钟。")
    assert target.time is not None and target.time.recurring
    assert target.unit == "分钟"
    (money,) = read("学前教育资助标准为每生每年1400元。")
    assert money.time is None and money.unit == "元/生·年"


# --- norms ----------------------------------------------------------------------------------------


def test_counts_in_a_list_of_norms() -> None:
    text = (
        "学校用地应当符合下列标准：\n（一）每三万人口区域内预留一所四十八个班规模的中学建设用地。"
    )
    outer, inner = read(text, RULES)
    assert (outer.scope, outer.indicator) == ("每三万人口区域", "预留中学建设用地")
    assert (inner.scope, inner.indicator, inner.unit) == ("中学", "班规模", "个")
    assert [outer.value, inner.value] == [1, 48]
    described = "本市现有下列设施：\n（一）每三万人口区域内有一所四十八个班规模的中学建设用地。"
    assert read(described, RULES) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("结果公示不少于7个工作日。", 7, "个工作日"),
        ("食堂留样不少于48小时。", 48, "小时"),
        ("每件作品时长不超过8分钟。", 8, "分钟"),
        ("近视率比上年降低0.6个百分点以上。", 6, "个百分点"),
        ("让每名学生掌握一项运动技能。", 1, "项"),
        ("每校推荐3名。", 3, "名"),
    ],
)
def test_lengths_changes_and_quotas_that_are_required(text: str, value: int, unit: str) -> None:
    (target,) = read(text)
    assert target.value is not None and target.unit == unit
    assert target.value == value or target.value * 10 == value


# --- what is no target ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        # the look of a page
        "正文首行缩进2字符，1.5倍行距。",
        "上边距为2.6厘米，页脚1.5厘米。",
        "“目录”二字居中。",
        # names with a number in them
        "省教育厅等七部门联合印发文件。",
        "做好老龄、红十字、慈善等工作。",
        "推进长三角教育协作和机场四期扩建。",
        "组织参加全省五项联赛，贯彻十次全会精神。",
        "坚持一张蓝图绘到底，说一件干一件成一件。",
        "形成8个聚焦+2个方向+3个建设的格局（8+2+3）。",
        # how many were named
        "抓好招生、就业、资助三项基础工作。",
        "建好语文、数学、英语3个学科基地。",
        # copies and conditions
        "提交户口簿复印件2份。",
        "任教满三年以上的按比例计入工作年限。",
        "经全体教师三分之二以上通过。",
        # a task of once
        "每学期培训不少于1次。",
        "每三年至少举办1次展演。",
        # a plant's size
        "推动年产50万吨新材料项目建设。",
    ],
)
def test_numbers_that_set_nobody_a_goal(text: str) -> None:
    assert read(text) == []


def test_items_without_a_verb_before_the_number_still_count() -> None:
    assert len(read("新建小学、初中2所。")) == 1
    assert len(read("学校、幼儿园应当配备2名保安员。", RULES)) == 1


def test_a_past_period_opens_a_review_and_a_coming_one_does_not() -> None:
    past = "“十四五”时期是全省极不平凡的五年。新增学位3万个。"
    report = Metadata(
        title="2026年政府工作报告",
        kind="政府工作报告",
        plan_year=2026,
        issued=PartialDate(2026, 1, 9),
    )
    assert read(past, report) == []
    (coming,) = read(past.replace("十四五", "十五五").replace("极不平凡", "承前启后"), report)
    assert coming.indicator == "新增学位"


def test_a_stage_behind_the_verb_is_whom_the_value_holds_for() -> None:
    found = read("义务教育阶段生均公用经费达到初中850元、小学650元。")
    assert [(t.indicator, t.scope, t.value) for t in found] == [
        ("生均公用经费", "初中", 850), ("生均公用经费", "小学", 650),
    ]  # fmt: skip
