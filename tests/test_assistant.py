"""The one door, from a question to a cited answer, on a small library of an invented county."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_library import NEW_MEASURE, PLAN_2025, add, open_assistant, open_folder, write

from assistant import PolicyAssistant
from assistant.as_json import answer_to_json, row_to_json
from assistant.cite import Citer
from assistant.conversations import answer_from_json
from assistant.conversations import answer_to_json as kept_of
from assistant.guard import MARKS, find_faults
from assistant.records import Answer
from assistant.transcript_commands import conversation_command
from ingest.errors import SettingsError, UnknownId
from ingest.records import Span

TODAY = dt.date(2025, 9, 10)

QUESTIONS = (
    "2025年初中生均公用经费是多少",
    "9月份有哪些工作？",
    "下半年要开哪些会？",
    "基础教育科负责哪些工作？",
    "关于近视的指标有哪些？",
    "逾期的任务有哪些？",
    "研学活动每人每天收费不得超过多少元？",
    "第四条是什么内容？",
    "哪些情形不能组织研学？",
    "篮球联赛什么时候举办？",
    "哪些文件提到了研学？",
    "海宁市初中生均公用经费是多少？",
    "班主任研修多少人次？",
    "教师食堂补贴标准是多少？",
)
"""One question of every room."""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("county")) as assistant:
        yield assistant


def ask(assistant: PolicyAssistant, question: str, *asked: str) -> Answer:
    """The answer to a question after others, each answered in its turn."""
    history: list[tuple[str, str]] = []
    for earlier in asked:
        history += [("user", earlier), ("assistant", assistant.ask(earlier, history, TODAY).text)]
    return assistant.ask(question, history, TODAY)


def sources(answer: Answer) -> set[str]:
    return {c.source for c in answer.citations}


# --- what holds for every answer --------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS)
def test_citations_are_slices_of_their_documents(county: PolicyAssistant, question: str) -> None:
    answer = ask(county, question)
    for n, citation in enumerate(answer.citations, 1):
        text = county.document_text(citation.document_id)
        assert citation.marker == n
        assert text[citation.start : citation.end] == citation.quote != ""
        assert all(0 <= s.start < s.end <= len(text) for s in citation.context)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_mark_has_its_citation_and_the_guard_agrees(
    county: PolicyAssistant, question: str
) -> None:
    answer = ask(county, question)
    marks = {int(n) for m in MARKS.findall(answer.text) for n in m.strip("[]").split("][")}
    assert marks == {c.marker for c in answer.citations}
    if answer.mode != "refused":
        words = {c.marker: "\n".join((c.quote, *c.section, f"《{c.document_title}》")) for c in answer.citations}  # fmt: skip
        assert not find_faults(answer, lambda c: words[c.marker])
        assert answer.citations


@pytest.mark.parametrize("question", QUESTIONS)
def test_streamed_pieces_join_to_the_text(county: PolicyAssistant, question: str) -> None:
    *pieces, answer = county.stream(question, today=TODAY)
    assert isinstance(answer, Answer) and "".join(str(p) for p in pieces) == answer.text
    assert answer == ask(county, question), "the same question has the same answer"


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_survives_a_reload(county: PolicyAssistant, question: str) -> None:
    answer = ask(county, question)
    again = answer_from_json(answer.text, kept_of(answer))
    assert (again.text, again.mode, again.citations) == (answer.text, answer.mode, answer.citations)
    json.dumps(answer_to_json(answer), ensure_ascii=False, default=str)


# --- numbers and dates ------------------------------------------------------------------------


def test_a_number_of_the_year_asked_for(county: PolicyAssistant) -> None:
    answer = ask(county, "2024年小学生均公用经费是多少？")
    assert "680元" in answer.text and "720元" not in answer.text
    assert answer.mode == "extractive" and "[1]" in answer.text
    assert sources(answer) == {"2024年工作要点.txt"}


def test_a_number_of_the_version_in_force(county: PolicyAssistant) -> None:
    answer = ask(county, "研学活动每人每天收费不得超过多少元？")
    assert "150元" in answer.text and "120元" not in answer.text
    assert sources(answer) == {"研学活动管理办法.txt"}


def test_the_old_version_answers_when_named_and_says_it_is_old(county: PolicyAssistant) -> None:
    question = "《临溪县校外研学活动管理办法（试行）》规定研学每人每天收费不得超过多少元？"
    answer = county.ask(question, today=TODAY, documents=["研学活动管理办法（试行）.txt"])
    assert "120元" in answer.text and any("替代" in note for note in answer.notes)


def test_a_date_with_its_event(county: PolicyAssistant) -> None:
    answer = ask(county, "篮球联赛什么时候举办？")
    assert "10月15日前" in answer.text and "篮球联赛" in answer.text


def test_short_questions_have_short_answers(county: PolicyAssistant) -> None:
    for question in ("班主任研修多少人次？", "篮球联赛什么时候举办？", "2024年招聘了多少教师"):
        assert len(ask(county, question).text) <= 60


# --- lists ------------------------------------------------------------------------------------


def test_a_month_lists_its_tasks_and_no_others(county: PolicyAssistant) -> None:
    answer = ask(county, "2025年9月份有哪些工作？")
    assert answer.mode == "structured" and len(answer.rows) == 2
    assert "课后服务现场会" in answer.text and "岗前培训班" in answer.text
    assert "家长学校" not in answer.text and "篮球" not in answer.text
    assert "2025年9月1日至2025年9月30日" in answer.filter and "共 2 项" in answer.text
    assert answer.text.count("[") == 2


def test_a_list_counts_what_it_shows(county: PolicyAssistant) -> None:
    for question in ("下半年要开哪些会？", "基础教育科负责哪些工作？", "关于近视的指标有哪些？"):
        answer = ask(county, question)
        assert f"共 {len(answer.rows)} 项" in answer.text
        numbered = [n for line in answer.text.splitlines() if (n := line.split(".")[0]).isdigit()]
        assert numbered == [str(n) for n in range(1, len(answer.rows) + 1)]
        assert len(answer.citations) <= len(answer.rows)


def test_tasks_of_an_owner(county: PolicyAssistant) -> None:
    answer = ask(county, "体育艺术科负责哪些工作？")
    assert [row.fact.owner for row in answer.rows] == ["体育艺术科"]
    assert "篮球联赛" in answer.text and "体育艺术科" in answer.filter


def test_targets_on_a_topic_from_every_year(county: PolicyAssistant) -> None:
    answer = ask(county, "关于近视的指标有哪些？")
    assert "48%" in answer.text and "46%" in answer.text and "元" not in answer.text
    answer = ask(county, "2025年关于近视的指标有哪些？")
    assert "46%" in answer.text and "48%" not in answer.text


def test_items_of_a_section_in_order(county: PolicyAssistant) -> None:
    text = ask(county, "哪些情形不能组织研学？").text
    places = [text.index(w) for w in ("未制定安全预案", "未购买意外伤害保险", "1∶15")]
    assert places == sorted(places)


def test_an_article_is_given_whole(county: PolicyAssistant) -> None:
    answer = ask(county, "第四条是什么内容？")
    assert "备案材料包括活动方案、安全预案和家长同意书。" in answer.text
    assert "第五条" not in answer.text


# --- refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question, named",
    [
        ("海宁市初中生均公用经费是多少？", "海宁市"),
        ("2031年有哪些工作？", "2031年"),
        ("研学办法第九条说的是什么？", "第9条"),
        ("教师食堂补贴标准是多少？", "食堂"),
    ],
)
def test_what_is_not_there_is_refused_by_name(
    county: PolicyAssistant, question: str, named: str
) -> None:
    answer = ask(county, question)
    assert answer.mode == "refused" and named in answer.text
    assert question in [u.question for u in county.store.unanswered()]


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    with open_assistant(tmp_path, {}) as assistant:
        answer = assistant.ask("初中生均公用经费是多少？")
        assert answer.mode == "refused" and "添加" in answer.text
        assert assistant.search("经费") == () and assistant.checklist() == ()
        assert assistant.examples() == ()


@pytest.mark.parametrize("question", ["", "   ", "？", "。。。", "a", "的", "[1]", "%_'\"", "( AND", "经费" * 900])  # fmt: skip
def test_no_question_breaks_it(county: PolicyAssistant, question: str) -> None:
    answer = ask(county, question)
    assert answer.text and answer.mode in ("structured", "extractive", "refused")


# --- follow-ups -------------------------------------------------------------------------------


def test_another_scope(county: PolicyAssistant) -> None:
    answer = ask(county, "那小学呢？", "2025年初中生均公用经费达到多少元？")
    assert "720元" in answer.text or "680元" in answer.text
    assert "940元" not in answer.text.replace("720元、初中940元", "")


def test_who_after_when(county: PolicyAssistant) -> None:
    answer = ask(county, "由谁负责？", "篮球联赛什么时候举办？")
    assert "体育艺术科" in answer.text


def test_another_month(county: PolicyAssistant) -> None:
    answer = ask(county, "10月呢？", "2025年9月份有哪些工作？")
    assert "篮球联赛" in answer.text and "课后服务" not in answer.text


def test_a_greeting_is_no_refusal(county: PolicyAssistant) -> None:
    answer = ask(county, "你好")
    assert answer.mode != "refused" and answer.suggestions and not answer.citations


# --- which documents --------------------------------------------------------------------------


def test_documents_asked_for_are_the_only_ones(county: PolicyAssistant) -> None:
    for key in ("一年级报名通知.txt", county.search("报名", 1)[0].chunk.document_id):
        hits = county.search("报名 经费 研学", documents=[key])
        assert {h.source for h in hits} == {"一年级报名通知.txt"}
    answer = county.ask("小学生均公用经费是多少？", documents=["一年级报名通知.txt"], today=TODAY)
    assert sources(answer) <= {"一年级报名通知.txt"} and "720元" not in answer.text


def test_hits_are_best_first_and_one_a_section(county: PolicyAssistant) -> None:
    hits = county.search("研学活动收费", k=5)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert "研学" in hits[0].source
    places = [(h.chunk.document_id, h.chunk.section) for h in hits]
    assert len(set(places)) == len(places) <= 5


def test_samples_answer_only_until_a_real_document_is_there(tmp_path: Path) -> None:
    sample, real = write(tmp_path / "files", {"样例.txt": PLAN_2025, "真实.txt": NEW_MEASURE})
    with open_assistant(tmp_path, {}) as assistant:
        add(assistant.store, sample, sample=True)
        answer = assistant.ask("班主任研修多少人次？", today=TODAY)
        assert "120人次" in answer.text and any("示例" in note for note in answer.notes)
        assert assistant.checklist() and all(row.sample for row in assistant.checklist())
        add(assistant.store, real)
        assert sources(assistant.ask("班主任研修多少人次？", today=TODAY)) <= {"真实.txt"}
        assert {row.source for row in assistant.checklist()} == {"真实.txt"}
        named = assistant.ask("班主任研修多少人次？", documents=["样例.txt"], today=TODAY)
        assert "120人次" in named.text


def test_what_is_added_in_the_same_process_is_seen(tmp_path: Path) -> None:
    (path,) = write(tmp_path / "more", {"要点.txt": PLAN_2025})
    with open_assistant(tmp_path, {"办法.txt": NEW_MEASURE}) as assistant:
        question = "班主任研修多少人次？"
        assert assistant.ask(question, today=TODAY).mode == "refused"
        add(assistant.store, path)
        answer = assistant.ask(question, today=TODAY)
        assert "120人次" in answer.text and sources(answer) == {"要点.txt"}


# --- the checklist ----------------------------------------------------------------------------


def test_a_window_and_its_overdue_rows(county: PolicyAssistant) -> None:
    window = {"since": dt.date(2025, 9, 1), "until": dt.date(2025, 9, 30)}
    rows = county.checklist(kinds=("deadline",), documents=["2025年工作要点.txt"], **window)
    assert [row.fact.time.raw for row in rows if row.fact.time] == ["9月份", "9月20日"]
    for today, late in ((TODAY, 0), (dt.date(2025, 9, 25), 1), (dt.date(2025, 10, 1), 2)):
        rows = county.checklist(
            kinds=("deadline",), documents=["2025年工作要点.txt"], today=today, **window
        )
        assert sum(row.overdue for row in rows) == late


def test_a_mark_is_kept_with_its_history(tmp_path: Path) -> None:
    with open_assistant(tmp_path, {"要点.txt": PLAN_2025}) as assistant:
        fact_id = assistant.checklist(owner="体育艺术科")[0].fact_id
        assistant.mark(fact_id, "进行中", by="李四")
        assistant.mark(fact_id, "已完成", by="张三", note="赛事结束")
        (row,) = assistant.checklist(owner="体育艺术科", today=dt.date(2026, 1, 1))
        assert (row.state, row.by, row.note, row.overdue) == ("已完成", "张三", "赛事结束", False)
        assert [(e.state, e.by) for e in assistant.history(fact_id)] == [
            ("进行中", "李四"),
            ("已完成", "张三"),
        ]
        assert assistant.checklist(states=("已完成",), owner="体育艺术科")
        answer = assistant.ask("2025年10月有哪些工作？", today=TODAY)
        assert "〔已完成〕" in answer.text
        settings = assistant.settings
    with open_folder(settings) as assistant:
        assert assistant.checklist(owner="体育艺术科")[0].state == "已完成"


def test_wrong_marks_change_nothing(county: PolicyAssistant) -> None:
    fact_id = county.checklist()[0].fact_id
    with pytest.raises(SettingsError, match="搞定"):
        county.mark(fact_id, "搞定")
    with pytest.raises(UnknownId):
        county.mark("没有这一条", "已完成")
    assert county.history(fact_id) == ()


def test_rows_print_as_json(county: PolicyAssistant) -> None:
    for row in county.checklist():
        line = json.loads(json.dumps(row_to_json(row), ensure_ascii=False, default=str))
        assert line["fact"]["quote"] == row.fact.quote and line["fact_id"] == row.fact_id


# --- the house --------------------------------------------------------------------------------


def test_a_conversation_is_exported_outside_the_data_folder(
    county: PolicyAssistant, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the words of a table or clause beside the quote, under the numbers that were shown."""
    for question in ("2025年初中生均公用经费是多少？", "2025年小学生均公用经费是多少？"):
        county.remember("c9", question, county.ask(question, today=TODAY))
    path = county.export_conversation("c9", ".md", TODAY)
    assert path is not None and county.settings.data_dir not in path.parents
    assert path.name == "2025年初中生均公用经费是多少.md"
    written = path.read_text(encoding="utf-8")
    assert "2025年9月10日" in written and "940元" in written and "720元" in written
    for turn in county.conversation("c9"):
        assert turn.answer is None or all(c.quote in written for c in turn.answer.citations)
    assert county.export_conversation("unknown", ".md") is None
    asked = argparse.Namespace(conversation_id="c9", export=None)
    assert conversation_command(asked, county) == 0
    assert capsys.readouterr().out.split("\n\n")[2:] == written.split("\n\n")[2:]
    with pytest.raises(UnknownId):
        conversation_command(argparse.Namespace(conversation_id="unknown", export=None), county)


