"""Questions that were refused: grouped, in the terminal and in the fold under the documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from answer_library import open_assistant

from assistant.ui.documents import unanswered as fold
from assistant.ui.strings.words import Words
from assistant.unanswered import grouped, unanswered_command
from ingest.store.rows import UnansweredQuestion


def test_the_same_question_stands_once_with_its_count_the_newest_first() -> None:
    rows = [
        UnansweredQuestion("几点放学？", "没有写到", "2026-03-01T08:00:00"),
        UnansweredQuestion("海宁市呢？", "库中没有海宁市的文件", "2026-03-02T08:00:00"),
        UnansweredQuestion("几点放学？ ", "没有查到所问的时间", "2026-03-03T08:00:00"),
    ]
    first, second = grouped(rows)
    assert (first.question, first.times, first.reason) == ("几点放学？", 2, "没有查到所问的时间")
    assert first.last.startswith("2026-03-03") and second.times == 1


def test_a_refused_question_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_assistant(tmp_path) as county:
        county.ask("望海市的中考体育满分多少分？")
        county.ask("望海市的中考几点开考？", log=False)  # an evaluation is nobody's question
        json_asked = type("Args", (), {"json": True})()
        assert unanswered_command(json_asked, county) == 0
    said = json.loads(capsys.readouterr().out)
    assert (
        said["question"].startswith("望海市") and "望海市" in said["reason"] and said["times"] == 1
    )


def test_the_table_escapes_what_people_typed() -> None:
    shown = fold.table(
        grouped([UnansweredQuestion("<b>x</b>", "没有", "2026-03-01T08")]), Words("zh")
    )
    assert "&lt;b&gt;" in shown and "<b>" not in shown
    assert Words("en")("unanswered_none") in fold.table((), Words("en"))
