"""Sets of other houses, in tiny invented files: read as questions, refused where they are not of their format."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from eval import metrics, report
from eval.__main__ import main
from eval.formats import beir, export, ragas, squad
from eval.outcomes import Outcome, Passage, Run
from eval.questions import Gold, Question, Value
from ingest.errors import SettingsError

CONTEXT = "云溪区共有学校42所。初中生均900元。操场向公众开放。"
QAS = [
    {"id": "a", "question": "初中生均多少？", "answers": [{"text": "900元", "answer_start": 16}, {"text": "900元", "answer_start": 16}]},
    {"id": "b", "question": "高中生均多少？", "answers": [], "is_impossible": True},
    {"id": "c", "question": "谁可以去操场？", "answers": [{"text": "公众", "answer_start": 3}]},
]  # fmt: skip


def put(path: Path, rows: Any) -> Path:
    text = rows if isinstance(rows, str) else json.dumps(rows, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def put_lines(path: Path, *rows: Any) -> Path:
    return put(path, "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))


# --- SQuAD ------------------------------------------------------------------------------------


def test_squad_paragraphs_become_documents_and_answers_gold(tmp_path: Path) -> None:
    article = {"title": "云溪/概况?", "paragraphs": [{"context": CONTEXT, "qas": QAS}]}
    found = squad.read(put(tmp_path / "x.json", {"data": [article]}))
    ((name, text),) = found.documents.items()
    assert name == "云溪_概况.txt" and text.endswith(CONTEXT)
    number, impossible, wrong_place = found.questions
    assert number.gold == ((Gold(name, "初中生均900元。"),),)
    assert number.values == (Value("text", items=(("900元",),)),) and number.kind == "number"
    assert not impossible.answerable and impossible.gold == ()
    assert wrong_place.gold == ((Gold(name, "操场向公众开放。"),),), "found by its words"
    found.write(tmp_path)
    assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_flat_rows_of_squad_are_read_too(tmp_path: Path) -> None:
    row = {"id": "a", "title": "云溪", "context": CONTEXT, "question": "？",
           "answers": {"text": ["42所"], "answer_start": [7]}}  # fmt: skip
    none = row | {"id": "b", "answers": {"text": [], "answer_start": []}}
    found = squad.read(put_lines(tmp_path / "x.jsonl", row, none))
    assert [q.answerable for q in found.questions] == [True, False]
    assert len(found.documents) == 1
    other = put_lines(tmp_path / "y.jsonl", row, row | {"id": "b", "context": f"又：{CONTEXT}"})
    assert set(squad.read(other).documents) == {"云溪.txt", "云溪~1.txt"}


# --- BEIR -------------------------------------------------------------------------------------


def beir_folder(folder: Path) -> Path:
    put_lines(
        folder / "corpus.jsonl",
        {"_id": "d1", "title": "经费", "text": "初中900元"},
        {"_id": "d2", "text": "略"},
    )
    put_lines(
        folder / "queries.jsonl", {"_id": "q1", "text": "多少元"}, {"_id": "q2", "text": "没有判断"}
    )
    put(folder / "qrels" / "test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n")
    return folder


def test_beir_documents_are_gold_as_a_whole(tmp_path: Path) -> None:
    found = beir.read(beir_folder(tmp_path))
    (question,) = found.questions
    assert question.gold == ((Gold("经费.txt"),),)
    hit = Passage("经费.txt", "900元")
    outcome = Outcome(
        "q1", "extractive", "900元[1]", citations=(hit,), hits=(Passage("d2.txt", "略"), hit)
    )
    assert metrics.reciprocal_rank(question, outcome) == 0.5
    assert metrics.correct(question, outcome) == 1.0


def test_trec_columns_are_read_and_others_refused(tmp_path: Path) -> None:
    folder = beir_folder(tmp_path)
    put(folder / "qrels.tsv", "q1\t0\td2\t2\n")
    assert beir.read(folder).questions[0].gold == ((Gold("d2.txt"),),)
    put(folder / "qrels.tsv", "q1\td2\n")
    with pytest.raises(SettingsError, match=r"qrels.tsv 第 1 行：有 2 列"):
        beir.read(folder)


# --- ragas ------------------------------------------------------------------------------------

ROW = {
    "user_input": "初中生均多少？", "reference": "2026年9月底前落实，初中生均900元。",
    "reference_contexts": [CONTEXT], "retrieved_contexts": ["略", f"附：{CONTEXT}"], "response": "900元[2]",
}  # fmt: skip


def test_ragas_references_are_checked_by_their_numbers_and_dates(tmp_path: Path) -> None:
    found = ragas.read(put_lines(tmp_path / "x.jsonl", ROW))
    (question,) = found.questions
    assert {v.type for v in question.values} == {"number", "date"}
    assert question.values[0].number == Decimal(900)
    assert set(found.documents.values()) == {CONTEXT, "略", f"附：{CONTEXT}"}
    assert ragas.values_of("校长") == (Value("text", items=(("校长",),)),)
    assert ragas.values_of("由学校会同家长委员会商定以后向教育行政部门报备并公示") == ()


def test_answers_of_another_system_are_scored_by_our_metrics(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = {"user_input": "2031年呢？", "answerable": False, "response": "文件中没有提到。"}
    path = put_lines(tmp_path / "x.jsonl", ROW, absent)
    assert main(["score", str(path)]) == 0
    figures = json.loads(capsys.readouterr().out)["all"]
    assert figures["hit@1"] == "0.000" and figures["hit@3"] == "1.000"
    assert figures["numbers_right"] == "1.000" and figures["dates_right"] == "0.000"
    assert figures["refused_right"] == figures["citation_recall"] == "1.000"


@pytest.mark.parametrize(
    "rows, says",
    [
        ([{"reference": "x"}], "r0001：缺少 'user_input'"),
        ([{"user_input": "x"}], "既没有 reference"),
        ({"user_input": "x"}, "不是行的列表"),
    ],
)
def test_rows_that_are_not_ragas_are_named(tmp_path: Path, rows: Any, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        ragas.read(put(tmp_path / "x.json", rows))


@pytest.mark.parametrize("reader", [squad.read, ragas.read])
def test_a_file_that_is_no_json_is_named(tmp_path: Path, reader: Any) -> None:
    with pytest.raises(SettingsError, match=r"x\.jsonl 第 2 行"):
        reader(put(tmp_path / "x.jsonl", "{}\n{"))


# --- the way out ------------------------------------------------------------------------------

QUESTION = Question("q1", "初中生均多少？", "number", gold=((Gold("通知.txt", "初中生均900元"),),),
                    values=(Value("number", number=Decimal(900), unit="元"),))  # fmt: skip
HIT = Passage("通知.txt", "一、初中生均900元。", 1)


def scored(text: str) -> tuple[report.Scored, ...]:
    outcome = Outcome("q1", "extractive", text, citations=(HIT,), hits=(HIT,), seconds=0.5)
    return report.score([QUESTION], Run({}, (outcome,)))


def test_outcomes_go_out_as_ragas_rows_and_come_back_with_the_same_scores(tmp_path: Path) -> None:
    rows = scored("初中生均900元[1]。")
    export.write(rows, tmp_path / "x.jsonl", "ragas")
    back = ragas.read_outcomes(tmp_path / "x.jsonl")
    (again,) = report.score(back.questions, Run({}, back.outcomes))
    same = ("correct", "hit@1", "numbers_right", "citation_recall", "late")
    assert {n: again.scores[n] for n in same} == {n: rows[0].scores[n] for n in same}


def test_outcomes_go_out_as_a_table_without_formulas(tmp_path: Path) -> None:
    export.write(scored("=1+1"), tmp_path / "x.csv", "csv")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["answer"] == "'=1+1" and row["numbers_right"] == "0.0"
    assert (
        row["reason"].startswith("没有说出数值 900元")
        and row["citations"] == f"通知.txt：{HIT.text}"
    )
