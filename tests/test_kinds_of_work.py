"""The kind of work that a question asks for stands outside the name of the office."""

from __future__ import annotations

from dataclasses import replace

from assistant.asked_topic import topic_of, without_owner
from assistant.kinds_of_work import kind_asked
from assistant.question import read_question


def test_an_office_asks_for_no_kind_of_work() -> None:
    query = replace(read_question("督导室牵头哪些任务"), owner="督导室")
    assert kind_asked(without_owner(query.text, query)) is None
    assert kind_asked("食堂检查有哪些任务") is not None


def test_a_word_is_not_cut_in_its_middle() -> None:
    assert topic_of(read_question("校园数字化提升有哪些任务")) == "校园数字化提升"
