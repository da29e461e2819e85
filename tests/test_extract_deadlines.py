"""Times bound to action and owner. All sentences are written for this test."""

from __future__ import annotations

import pytest

from ingest.extract import extract_facts, fact_key
from ingest.records import Deadline, Document, Metadata, PartialDate, Section, Span

PLAN = Metadata(title="2025年工作要点", kind="工作要点", plan_year=2025)


def read(text: str, metadata: Metadata = PLAN) -> list[Deadline]:
    document = Document(id="d", source="s.txt", sha256="0", format="txt", text=text)
    facts = extract_facts(document, (), metadata)
    for fact in facts:
        assert text[fact.start : fact.end] == fact.quote
    return [fact for fact in facts if isinstance(fact, Deadline)]


@pytest.mark.parametrize("comma", ["，", ","])
def test_each_time_of_a_sentence_has_its_own_action(comma: str) -> None:
    text = (
        f"丰富校园活动{comma}3月份{comma}召开家校共育推进会；4月份{comma}结合读书节{comma}"
        f"举办经典诵读比赛；9-10月份{comma}开展中小学生艺术节。"
    )
    found = read(text)
    assert [(d.time.raw, d.action) for d in found] == [
        ("3月份", "召开家校共育推进会"),
        ("4月份", "举办经典诵读比赛"),
        ("9-10月份", "开展中小学生艺术节"),
    ]
    assert found[2].time.lo == PartialDate(2025, 9, 1)
    assert found[2].time.hi == PartialDate(2025, 10, 31)


def test_the_year_stays_unknown_where_the_plan_does_not_say_it() -> None:
    (found,) = read("下半年，召开学区建设现场会。", Metadata(kind="工作要点"))
    assert found.time.lo == PartialDate(None, 7, 1)
    assert not found.time.year_known


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("下半年启动初中英语教师研修工程。", "启动初中英语教师研修工程"),
        ("校舍加固工程于8月底前完成。", "校舍加固工程完成"),
        ("到年底，所有中小学基本完成智慧教室建设。", "基本完成智慧教室建设"),
        ("督促镇街在年底前使幼儿教师工资达到规定标准。", "督促镇街使幼儿教师工资达到规定标准"),
        ("报名时间：2025年6月1日至6月10日。", "报名"),
        ("（一）宣传发动阶段（2025年3月1日—3月15日）", "宣传发动阶段"),
        ("本办法自2025年9月1日起施行。", "施行"),
    ],
)
def test_where_the_action_stands(sentence: str, action: str) -> None:
    assert [d.action for d in read(sentence)] == [action]


@pytest.mark.parametrize(
    ("sentence", "times", "action"),
    [
        ("4月份、10月份，分别举行课堂展示周。", ["4月份", "10月份"], "举行课堂展示周"),
        ("每年3月、9月组织开展宣传月活动。", ["每年3月", "9月"], "组织开展宣传月活动"),
        ("每学期开展2次视力筛查，9月底前、次年3月底前分别完成。", ["9月底前", "次年3月底前"], "开展2次视力筛查，分别完成"),
    ],
)  # fmt: skip
def test_times_of_a_list_share_their_action(sentence: str, times: list[str], action: str) -> None:
    found = [d for d in read(sentence) if d.time.raw in times]
    assert [d.time.raw for d in found] == times
    assert all(d.action.endswith(action) for d in found)
    assert len({d.time.recurring for d in found}) == 1


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("区级展演：5月6日至5月22日", "区级展演"),
        ("现场审核：7月5日。", "现场审核"),
        ("7月10日至7月12日，初中新生到校报到。", "初中新生到校报到"),
        ("建立联席会议制度，每季度召开1次会议。", "建立联席会议制度，召开1次会议"),
        ("组织教师招聘，5月15日前发布公告。", "组织教师招聘，发布公告"),
    ],
)
def test_an_action_says_what_it_is_about(text: str, action: str) -> None:
    assert [d.action for d in read(text)] == [action]


def test_a_bare_action_takes_its_heading() -> None:
    text = "（四）班主任能力提升。9月、11月各举办1期，每期培训150名。"
    document = Document(id="d", source="s.txt", sha256="0", format="txt", text=text)
    section = Section(
        0, len(text), 1, "（四）", "班主任能力提升", ("（四）班主任能力提升",), Span(0, 10)
    )
    found = [f for f in extract_facts(document, (section,), PLAN) if isinstance(f, Deadline)]
    assert [(d.time.raw, d.action) for d in found] == [
        ("9月", "班主任能力提升：各举办1期"),
        ("11月", "班主任能力提升：各举办1期"),
    ]


@pytest.mark.parametrize("text", ["2026年教师培训项目安排表", "发布日期：2026年3月1日"])
def test_names_of_tables_and_days_of_issue_are_no_tasks(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("9月底前，完成招生总结。（责任单位：基础教育科、招生办）", "基础教育科、招生办"),
        ("各学校于4月26日前报送自查报告。", "各学校"),
        ("6月底前出台实施方案。（牵头部门：区教育局，配合部门：区财政局）", "区教育局；区财政局"),
        ("由区教育局牵头，10月底前完成验收。", "区教育局"),
        ("9月份，联合区人社局召开学生医保动员会。", ""),
    ],
)
def test_who_answers(sentence: str, owner: str) -> None:
    assert [d.owner for d in read(sentence)] == [owner]


def test_a_line_of_owners_speaks_for_the_line_above() -> None:
    (found,) = read("5月份，组织开展体育节。\n责任单位：体卫艺科")
    assert found.owner == "体卫艺科"


def test_recurring_tasks_are_flagged() -> None:
    (found,) = read("各学校每学年开展一次美育工作自评。")
    assert found.time.recurring
    assert found.owner == "各学校"


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月15日",
        "根据2019年全国教育大会精神，深化改革。",
        "去年9月，召开了全县教师大会。",
        "落实《2021—2025年教师队伍建设规划》。",
        "做好2025届毕业生就业工作。",
        "来源：某某日报 时间：2025-02-10",
        "2019年8月16日 某某市人民代表大会常务委员会第六次会议通过",
    ],
)
def test_what_only_looks_like_a_deadline(text: str) -> None:
    assert read(text) == []


def test_a_date_before_the_document_is_no_deadline() -> None:
    issued = Metadata(kind="意见", issued=PartialDate(2024, 5, 6))
    assert read("2022年，启动学区化办学。", issued) == []
    assert len(read("2026年，启动学区化办学。", issued)) == 1


def test_the_key_of_a_fact_survives_a_new_day() -> None:
    (old,) = read("各学校于4月26日前报送自查报告。")
    (new,) = read("各学校于5月10日前报送自查报告。")
    assert old.id != new.id
    assert fact_key(old) == fact_key(new)


def test_the_office_that_joins_in_leaves_the_action_whole() -> None:
    (found,) = read("9月份，联合区人社局召开学生医保动员会。")
    assert found.action == "联合区人社局召开学生医保动员会"
    assert found.owner == ""