def test_a_conversation_is_remembered_with_its_citations(county: PolicyAssistant) -> None:
    answer = ask(county, "班主任研修多少人次？")
    county.remember("c1", "班主任研修多少人次？", answer)
    asked, said = county.conversation("c1")
    assert (asked.role, asked.text) == ("user", "班主任研修多少人次？")
    assert said.answer is not None and said.answer.citations == answer.citations
    assert county.conversation("c2") == ()


def test_many_threads_get_the_same_answers(county: PolicyAssistant) -> None:
    alone = {q: ask(county, q).text for q in QUESTIONS}
    seen: list[tuple[str, str]] = []

    def work() -> None:
        seen.extend((q, ask(county, q).text) for q in QUESTIONS)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 6 * len(QUESTIONS) and all(alone[q] == text for q, text in seen)


def test_an_original_and_a_text_by_id(county: PolicyAssistant) -> None:
    identity = next(d.id for d in county.documents() if d.source == "2025年工作要点.txt")
    assert county.original(identity) == ("2025年工作要点.txt", PLAN_2025.encode())
    assert "课后服务现场会" in county.document_text(identity)
    assert county.document_text("nichts") == ""


def test_rows_of_a_replaced_document_wait_until_asked_for(county: PolicyAssistant) -> None:
    old = "研学活动管理办法（试行）.txt"
    everything = county.checklist(today=TODAY)
    assert old not in {row.source for row in everything}
    asked = county.checklist(documents=[old], today=TODAY)
    assert asked and {row.source for row in asked} == {old}
    county.mark(asked[0].fact_id, "进行中", by="甲")
    kept = [row for row in county.checklist(today=TODAY) if row.source == old]
    assert [row.fact_id for row in kept] == [asked[0].fact_id], (
        "a row somebody marked is never lost"
    )
    county.mark(asked[0].fact_id, "待确认", by="甲")


