from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from eval import metrics, report, runner
from eval.__main__ import main
from eval.outcomes import Outcome, Passage, Run
from eval.questions import DEFAULT, Gold, Question, Value, load_questions
from ingest.errors import SettingsError
from ingest.records import PartialDate
from ingest.settings import Settings

FUNDING = Question(
    "q1", "初中生均公用经费是多少？", "number",
    gold=((Gold("通知.pdf", "初中生均900元"),),),
    values=(Value("number", number=Decimal(900), unit="元"),),
    must_not_say=("700元",),
)  # fmt: skip
GOOD = Outcome(
    "q1", "extractive", "初中生均900元[1]。",
    citations=(Passage("通知.pdf", "达到初中生均 900 元、小学生均 700 元"),),
    hits=(Passage("别的.pdf", "初中生均900元"), Passage("通知.pdf", "一、标准\n初中生均900元")),
)  # fmt: skip


def test_a_right_answer_scores_one_everywhere() -> None:
    assert metrics.correct(FUNDING, GOOD) == 1.0
    assert metrics.citation_recall(FUNDING, GOOD) == metrics.citation_precision(FUNDING, GOOD) == 1
    assert metrics.hit_at(FUNDING, GOOD, 1) == 0.0, "the right words of the wrong document"
    assert metrics.hit_at(FUNDING, GOOD, 2) == 1.0
    assert metrics.reciprocal_rank(FUNDING, GOOD) == 0.5


@pytest.mark.parametrize(
    "text, facts",
    [("初中生均九百元", 1.0), ("初中生均800元", 0.0), ("比例是900%", 0.0), ("0.09万元", 1.0)],
)
def test_a_number_is_right_by_value_and_unit(text: str, facts: float) -> None:
    assert metrics.key_facts(FUNDING, Outcome("q1", "extractive", text)) == facts


def test_a_date_is_right_with_its_precision() -> None:
    question = Question(
        "q", "？", "date",
        values=(Value("date", lo=PartialDate(2025, 9, 1), hi=PartialDate(2025, 9, 30)),),
    )  # fmt: skip
    assert metrics.key_facts(question, Outcome("q", "structured", "2025年9月开展")) == 1.0
    assert metrics.key_facts(question, Outcome("q", "structured", "2025年9月30日开展")) == 0.0


def test_a_list_counts_by_its_rows() -> None:
    rows = (("召开现场会", "开现场会"), ("完成培训",))
    question = Question("q", "？", "list", values=(Value("list", items=rows),))
    assert metrics.key_facts(question, Outcome("q", "structured", "1. 开现场会")) == 0.5


def test_refusals_count_both_ways() -> None:
    absent = Question("q", "？", "number", answerable=False)
    assert metrics.refusal(absent, Outcome("q", "refused", "没有")) == 1.0
    assert metrics.refusal(absent, Outcome("q", "extractive", "900元")) == 0.0
    assert metrics.refusal(FUNDING, Outcome("q1", "refused", "没有")) == 0.0


def test_saying_what_must_not_be_said_is_wrong() -> None:
    outcome = Outcome("q1", "extractive", "初中生均900元，小学 700 元")
    assert metrics.said_nothing_wrong(FUNDING, outcome) == 0.0
    assert metrics.correct(FUNDING, outcome) == 0.0


def test_a_crash_and_a_missing_answer_score_zero() -> None:
    scored = report.score([FUNDING], Run({}, ()))
    assert scored[0].scores["correct"] == 0.0
    assert report.summary(scored)["failed"] == ["q1"]
    assert "not asked" in report.as_text(report.summary(scored), scored)


def test_quotes_that_are_not_ours_are_found_by_hash() -> None:
    import hashlib

    words = "初中生均900元"
    gold = Gold("a.txt", sha256=hashlib.sha256(words.encode()).hexdigest(), length=len(words))
    assert metrics.holds(Passage("sub/a.txt", "达到 初中生均 900元。"), gold)
    assert not metrics.holds(Passage("sub/a.txt", "达到初中生均800元。"), gold)
    part = Passage("a.txt", "生均 900元", before="高中1200元，初中", after="。小学700元")
    assert metrics.supports(part, gold), "the citation is the half of the quote that says it"
    beside = Passage("a.txt", "。小学700元", before="达到初中生均900元")
    assert not metrics.supports(beside, gold)


