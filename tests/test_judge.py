"""The judge beside the exact metrics: what it is shown, what it leaves out, how it agrees, what is kept."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from eval import judge
from eval.__main__ import main
from eval.judge import Opinion, Reply, figures, kappa
from eval.judge_words import gold_of
from eval.outcomes import Outcome, Run
from eval.questions import Gold, Question, Value
from ingest.errors import EndpointError
from ingest.records import PartialDate

FEE = Question(
    "fee", "研学活动每人每天收费多少？", "number",
    values=(Value("number", number=Decimal(150), unit="元"),), must_not_say=("120元",),
)  # fmt: skip
SILENT = Question("silent", "2031年的收费是多少？", "number", answerable=False)
HASHED = Question(
    "hashed", "谁负责？", "who", gold=((Gold("甲.docx", sha256="ab" * 32, length=9),),)
)
DAYS = Question(
    "days", "那报名呢？", "date", history=(("user", "什么时候开学？"), ("assistant", "9月1日[1]。")),
    today=dt.date(2026, 3, 1), split="held-out",
    values=(Value("date", lo=PartialDate(2026, 6, 20), hi=PartialDate(2026, 6, 28)),),
)  # fmt: skip
SET = (FEE, SILENT, HASHED, DAYS)
ANSWERS = (
    Outcome("fee", "extractive", "每人每天不超过150元[1]。"),
    Outcome("silent", "refused", "库里没有2031年的文件。"),
    Outcome("hashed", "extractive", "由办公室负责[1]。"),
    Outcome("days", "extractive", "6月20日至6月28日[1]。"),
)


class Fake:
    """Says what it is told to, by a word of what it is shown; keeps what it saw."""

    name = "fake"

    def __init__(self, said: dict[str, str], default: str = "right") -> None:
        self.said, self.default = said, default
        self.seen: list[str] = []

    def structured(self, messages: Any, shape: Any) -> Any:
        self.seen.append(messages[-1][1])
        verdict = next((v for w, v in self.said.items() if w in self.seen[-1]), self.default)
        if verdict == "fails":
            raise EndpointError("没有回应。", "稍后再试。")
        return Reply(verdict=verdict, reason="因为")  # type: ignore[arg-type]


def verdicts(found: tuple[Opinion, ...]) -> list[str]:
    return [one.verdict for one in found]


def test_the_judge_sees_question_gold_and_answer() -> None:
    model = Fake({})
    judge.judge(model, SET, ANSWERS)
    fee, silent, days = model.seen
    assert "150元" in gold_of(FEE) and "不得出现：120元" in fee and "[1]" not in fee
    assert "文件里没有答案" in silent and "（系统拒绝回答）" in silent
    assert "问：什么时候开学？" in days and "2026-03-01" in days
    assert "日期：2026-06-20 至 2026-06-28" in days and "correct" not in days


def test_gold_is_written_as_people_write_it() -> None:
    rows = Value("list", items=(("培训", "研修"), ("比赛",)))
    until = Value("date", hi=PartialDate(None, 9, 30))
    question = Question("q", "？", "list", ambiguous=True, values=(rows, until))
    assert gold_of(question).splitlines() == [
        "几份文件都符合，问题没有说明是哪一份。", "列表共 2 项：培训／研修；比赛",
        "日期：XXXX-09-30 及以前",
    ]  # fmt: skip
    either = ((Gold("甲", "原话一"),), (Gold("乙", "原话二"), Gold("乙", "原话三")))
    quoted = gold_of(Question("q", "？", "open", gold=either))
    assert quoted.splitlines() == ["原文“原话一”", "或：原文“原话二”；原文“原话三”"]
    assert gold_of(HASHED) == ""


def test_what_cannot_be_asked_or_fails_is_not_judged() -> None:
    crashed = (*ANSWERS[:3], Outcome("days", error="KeyError"))
    found = judge.judge(Fake({"收费多少": "fails"}), SET, crashed)
    assert verdicts(found) == ["not judged", "right", "not judged", "not judged"]
    assert [one.reason for one in found[2:]] == ["no gold in words", "crashed"]
    assert "没有回应" in found[0].reason
    counted = figures(found, dict.fromkeys(("fee", "silent", "hashed", "days"), True))
    assert (counted["judged"], counted["not_judged"], counted["right"]) == (1, 3, "1.000")
    assert counted["kappa"] is None


@pytest.mark.parametrize(
    ("said", "means"), [("正确", "right"), (" 部分正确 ", "partly"), ("wrong", "wrong")]
)
def test_verdicts_may_be_chinese(said: str, means: str) -> None:
    assert Reply(verdict=said).verdict == means  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="verdict"):
        Reply(verdict="满分")  # type: ignore[arg-type]


def test_kappa_is_cohen_s() -> None:
    yes, no = True, False
    pairs = [(yes, yes)] * 20 + [(yes, no)] * 5 + [(no, yes)] * 10 + [(no, no)] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([(yes, yes), (no, no)]) == 1 and kappa([(yes, yes)] * 3) is None
    assert kappa([(yes, no), (no, yes)]) == -1 and kappa([]) is None


def test_it_says_where_it_disagrees_and_keeps_the_held_out_half_to_itself() -> None:
    found = judge.judge(Fake({"报名": "wrong"}), SET, ANSWERS)
    counted = figures(found, {"fee": False, "silent": True, "hashed": True, "days": True})
    assert counted["right_not_correct"] == ["fee"] and counted["correct_not_right"] == ["days"]
    assert counted["agreement"] == "0.333"
    text = judge.as_text(counted, found, SET)
    assert "right 0.667" in text and "fee  因为" in text and "days" not in text
    assert "1 held-out questions" in text
    assert "days" in judge.as_text(counted, found, SET, held_out=True)


def test_an_answer_is_judged_once(tmp_path: Path) -> None:
    kept = judge.beside(tmp_path / "run.json")
    first = Fake({"报名": "fails"})
    judge.save(kept, judge.judge(first, SET, ANSWERS))
    again = Fake({}, default="partly")
    found = judge.judge(again, SET, ANSWERS, list(judge.load(kept)))
    assert len(again.seen) == 1 and "报名" in again.seen[0]
    assert verdicts(found) == ["right", "right", "not judged", "partly"]
    changed = (Outcome("fee", "extractive", "120元[1]。"), *ANSWERS[1:])
    found = judge.judge(again, SET, changed, list(judge.load(kept)))
    assert verdicts(found)[:2] == ["partly", "right"]
    assert verdicts(judge.judge(None, SET, ANSWERS, list(judge.load(kept))))[0] == "right"
    kept.write_text("{", encoding="utf-8")
    assert list(judge.load(kept)) == []


def test_the_command_judges_a_saved_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from eval.bench.scripted_llm import scripted_llm, streamed

    saved = tmp_path / "run.json"
    Run({"version": "1"}, ANSWERS, SET).save(saved)
    command = ["judge", str(saved), "--data", str(tmp_path), "--split", "dev"]
    assert main(command) == 2 and "没有配置语言模型" in capsys.readouterr().err
    assert main(["run", "--judge"]) == 2 and "没有配置语言模型" in capsys.readouterr().err
    with scripted_llm() as script:
        monkeypatch.setenv("LLM_MODEL", "qwen")
        monkeypatch.setenv("LLM_BASE_URL", script.url)
        said = '<think>想一想</think>{"reason": "数值一致", "verdict": "正确"}'
        script.send = lambda handler, body, text: streamed(handler, body, said)
        assert main(command) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)["judge"]
    assert (found["model"], found["judged"], found["right"], found["not_judged"]) == (
        "qwen",
        2,
        "1.000",
        1,
    )
    assert "judge qwen: right 1.000" in err
    monkeypatch.delenv("LLM_MODEL")
    monkeypatch.delenv("LLM_BASE_URL")
    assert main(command) == 0 and json.loads(capsys.readouterr().out)["judge"] == found
