"""One indicator through years and documents, and values that contradict each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from answer_library import FILES, open_assistant
from hypothesis import given
from hypothesis import strategies as st

from assistant import side_by_side
from assistant.__main__ import main
from assistant.agreement import contradict
from assistant.alignment import Conflict, Series, align, find_conflicts, find_series
from assistant.assistant import PolicyAssistant
from assistant.indicator_names import Measure, asked, measure, name
from assistant.points import Years, with_full_places
from assistant.ui.checklist.compare import conflicts_html, series_html
from assistant.ui.strings.words import Words
from ingest import pipeline
from ingest.pipeline import Job, read
from ingest.pipeline.run import corpus_dir
from ingest.records import Comparator, FactTime, Metadata, PartialDate, Span, Target
from ingest.settings import Settings
from ingest.store.rows import StoredDocument

ZH = Words("zh")


def when(
    raw: str, lo: str | None, hi: str | None, relation: Any = "in", recurring: bool = False
) -> FactTime:
    ends = [PartialDate.parse(day) if day else None for day in (lo, hi)]
    return FactTime(raw, 0, 0, ends[0], ends[1], relation, "year", recurring)


IN_2026 = when("2026年", "2026-01-01", "2026-12-31")


def target(
    document: str,
    indicator: str,
    value: str,
    *,
    scope: str = "",
    unit: str = "元",
    comparator: Comparator = "eq",
    time: FactTime | None = None,
    section: Sequence[str] = ("一、目标",),
    quote: str = "",
) -> Target:
    raw = f"{value}{unit}"
    words = quote or f"{scope}{indicator}{raw}"
    at = words.index(raw)
    identity = hashlib.sha256(f"{document}{words}{section}".encode()).hexdigest()[:12]
    return Target(
        identity, document, tuple(section), words, 0, len(words), Span(at, at + len(raw)), indicator,
        scope, comparator, Decimal(value), unit, raw, time=time,
    )  # fmt: skip


def stored(identity: str, **known: Any) -> StoredDocument:
    metadata = replace(Metadata(title=f"文件{identity}", place="云溪区"), **known)
    return StoredDocument(identity, f"{identity}.txt", "", 1, "txt", metadata, 1, 1, 1, False, "")


PLANS = {
    "a": stored("a", plan_year=2025, issued=PartialDate(2025, 2, 1)),
    "b": stored("b", plan_year=2026, issued=PartialDate(2026, 2, 1)),
    "c": stored("c", plan_year=2026, issued=PartialDate(2026, 3, 1)),
}


def series(*facts: Target, asked: str | None = None, **more: StoredDocument) -> tuple[Series, ...]:
    return find_series(align(facts, with_full_places({**PLANS, **more})), asked)


def conflicts(*facts: Target, **more: StoredDocument) -> tuple[Conflict, ...]:
    return find_conflicts(align(facts, with_full_places({**PLANS, **more})))


# --- names and measures -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "scope, indicator, same",
    [
        ("初中", "生均公用经费", "初中生均公用经费"),
        ("", "初中生均公用经费标准", "初中生均公用经费"),
        ("初中", "初中生均公用经费", "初中生均公用经费"),
        ("全区", "智慧校园覆盖率", "智慧校园覆盖率"),
        ("", "全区智慧校园覆盖率", "智慧校园覆盖率"),
        ("云溪区", "智慧校园覆盖率", "智慧校园覆盖率"),
        ("", "小学生近视率", "小学近视率"),
        ("", "开展区级主题教研活动", "区级主题教研活动"),
        ("", "学生体质健康优良率", "体质健康优良率"),
        ("", "“明厨亮灶”覆盖率", "明厨亮灶覆盖率"),
        ("", "高中阶段教育毛入学率", "高中阶段毛入学率"),
        ("高中阶段教育", "毛入学率", "高中阶段毛入学率"),
        ("", "满意率", ""),
        ("", "的青年教师人数", ""),
        ("", "以上媒体发布稿件", ""),
    ],
)
def test_what_names_one_indicator(scope: str, indicator: str, same: str) -> None:
    assert name(target("a", indicator, "1", scope=scope), "澄州市云溪区") == same


@pytest.mark.parametrize("words", ["新增学位", "新建幼儿园", "建成幼儿园", "招聘教师", "培训教师"])
def test_a_verb_that_makes_another_indicator_stays(words: str) -> None:
    assert name(target("a", words, "1"), "") == words


def test_what_a_value_is_counted_by() -> None:
    each_term = when("每学期", None, None, recurring=True)
    times = target("a", "主题教研活动", "8", unit="次", time=each_term)
    assert measure(times, "主题教研活动") == Measure("次", frozenset({"学期"}))
    assert measure(replace(times, unit="次/学期", time=None), "") == Measure(
        "次", frozenset({"学期"})
    )
    head = target("a", "生均公用经费", "900", unit="元/生·年")
    assert measure(head, "初中生均公用经费") == Measure("元")
    assert measure(target("a", "保教费", "900", unit="元/生·月"), "保教费") != Measure("元")
    assert measure(target("a", "招聘教师", "9", unit="名"), "招聘教师").base == "人"
    growth = target("a", "产值增长", "5", unit="%", quote="产值年均增长5%")
    assert measure(growth, "产值增长") != measure(replace(growth, quote="产值今年增长5%"), "")


# --- series -----------------------------------------------------------------------------------


def test_one_indicator_through_the_years() -> None:
    (found,) = series(
        target("b", "生均公用经费", "900", scope="初中"),
        target("a", "初中生均公用经费标准", "850", unit="元/生·年"),
        target("b", "生均公用经费", "700", scope="小学"),
    )
    assert (found.name, found.unit, found.place) == ("初中生均公用经费", "元", "云溪区")
    assert [(str(p.years), p.fact.value) for p in found.points] == [("2025", 850), ("2026", 900)]


def test_a_sum_and_a_rate_of_one_name_are_not_one_series() -> None:
    assert not series(
        target("a", "教师培训经费", "10", unit="%"), target("b", "教师培训经费", "4200000")
    )


def test_another_place_is_another_series() -> None:
    elsewhere = stored("x", plan_year=2025, place="青山县")
    facts = (
        target("x", "新增学位总数", "100", unit="个"),
        target("b", "新增学位总数", "200", unit="个"),
    )
    assert not series(*facts, x=elsewhere)
    unknown = stored("x", plan_year=2025, place="")
    assert not series(*facts, x=unknown), "an unknown place is nobody's"
    longer = stored("x", plan_year=2025, place="澄州市云溪区")
    (found,) = series(*facts, x=longer)
    assert found.place == "澄州市云溪区" and len(found.points) == 2


def test_two_copies_of_one_document_are_no_series() -> None:
    copy = stored("copy", plan_year=2025, issued=PartialDate(2025, 2, 1), title="文件a")
    facts = [target(d, "新增学位总数", "100", unit="个") for d in ("a", "copy")]
    assert not series(*facts, copy=copy)


def test_the_years_of_a_value() -> None:
    three = stored("t", plan_year=2025, plan_until=2027)
    rule = stored("r", effective=PartialDate(2023, 9, 1), status="被替代")
    nothing = stored("n", title="")
    until = when("到2028年", None, "2028-12-31", "by")
    facts = [
        target("t", "智慧校园覆盖率", "70", unit="%"),
        target("t", "智慧校园覆盖率", "90", unit="%", time=until),
        target("r", "智慧校园覆盖率", "50", unit="%"),
        target("a", "智慧校园覆盖率", "60", unit="%", section=["“十五五”时期主要目标"]),
        target("b", "智慧校园覆盖率", "61", unit="%", section=["“十五五”目标和2026年工作"]),
    ]
    (found,) = series(*facts, t=three, r=rule)
    said = [(str(p.years), p.fact.value, p.status) for p in found.points]
    assert said == [
        ("2023—", 50, "被替代"), ("2025—2027", 70, "未知"), ("2026—2030", 60, "未知"),
        ("2028", 90, "未知"),
    ]  # fmt: skip
    assert str(Years(2026, 2026)) == "2026"
    (alone,) = series(target("n", "智慧校园覆盖率", "70", unit="%"), n=nothing, asked="智慧校园")
    assert alone.points[0].years is None


def test_who_asks_is_shown_everything() -> None:
    facts = [
        target("a", "新教师岗前培训", "120", unit="学时"),
        target("b", "培训教师", "3200", unit="人次"),
        target("a", "培训教师", "3000", unit="人次"),
    ]
    assert [s.name for s in series(*facts)] == ["培训教师"]
    assert [s.name for s in series(*facts, asked="岗前培训")] == ["新教师岗前培训"]
    assert [s.name for s in series(*facts, asked="教师培训人次")] == ["培训教师"]
    assert series(*facts, asked="食堂") == ()
    assert asked("全区小学生近视率标准") == "小学近视率"


# --- conflicts --------------------------------------------------------------------------------


def test_two_documents_that_contradict_each_other_are_shown_side_by_side() -> None:
    (found,) = conflicts(
        target("b", "培训教师", "3200", unit="人次"),
        target("c", "培训教师", "3500", unit="人次", time=IN_2026),
        target("a", "培训教师", "3000", unit="人次"),
    )
    assert (found.name, str(found.years)) == ("培训教师", "2026")
    assert [(p.source, p.fact.value) for p in found.points] == [("b.txt", 3200), ("c.txt", 3500)]


@pytest.mark.parametrize(
    "one, other, more",
    [
        ({"value": "3200"}, {"value": "3200"}, {}),
        ({"value": "3200"}, {"value": "3000", "comparator": "ge"}, {}),
        ({"value": "3200"}, {"value": "3500", "unit": "人次/学期"}, {}),
        ({"value": "3200"}, {"value": "3500"}, {"status": "废止"}),
        ({"value": "3200"}, {"value": "3500"}, {"status": "被替代"}),
        ({"value": "3200"}, {"value": "3500"}, {"plan_year": 2027}),
        ({"value": "3200"}, {"value": "3500"}, {"plan_until": 2028}),
        ({"value": "3200"}, {"value": "3500"}, {"place": "青山县"}),
        ({"value": "3200"}, {"value": "3500"}, {"place": ""}),
    ],
)
def test_what_is_no_conflict(one: dict[str, Any], other: dict[str, Any], more: Any) -> None:
    known = {"plan_year": 2026, **more}
    facts = [
        target("b", "培训教师", **{"unit": "人次", **one}),
        target("x", "培训教师", **{"unit": "人次", **other}),
    ]
    assert conflicts(*facts, x=stored("x", **known)) == ()


def test_milestones_of_one_year_are_no_conflict() -> None:
    june = when("6月底前", None, "2026-06-30", "by")
    assert not conflicts(
        target("b", "智慧校园覆盖率", "40", unit="%", time=june),
        target("c", "智慧校园覆盖率", "70", unit="%", time=IN_2026),
    )


def test_items_of_one_document_without_their_heading_are_no_conflict() -> None:
    """生均用地面积 of high schools and of primary schools, where only the heading tells them apart."""
    facts = [
        target("b", "生均用地面积", "26", unit="平方米", section=["（一）普通高中"]),
        target("b", "生均用地面积", "22", unit="平方米", section=["（三）小学"]),
        target("c", "生均用地面积", "20", unit="平方米"),
    ]
    assert conflicts(*facts) == () and series(*facts) == ()


def test_a_document_that_dates_two_values_contradicts_itself() -> None:
    facts = [
        target("b", "培训教师", value, unit="人次", time=IN_2026, section=[section])
        for value, section in (("3500", "一、目标"), ("3800", "三、任务"))
    ]
    (found,) = conflicts(*facts)
    assert [p.fact.value for p in found.points] == [3500, 3800]


def test_a_document_with_very_many_values_of_one_name_tells_nothing() -> None:
    facts = [
        target("b", "培训教师", str(n), unit="人次", time=IN_2026, section=[str(n)])
        for n in range(3000)
    ]
    assert conflicts(*facts) == () and series(*facts) == ()


def test_three_that_disagree_are_one_conflict() -> None:
    more = {d: stored(d, plan_year=2026) for d in ("x", "y")}
    facts = [
        target(d, "培训教师", value, unit="人次")
        for d, value in (("b", "3200"), ("c", "3500"), ("x", "3200"), ("y", "3600"))
    ]
    (found,) = conflicts(*facts, **more)
    assert sorted(p.fact.value or 0 for p in found.points) == [3200, 3200, 3500, 3600]


def test_an_upper_authority_sets_a_floor_that_a_lower_one_may_raise() -> None:
    city = stored("x", plan_year=2026, place="澄州市")
    district = stored("y", plan_year=2026, place="澄州市云溪区")

    def both(above: str, below: str, kind: Comparator) -> bool:
        facts = [
            target(d, "普惠性幼儿园覆盖率", value, unit="%", comparator=kind)
            for d, value in (("x", above), ("y", below))
        ]
        return bool(conflicts(*facts, x=city, y=district))

    assert both("90", "85", "ge") and not both("85", "90", "ge")
    assert both("30", "40", "le") and not both("40", "30", "le")
    assert not both("800", "100", "eq"), "a part is no contradiction of the whole"
    national = stored("x", plan_year=2026, place="", issuer="教育部办公厅")
    facts = [
        target(d, "普惠性幼儿园覆盖率", value, unit="%", comparator="ge")
        for d, value in (("x", "90"), ("y", "85"))
    ]
    assert conflicts(*facts, x=national, y=district)


comparators = st.sampled_from(["eq", "ge", "gt", "le", "lt", "approx"])


@given(comparators, comparators, st.integers(1, 50), st.integers(1, 50))
def test_contradiction_is_mutual_and_never_of_itself(
    one: Comparator, other: Comparator, x: int, y: int
) -> None:
    first = target("a", "覆盖率", str(x), unit="%", comparator=one)
    second = target("b", "覆盖率", str(y), unit="%", comparator=other)
    assert contradict(first, second) == contradict(second, first)
    assert not contradict(first, first)


def test_a_range_holds_what_lies_in_it() -> None:
    between = replace(
        target("a", "班额", "40", unit="人"), comparator="range", value=None, lo=Decimal(35),
        hi=Decimal(45),
    )  # fmt: skip
    assert not contradict(between, target("b", "班额", "45", unit="人"))
    assert contradict(between, target("b", "班额", "46", unit="人"))
    assert not contradict(replace(between, lo=None), target("b", "班额", "46", unit="人"))


# --- the sample documents ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpus() -> tuple[dict[str, StoredDocument], list[Target]]:
    """Plans, the notice and the training plan of corpus/, read without a library."""
    documents, facts = {}, []
    for path in sorted(corpus_dir().iterdir()):
        if not any(word in path.name for word in ("工作要点", "公用经费", "教师培训", "近视")):
            continue
        reading = read(Job(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
        documents[reading.document.id] = StoredDocument(
            reading.document.id, path.name, "", 1, "docx", reading.metadata, 1, 1, 1, False, ""
        )
        facts += [fact for fact in reading.facts if isinstance(fact, Target)]
    assert len(documents) == 5
    return documents, facts


def test_the_samples_disagree_in_one_thing(corpus: Any) -> None:
    documents, facts = corpus
    found = find_conflicts(align(facts, with_full_places(documents)))
    assert [(c.name, str(c.years), [p.value for p in c.points]) for c in found] == [
        ("培训教师", "2026", ["3200人次", "3500人次"])
    ]
    assert [p.number for p in found[0].points] == ["青教〔2026〕2号", "青教〔2026〕9号"]


@pytest.mark.parametrize(
    "words, values",
    [
        ("小学生均公用经费", {"2025": {650}, "2026": {700}}),
        ("普通高中生均公用经费", {"2025": {1100}, "2026": {1200}}),
        ("特殊教育学校生均公用经费", {"2025": {9000}, "2026": {10000}}),
        ("培训教师", {"2025": {3000}, "2026": {3200, 3500}, "2027": {3800}, "2028": {4000}}),
        ("小学近视率", {"2025": {39}, "2026": {Decimal("38.5")}, "2027": {38}}),
    ],
)
def test_the_samples_run_through_the_years(corpus: Any, words: str, values: Any) -> None:
    documents, facts = corpus
    found = find_series(align(facts, with_full_places(documents)))
    (one,) = [s for s in found if s.name == words]
    told: dict[str, set[Decimal | None]] = {}
    for point in one.points:
        told.setdefault(str(point.years), set()).add(point.fact.value)
    assert told == values


def test_what_a_pupil_costs_goes_up(corpus: Any) -> None:
    documents, facts = corpus
    (one,) = [
        s for s in find_series(align(facts, with_full_places(documents))) if s.name == "初中生均公用经费"
    ]  # fmt: skip
    assert "850 → 900元" in [p.value for p in one.points]
    assert {p.fact.value for p in one.points if str(p.years) == "2026"} == {900}


# --- door, command line, view -----------------------------------------------------------------


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    scheme = FILES["2025年工作要点.txt"].replace("工作要点", "班主任研修方案")
    files = FILES | {"方案.txt": scheme.replace("120人次", "150人次")}
    with open_assistant(tmp_path_factory.mktemp("county"), files) as assistant:
        yield assistant


def test_the_door(county: PolicyAssistant) -> None:
    (one,) = [s for s in county.series("初中生均公用经费") if "初中" in s.name]
    assert [str(p.years) for p in one.points] == ["2024", "2025", "2025"]
    (found,) = county.conflicts()
    assert sorted(p.value for p in found.points) == ["120人次", "150人次"]
    assert county.conflicts("生均公用经费") == ()
    assert county.conflicts(documents=["2025年工作要点.txt"]) == ()
    assert county.series("没有的指标") == ()


def test_the_view_shows_conflicts_and_series(county: PolicyAssistant) -> None:
    html = conflicts_html(county.conflicts(), ZH)
    assert html.count('class="source"') == 2 and "120人次" in html and "150人次" in html
    assert "时效：未注明" in html and html.count('class="see"') == 2
    table = series_html(county.series(), "", ZH)
    assert "<caption>" in table and "<td>2024</td>" in table
    assert conflicts_html((), ZH) == ""
    assert "“食堂”" in series_html((), "食堂", ZH) and "没有可以对照" in series_html((), "", ZH)
    assert "In Chinese" not in table and "Validity" in series_html(county.series(), "", Words("en"))


def test_the_view_escapes_and_says_how_many_there_are() -> None:
    facts = [target(d, f"<b>指标{n}的覆盖率", "9", unit="%") for n in range(45) for d in ("a", "b")]
    html = series_html(series(*facts), "", ZH)
    assert "<b>" not in html and "&lt;b&gt;" in html
    assert html.count("<table") == 40 and "共 45 组" in html


def test_compare_on_the_command_line(
    tmp_path: Path, settings: Settings, in_process: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for file, text in FILES.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    pipeline.ingest_paths(sorted(tmp_path.glob("*要点.txt")), settings)
    data = ["--data", str(settings.data_dir)]
    assert main(["compare", "初中生均公用经费", "--json", *data]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["conflicts"] == []
    (one,) = [s for s in found["series"] if "初中" in s["name"]]
    assert [(p["years"], p["fact"]["value"]) for p in one["points"]] == [
        ("2024", "860"), ("2025", "940"),
    ]  # fmt: skip
    assert one["points"][0]["fact"]["source"] == "2024年工作要点.txt"
    assert main(["compare", *data]) == 0
    out = capsys.readouterr().out
    assert "2024  860元" in out and "临溪县教育局2024年工作要点" in out
    assert main(["compare", "食堂", *data]) == 0
    captured = capsys.readouterr()
    assert captured.out == "" and "没有可以对照" in captured.err


def test_conflicts_in_words() -> None:
    found = conflicts(
        target("b", "培训教师", "3200", unit="人次"), target("c", "培训教师", "3500", unit="人次")
    )
    said = list(side_by_side.lines((), found))
    assert said[0] == "说法不一：培训教师（人次，2026）" and len(said) == 3
    assert side_by_side.to_json((), found)["conflicts"][0]["points"][1]["value"] == "3500人次"