def test_a_run_reads_back_as_saved(tmp_path: Path) -> None:
    run = Run({"version": "x"}, (GOOD,))
    run.save(tmp_path / "深" / "run.json")
    assert Run.load(tmp_path / "深" / "run.json") == run


@pytest.mark.parametrize(
    "text, says",
    [
        ("- {id: a}", "question"),
        ("- {id: a, question: b, gold_quote: c}", "gold_quote"),
        ("- {id: a, question: b}\n- {id: a, question: c}", "重复"),
        ("- {id: a, question: b, values: [{type: colour}]}", "colour"),
        ("- {id: a, question: b, values: [{type: list, items: [c], whole: true}]}", "whole"),
        ("- {id: a, question: b, values: [{type: text, any: c, complete: true}]}", "complete"),
        ("- {id: a, question: b, gold: [[{source: c, words: d}]]}", "words"),
        ("- {id: a, question: b, ambiguous: 'no'}", "ambiguous"),
        ("- {id: a, question: b, split: test}", "split"),
        ("[", "YAML"),
    ],
)
def test_a_wrong_question_file_says_where(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "题.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        load_questions(path)


def test_every_problem_is_named_with_its_question_field_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "题.yaml"
    path.write_text(
        "- {id: a, question: b, must_not_say: 850元}\n- {id: c, question: d}\n"
        "- {id: e, question: f, today: 明天}\n- {id: g, question: h, history: [[老师, 多少]]}\n"
        "- {id: i, question: j, values: [{type: number, value: 九}]}\n",
        encoding="utf-8",
    )
    with pytest.raises(SettingsError) as error:
        load_questions(path)
    said = str(error.value).splitlines()
    assert "题.yaml 有 4 处要改" in said[0]
    for line, (name, field, remedy) in zip(
        said[1:],
        [("a", "must_not_say", "[850元]"), ("e", "today", "2026-06-01"), ("g", "history", "[user"), ("i", "values", "type")],
        strict=True,
    ):  # fmt: skip
        assert f"（{name}）字段 {field}" in line.replace(" 字段", "字段") and remedy in line


def test_lists_say_whether_they_are_whole_and_questions_whether_they_are_ambiguous(
    tmp_path: Path,
) -> None:
    path = tmp_path / "题.yaml"
    path.write_text(
        "- id: a\n  question: b\n  ambiguous: true\n  values:\n"
        "  - {type: list, items: [[开会, 召开会议], 培训], complete: true, also: [[总结, 小结]]}\n",
        encoding="utf-8",
    )
    (question,) = load_questions(path)
    (value,) = question.values
    assert question.ambiguous and value.complete
    assert value.items == (("开会", "召开会议"), ("培训",))
    assert value.also == (("总结", "小结"),)


def test_the_shipped_set_has_every_kind_of_question() -> None:
    questions = load_questions(DEFAULT)
    assert len(questions) >= 60
    assert sum(not q.answerable for q in questions) >= 15
    assert {q.split for q in questions} == {"dev", "held-out"}
    assert any(q.history for q in questions)
    assert all(q.gold for q in questions if q.answerable)


def test_the_retrieval_bench_measures_each_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, folder = tmp_path / "data", tmp_path / "files"
    folder.mkdir()
    (folder / "通知.txt").write_text(
        "关于调整标准的通知\n一、标准\n初中生均900元，小学生均700元。\n", encoding="utf-8"
    )
    (folder / "方案.txt").write_text(
        "安全方案\n一、要求\n各校每月开展一次疏散演练。\n", encoding="utf-8"
    )
    runner.make_library(folder, Settings.from_env(data_dir=data, env={}))
    questions = tmp_path / "questions.yaml"
    questions.write_text(
        "- id: q1\n  question: 初中生均多少元\n  kind: number\n  library: corpus\n"
        "  gold:\n  - - source: 通知.txt\n      quote: 初中生均900元\n"
        "  values:\n  - {type: number, value: '900', unit: 元}\n"
        "  answerable: true\n  split: dev\n",
        encoding="utf-8",
    )
    command = ["bench", "retrieval", "--questions", str(questions), "--data", str(data)]
    assert main(command) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["questions"], figures["documents"]) == (1, 2)
    assert all(figures[side]["R@1"] == "1.000" for side in ("lexical", "dense", "fused"))