def test_a_long_list_is_counted_whole_and_written_out_in_part(tmp_path: Path) -> None:
    tasks = "\n".join(f"{n}. 9月{n % 28 + 1}日，召开第{n}次现场会。" for n in range(1, 131))
    files = {"要点.txt": f"临溪县教育局2025年工作要点\n\n一、会议安排\n{tasks}\n"}
    with open_assistant(tmp_path, files) as assistant:
        answer = assistant.ask("9月份有哪些工作？", today=TODAY)
    assert len(answer.rows) == 130 and "共 130 项" in answer.text
    assert len(answer.text.splitlines()) == 101 and len(answer.citations) == 100
    assert any("130 项" in note for note in answer.notes)


def test_only_years_that_rows_name_are_offered(county: PolicyAssistant) -> None:
    answer = ask(county, "3月份有哪些工作？")
    assert "2024年3月1日" in answer.filter
    assert not any("2031" in note or "2027" in note for note in answer.notes)


def test_a_row_cited_twice_keeps_what_each_use_needs(county: PolicyAssistant) -> None:
    documents = county.library.in_scope()
    identity = next(iter(documents))
    citer = Citer(county.library, documents)
    assert citer.span(identity, Span(5, 9), (), (Span(0, 2),)) == "[1]"
    assert citer.span(identity, Span(5, 9), (), (Span(0, 2), Span(2, 4))) == "[1]"
    (citation,) = citer.citations
    assert citation.context == (Span(0, 2), Span(2, 4))


def test_an_office_that_joins_in_is_not_made_responsible(tmp_path: Path) -> None:
    text = "临溪县教育局2025年工作要点\n\n一、卫生\n1. 9月份，联合县人社局召开学生医保动员会。\n"
    with open_assistant(tmp_path, {"要点.txt": text}) as assistant:
        answer = assistant.ask("谁负责医保动员会？", today=TODAY)
    assert "联合县人社局" in answer.text and "责任单位是" not in answer.text
