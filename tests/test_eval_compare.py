"""Two runs held against each other: the tests of significance by hand, the comparison, the gate, the saved forms."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from eval import comparing, report
from eval.__main__ import main
from eval.outcomes import Outcome, Run
from eval.questions import DEFAULT, Question, Value, load_all
from eval.resampling import quantile_interval
from eval.scores import Lines, lines, load_lines
from eval.significance import mcnemar, paired, sign_flip
from ingest.errors import SettingsError

RIGHT, WRONG = "初中生均900元[1]", "初中生均850元[1]"


def asked(count: int, kind: str = "number") -> list[Question]:
    value = Value("number", number=Decimal(900), unit="元")
    return [Question(f"{kind}{n:02}", "多少？", kind, values=(value,)) for n in range(count)]


def run(questions: list[Question], *wrong: int) -> Run:
    """All right but the questions at these places."""
    outcomes = (
        Outcome(q.id, "extractive", WRONG if n in wrong else RIGHT, seconds=0.1)
        for n, q in enumerate(questions)
    )
    return Run({"version": "x"}, tuple(outcomes), tuple(questions))


def scored(made: Run) -> Lines:
    return lines(report.score(made.questions, made), made.stamp)


# --- significance -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fixed, broken, p",
    [(0, 0, 1.0), (1, 1, 1.0), (0, 5, 2 / 32), (5, 0, 2 / 32), (2, 8, 2 * (1 + 10 + 45) / 1024)],
)
def test_mcnemar_by_hand(fixed: int, broken: int, p: float) -> None:
    assert mcnemar(fixed, broken) == pytest.approx(p)


def test_flipped_signs_by_hand() -> None:
    assert sign_flip(np.array([0.0, 0.0])) == 1.0
    assert sign_flip(np.full(5, 0.5)) == pytest.approx(2 / 32, abs=0.01), "all up or all down"


def test_a_difference_has_its_interval_on_the_same_questions() -> None:
    same = paired([1.0, 0.0, 1.0], [1.0, 0.0, 1.0])
    assert (same.delta, same.lo, same.hi, same.p) == (0.0, 0.0, 0.0, 1.0)
    fell = paired([1.0] * 20, [0.0] * 8 + [1.0] * 12)
    assert (fell.delta, fell.p) == (-0.4, pytest.approx(2 / 256, abs=1e-4))
    by_hand = 1.96 * (0.4 * 0.6 / 20) ** 0.5
    assert (fell.lo, fell.hi) == pytest.approx((-0.4 - by_hand, -0.4 + by_hand), abs=0.05)
    assert paired([], []).questions == 0


def test_a_median_has_an_interval() -> None:
    lo, hi = quantile_interval(np.arange(1.0, 102.0), 0.5)
    assert 35 < lo < 51 < hi < 67


# --- compare ----------------------------------------------------------------------------------


def test_questions_are_fixed_broken_and_changed() -> None:
    questions = asked(4)
    before, now = run(questions, 0), run(questions, 1)
    otherwise = replace(now.outcomes[2], text="九百元一生：900元[1]")
    now = replace(now, outcomes=(*now.outcomes[:2], otherwise, now.outcomes[3]))
    found = comparing.compare(scored(before), scored(now))
    assert (found.fixed, found.broken) == (("number00",), ("number01",))
    assert found.changed == ("number02",)
    assert found.differences["all"]["correct"].delta == 0.0
    assert found.differences["kind number"]["correct"].p == 1.0
    text = comparing.as_text(found, scored(before), scored(now))
    assert WRONG in text and "does not say the number 900元" in text


def test_what_only_one_run_was_asked_is_told_and_not_counted() -> None:
    found = comparing.compare(scored(run(asked(3))), scored(run(asked(2))))
    assert (found.questions, found.only_before, found.only_now) == (2, ("number02",), ())


def test_a_question_that_a_run_was_not_asked_is_no_wrong_answer_of_it(tmp_path: Path) -> None:
    run(asked(2)).save(tmp_path / "run.json")
    assert len(load_lines(tmp_path / "run.json", asked(3)).rows) == 2


def test_answers_of_the_held_out_half_stay_hidden() -> None:
    questions = [replace(asked(1)[0], split="held-out")]
    before, now = scored(run(questions)), scored(run(questions, 0))
    found = comparing.compare(before, now)
    assert "850" not in comparing.as_text(found, before, now)
    assert "850" in comparing.as_text(found, before, now, held_out=True)


# --- gate -------------------------------------------------------------------------------------


def test_the_gate_holds_within_the_interval_and_fails_beyond_it() -> None:
    questions = [*asked(20), *asked(20, "date")]
    baseline = scored(run(questions))
    assert comparing.falls(baseline, scored(run(questions))) == ()
    assert comparing.falls(baseline, scored(run(questions, 3))) == (), "one of twenty may be chance"
    fallen = comparing.falls(baseline, scored(run(questions, 20, 21, 22, 23, 24)))
    kinds = {fall.group: fall for fall in fallen if fall.metric == "correct"}
    assert set(kinds) == {"all", "kind date"}
    assert kinds["kind date"].worse == tuple(f"date{n:02}" for n in range(5))


def test_a_strict_gate_fails_at_one_question_and_a_missing_one_is_wrong() -> None:
    questions = asked(20)
    baseline = scored(run(questions))
    assert comparing.falls(baseline, scored(run(questions, 3)), strict=True)[0].worse == (
        "number03",
    )
    fallen = comparing.falls(baseline, scored(run(questions[:10])))
    assert {fall.metric for fall in fallen} >= {"correct", "key_facts", "answered"}


def test_better_is_no_fall() -> None:
    questions = asked(10)
    assert comparing.falls(scored(run(questions, *range(6))), scored(run(questions))) == ()


def test_the_shipped_baseline_holds_the_questions_that_the_gate_asks() -> None:
    home = DEFAULT.parent
    asked_there = load_all([home / "corpus.yaml", home / "answers-corpus.yaml"])
    rows = load_lines(home.parent / "baselines" / "corpus.json").rows
    asked_ids = {(q.id, q.kind) for q in asked_there if q.split == "dev"}
    assert {(row.id, row.kind) for row in rows} <= asked_ids, "a question of the baseline is gone"
    assert len(rows) >= 120 and sum(row.scores["correct"] == 1.0 for row in rows) > 0.8 * len(rows)


# --- saved ------------------------------------------------------------------------------------


def test_scores_are_kept_without_answers_and_read_like_a_run(tmp_path: Path) -> None:
    made = run(asked(3), 1)
    made.save(tmp_path / "run.json")
    from_run = load_lines(tmp_path / "run.json")
    from_run.save(tmp_path / "scores.json")
    kept = (tmp_path / "scores.json").read_text(encoding="utf-8")
    assert "元" not in kept
    from_scores = load_lines(tmp_path / "scores.json")
    found = comparing.compare(from_scores, from_run)
    assert (found.questions, found.changed, found.broken) == (3, (), ())


def test_a_run_holds_its_questions_and_older_ones_are_still_read(tmp_path: Path) -> None:
    made = run(asked(2))
    made.save(tmp_path / "run.json")
    assert Run.load(tmp_path / "run.json") == made
    old = {"stamp": {}, "outcomes": [{"question_id": "a", "citations": [], "hits": []}]}
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    assert Run.load(tmp_path / "old.json").outcomes == (Outcome("a"),)
    with pytest.raises(SettingsError, match="--questions"):
        load_lines(tmp_path / "old.json")


def test_two_runs_are_held_against_the_later_gold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = run(asked(2))
    mended = replace(before.questions[0], values=(Value("number", number=Decimal(850), unit="元"),))
    now = replace(run(asked(2), 0), questions=(mended, before.questions[1]))
    for name, made in (("before.json", before), ("now.json", now)):
        made.save(tmp_path / name)
    assert main(["compare", str(tmp_path / "before.json"), str(tmp_path / "now.json")]) == 0
    assert json.loads(capsys.readouterr().out)["fixed"] == ["number00"]


@pytest.mark.parametrize(
    "text, says", [("[]", "不是对象"), ("{", "不是评测结果"), ('{"format": 99}', "更新的版本")]
)
def test_other_files_are_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        Run.load(tmp_path / "x.json")


def test_the_commands_score_compare_and_gate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = asked(12)
    good, bad, kept = (tmp_path / name for name in ("good.json", "bad.json", "kept.json"))
    run(questions).save(good)
    run(questions, *range(8)).save(bad)

    def said(*args: object) -> tuple[int, dict[str, object]]:
        code = main([str(arg) for arg in args])
        return code, json.loads(capsys.readouterr().out)

    code, figures = said("score", good, "--json", kept)
    assert (code, figures["all"]["correct"]) == (0, "1.000")  # type: ignore[index]
    assert figures["all"]["intervals"]["seconds_p50"] == [0.1, 0.1]  # type: ignore[index]
    code, found = said("compare", good, bad)
    assert code == 0 and len(found["broken"]) == 8  # type: ignore[arg-type]
    code, found = said("gate", bad, kept)
    assert code == 1 and not found["passed"]
    code, found = said("gate", good, kept)
    assert code == 0 and found["passed"]
