"""Questions to click are questions a person would ask, and the library answers each with the fact it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant
from assistant.asking import how_much, when, who
from assistant.next_items import next_month
from assistant.question_stock import make_stock, of_fact
from assistant.records import Answer
from assistant.suggest import Suggesting, covers
from ingest.records import Deadline, FactTime, Metadata, PartialDate, Precision, Span, Target
from ingest.store.rows import StoredDocument


def target(indicator: str, raw: str, unit: str, **more: object) -> Target:
    value = Decimal(raw) if raw.replace(".", "").isdigit() else None
    made = Target(
        "f", "d", (), raw, 0, 9, Span(0, 9), indicator, "", "eq", value, unit, f"{raw}{unit}"
    )
    return replace(made, **more)  # type: ignore[arg-type]


def deadline(action: str, precision: Precision = "day", owner: str = "") -> Deadline:
    lo = PartialDate.parse("2026-07-05")
    time = FactTime("7月5日", 0, 4, lo, lo, "in", precision)
    return Deadline("f", "d", (), action, 0, 9, Span(0, 4), action, owner, time)


EVERY_TERM = FactTime("每学期", 0, 3, None, None, "in", "term", True)


@pytest.mark.parametrize(
    "fact, question",
    [
        (target("生均公用经费", "940", "元", scope="初中"), "初中生均公用经费是多少？"),
        (target("总体近视率", "46", "%", scope="全县"), "总体近视率是多少？"),
        (target("新增公办幼儿园", "3", "所"), "新增公办幼儿园多少所？"),
        (target("名师工作室", "20", "个"), "名师工作室有多少个？"),
        (target("配备心理教师", "2", "名", scope="学校"), "学校配备心理教师多少名？"),
        (target("主题教研活动", "10", "次", time=EVERY_TERM), "主题教研活动每学期多少次？"),
        (target("财政收入增长", "5", "%"), "财政收入增长多少？"),
        (target("骨干教师占教师总数", "25", "%"), "骨干教师占教师总数的比例是多少？"),
        (target("县域义务教育巩固率", "96", "%", scope="义务教育"), "县域义务教育巩固率是多少？"),
        (target("学前三年毛入园率", "95", "%", scope="学前教育"), "学前三年毛入园率是多少？"),
        (target("住宿费住宿费标准", "400", "元"), "住宿费标准是多少？"),
        (target("乙类每生民办园收费", "680", "元", scope="普惠民办园"), ""),  # row and column alike
        (target("建设“园丁之家", "3", "个"), ""),  # half a name
        (target("综合能力迈上新台阶", "5", "%"), ""),  # no name of an amount
        (target("安排教师培训经费", "10", "%"), ""),  # per cent of what is not said
        (target("其中的任何症状", "2", "条"), ""),
        (target("保教费、服务费", "300", "元"), ""),
        (target("修满", "72", "学分"), ""),
        (target("人均收入总额", "翻一番", ""), ""),
        (target("每校报送作品", "1", "件"), ""),
    ],
)
def test_a_value_is_asked_for_as_a_person_would(fact: Target, question: str) -> None:
    assert how_much(fact) == question


@pytest.mark.parametrize(
    "action, precision, question",
    [
        ("公布录取结果", "day", "什么时候公布录取结果？"),
        ("，完成转学手续办理", "month", "什么时候完成转学手续办理？"),
        ("新生家长开放日", "day", "新生家长开放日是什么时候？"),
        ("资助资金发放到卡", "day", "资助资金发放到卡是什么时候？"),
        ("新教师岗前培训：组织", "month", "新教师岗前培训是什么时候？"),
        ("改革取得突破性进展", "month", ""),  # a goal, no day tells it
        ("公布录取结果", "year", ""),
        ("施行", "day", ""),
        ("具备开学条件的", "day", ""),
        ("通报一次典型问题", "day", ""),  # again and again, on no day
    ],
)
def test_a_time_is_asked_for_as_a_person_would(
    action: str, precision: Precision, question: str
) -> None:
    assert when(deadline(action, precision)) == question


def test_an_office_is_asked_for_where_one_is_named() -> None:
    assert who(deadline("召开课后服务现场会", owner="基础教育科")) == "召开课后服务现场会由谁负责？"
    assert not who(deadline("召开课后服务现场会"))
    assert not who(deadline("由校长负责的自评", owner="各学校"))
    assert not who(deadline("只举行期末考试", owner="各学校"))


def document(identity: str, place: str, title: str, year: int | None) -> StoredDocument:
    known = Metadata(title=title, place=place, plan_year=year)
    return StoredDocument(identity, f"{title}.txt", "", 1, "txt", known, 0, 1, 1, False, "")


def test_a_question_says_which_place_document_and_year_are_meant() -> None:
    facts = [
        target("生均公用经费", "940", "元", scope="初中", document_id=identity)
        for identity in ("a", "b", "c", "d")
    ]
    documents = {
        "a": document("a", "青州市临溪县", "要点", 2025), "b": document("b", "青州市临溪县", "旧要点", 2024),
        "c": document("c", "海州市", "办法", None), "d": document("d", "", "校车条例", None),
    }  # fmt: skip
    stock = make_stock(facts, documents)
    assert [made.question for found in stock.values() for made in found] == [
        "临溪县2025年初中生均公用经费是多少？", "临溪县2024年初中生均公用经费是多少？",
        "海州市初中生均公用经费是多少？", "《校车条例》里初中生均公用经费是多少？",
    ]  # fmt: skip
    alone = make_stock(facts[:1], {"a": documents["a"]})
    assert alone["a"][0].question == "初中生均公用经费是多少？", "one place needs no name"


def test_a_question_that_begins_with_the_place_says_it_once() -> None:
    scope = {
        "a": document("a", "北山县", "北山县招生通知", 2026),
        "b": document("b", "南山县", "南山县招生通知", 2026),
    }
    facts = [
        target("北山县实验小学招生人数", "360", "人", document_id="a"),
        target("南山县实验小学招生人数", "90", "人", document_id="b"),
    ]
    made = make_stock(facts, scope)["a"]
    assert [one.question for one in made] == ["北山县实验小学招生人数是多少？"]


def test_after_one_month_comes_the_next_that_holds_something() -> None:
    july = deadline("公布录取结果")
    scope = {"d": document("d", "", "通知", 2026)}
    listed = Answer("1. …[1]", "structured")
    (made, *_) = next_month("2026年6月有哪些工作？", listed, [july], scope)
    assert made.question == "2026年7月有哪些工作？"
    assert not next_month("2026年7月有哪些工作？", listed, [july], scope)
    assert not next_month("6月至7月有哪些工作？", listed, [july], scope)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("county")) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    ["2025年初中生均公用经费是多少？", "篮球联赛什么时候举办？", "教师食堂补贴标准是多少？"],
)
def test_every_suggestion_is_answered_and_nothing_of_trying_stays(
    county: PolicyAssistant, question: str
) -> None:
    logged = len(county.store.unanswered())
    *_, answer = county.stream(question)
    assert isinstance(answer, Answer)
    assert len(county.store.unanswered()) == logged + (answer.mode == "refused")
    assert answer.suggestions and question not in answer.suggestions
    for suggestion in answer.suggestions:
        told = county.ask(suggestion)
        assert told.mode not in ("refused", "clarify") and told.citations, suggestion


def test_what_was_asked_in_the_conversation_is_not_suggested_again(county: PolicyAssistant) -> None:
    *_, first = county.stream("2025年初中生均公用经费是多少？")
    assert isinstance(first, Answer) and first.suggestions
    before = [
        (role, said) for s in first.suggestions for role, said in (("user", s), ("assistant", "…"))
    ]
    *_, second = county.stream("2025年初中生均公用经费是多少？", history=before)
    assert isinstance(second, Answer) and not set(first.suggestions) & set(second.suggestions)


def test_a_question_is_kept_only_where_its_fact_is_cited(county: PolicyAssistant) -> None:
    answer = county.ask("2025年初中生均公用经费是多少？")
    asked: list[str] = []

    def refuses(question: str) -> Answer:
        asked.append(question)
        return Answer("没有", "refused", answer.citations)

    def elsewhere(question: str) -> Answer:
        return Answer(
            "有[1]", "extractive", tuple(replace(c, document_id="x") for c in answer.citations)
        )

    for trial in (refuses, elsewhere):
        assert Suggesting(county.library, trial).after("…", (), answer, seconds=9) == ()
    assert asked


def test_after_an_article_comes_the_next_and_the_day_of_effect(county: PolicyAssistant) -> None:
    *_, answer = county.stream("研学活动管理办法第四条是什么内容？")
    assert isinstance(answer, Answer)
    assert "《临溪县校外研学活动管理办法》第五条是什么内容？" in answer.suggestions
    *_, answer = county.stream("《临溪县校外研学活动管理办法》第二条是什么内容？")
    assert isinstance(answer, Answer)
    assert "《临溪县校外研学活动管理办法》什么时候施行？" in answer.suggestions


def test_trying_stops_when_its_time_is_up(county: PolicyAssistant) -> None:
    answer = county.ask("2025年初中生均公用经费是多少？")
    asked: list[str] = []

    def trial(question: str) -> Answer:
        asked.append(question)
        return Answer("没有", "refused")

    Suggesting(county.library, trial).after("…", (), answer, seconds=0)
    assert not asked


def test_examples_are_found_once_and_hold_several_kinds(county: PolicyAssistant) -> None:
    examples = county.examples()
    assert 3 <= len(examples) == len(set(examples)) and county.examples() is examples
    assert any("多少" in e for e in examples) and any("时候" in e or "月份" in e for e in examples)
    for example in examples:
        assert county.ask(example).mode not in ("refused", "clarify")


def test_a_fact_is_covered_by_its_quote_or_what_stands_beside_it(county: PolicyAssistant) -> None:
    answer = county.ask("2025年初中生均公用经费是多少？")
    (fact,) = (f for f in county.library.facts({answer.citations[0].document_id})
               if isinstance(f, Target) and f.raw.startswith("940"))  # fmt: skip
    made = of_fact("…", "value", fact.raw, fact)
    assert covers(answer.citations[0], made)
    assert not covers(replace(answer.citations[0], end=answer.citations[0].start, context=()), made)
