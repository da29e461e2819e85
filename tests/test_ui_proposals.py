"""The review queue's proposals without a browser: asked for, shown, accepted, changed, put aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest
from answer_library import open_assistant
from proposing_model import REPLIES, open_school, replying
from test_ui_checklist import workshop

from assistant import PolicyAssistant
from assistant.ui.checklist import fact_form
from assistant.ui.review import card as review_card
from assistant.ui.review.handlers import Reviewing, address
from assistant.ui.strings.words import Words
from eval.bench.scripted_llm import scripted_llm

ALL = ("", "unsure", "", False)
"""No filter set."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with scripted_llm() as script:
        script.send = replying(REPLIES)
        with open_school(tmp_path_factory.mktemp("school"), script) as assistant:
            yield assistant


@pytest.fixture
def queue(made: PolicyAssistant) -> Reviewing:
    return Reviewing(made, workshop(), Words("zh"))


def chosen(queue: Reviewing, kind: str) -> str:
    return next(address(i) for i in queue.items() if i.proposed == kind)


def test_a_run_says_how_far_it_is_and_how_it_ended(queue: Reviewing) -> None:
    assert queue.refresh(*ALL)[-1]["visible"]
    said = list(queue.propose("", *ALL))
    assert "已看 0/4 句" in said[0][0] and said[0][2]["visible"] and not said[0][1]["visible"]
    text, ask, stop = said[-1]
    assert "qwen 看了 4/4 句，建议 2 条，因句子里有对程序的指令" in text
    assert ask["visible"] and not stop["visible"]
    with pytest.raises(gr.Error, match="口令"):
        list(Reviewing(queue.assistant, workshop(may=False), queue.words).propose("", *ALL))


def test_a_proposal_is_shown_with_whose_it_is(queue: Reviewing) -> None:
    list(queue.assistant.propose())
    table = queue.show(*ALL)[0]
    line = next(cells for cells in table if "建议添加指标" in cells[1])
    assert "指标 小规模学校核定" in line[1] and line[2] == "建议，由语言模型 qwen 提出"
    opened = queue.open(line[3])
    visible = dict(zip(review_card.ACTIONS, (u["visible"] for u in opened[2:8]), strict=True))
    assert {name for name, shown in visible.items() if shown} == {"accept", "target", "settle"}
    assert [u["value"] for u in opened[2:8] if u["visible"]] == [
        "改后采纳",
        "不采纳",
        "采纳，加入清单",
    ]
    assert "建议，由语言模型 qwen 提出" in opened[0] and "目标值 100" in opened[0]


def test_it_is_accepted_as_it_stands_or_from_the_form(queue: Reviewing) -> None:
    list(queue.assistant.propose())
    queue.accept(chosen(queue, "deadline"), "王老师", "", "")
    (added,) = [r for r in queue.assistant.checklist() if r.origin == "added"]
    assert (added.edited_by, added.fact.time and added.fact.time.raw) == ("王老师", "9月1日起")
    target = chosen(queue, "target")
    shown, _, adding, *boxes = queue.opener("target")(target)
    values = {f: b["value"] for f, b in zip(fact_form.FIELDS, boxes, strict=True)}
    assert shown["visible"] and values["indicator"] == "小规模学校核定"
    values["owner"] = "财务科"
    queue.save(adding, "王老师", "", "", *(values[f] for f in fact_form.FIELDS))
    added = next(r for r in queue.assistant.checklist() if r.fact.owner == "财务科")
    assert "采纳语言模型 qwen 的建议" in queue.assistant.history(added.fact_id)[0].note
    queue.assistant.withdraw(added.fact_id)
    queue.settle(target, "王老师", "", "")
    assert not any(i.proposed for i in queue.items())
    aside = next(i for i in queue.items(settled=True) if i.proposed)
    assert queue._cells(aside)[2] == "未采纳"


def test_without_a_model_nothing_is_offered(tmp_path: Path) -> None:
    with open_assistant(tmp_path, {}) as plain:
        queue = Reviewing(plain, workshop(), Words("zh"))
        assert not queue.refresh(*ALL)[-1]["visible"]
        with pytest.raises(gr.Error, match="没有配置语言模型"):
            list(queue.propose("", *ALL))
