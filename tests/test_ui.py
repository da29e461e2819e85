"""The page's pure parts: what is escaped, which rows a filter takes, how a time is said."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.evidence import NOTHING
from assistant.records import Answer, ChecklistRow, Citation
from assistant.refusing import _listed, lacking
from assistant.ui.chat.sources import (
    answer_markdown,
    escape_markdown,
    full_markdown,
    source_cards,
)
from assistant.ui.checklist.saying import in_window, months_of, recurs_in, say_time
from assistant.ui.server import editing, listen
from assistant.ui.strings.words import TEXT, Words
from ingest.errors import SettingsError
from ingest.records import (
    Deadline,
    Fact,
    FactTime,
    PartialDate,
    Precision,
    Relation,
    Span,
    Target,
)


def time(
    lo: str | None, hi: str | None, relation: Relation = "in", precision: Precision = "month"
) -> FactTime:
    ends = [PartialDate.parse(d) if d else None for d in (lo, hi)]
    return FactTime("", 0, 0, ends[0], ends[1], relation, precision)


SEPTEMBER = time("2025-09-01", "2025-09-30")


@pytest.mark.parametrize(
    "when, month, year, shown",
    [
        (SEPTEMBER, "9", "2025", True),
        (SEPTEMBER, "9", "2024", False),
        (SEPTEMBER, "10", "", False),
        (SEPTEMBER, "7-12", "", True),
        (time("XXXX-09-01", "XXXX-09-30"), "9", "2024", True),
        (time(None, "2025-12-31", "by"), "12", "2025", True),
        (time("2025-11-01", "2026-02-28"), "1", "2026", True),
        (time("2025-11-01", "2026-02-28"), "1", "2025", False),
        (time("XXXX-11-01", "XXXX-02-28"), "12", "", True),
        (None, "9", "", False),
        (None, "", "", True),
    ],
)
def test_a_filter_takes_the_rows_its_words_say(
    when: FactTime | None, month: str, year: str, shown: bool
) -> None:
    assert in_window(when, month, year) is shown


def test_a_year_of_unknown_number_touches_all_its_months() -> None:
    assert months_of(time("XXXX-09-01", "XXXX-10-31"), None) == {9, 10}


@pytest.mark.parametrize(
    "when, said",
    [
        (SEPTEMBER, "2025-09"),
        (time("2025-09-01", "2025-09-01", "in", "day"), "2025-09-01"),
        (time("2025-09-01", "2025-10-31"), "2025-09 – 2025-10"),
        (time(None, "2025-12-31", "by", "year"), "≤ 2025-12"),
        (time("2025-09-01", None, "from", "day"), "2025-09-01 →"),
        (time("XXXX-09-01", "XXXX-09-30"), "09"),
        (time("2025-01-01", "2025-12-31", "in", "year"), "2025"),
    ],
)
def test_a_time_is_never_said_more_sharply_than_it_is(when: FactTime, said: str) -> None:
    assert say_time(when) == said


def test_document_words_are_not_markup() -> None:
    text = "<img onerror=x> *重点* | 第1列 | 1. 标题 #一"
    shown = escape_markdown(text)
    assert "\\<img" in shown and "\\*重点\\*" in shown and "\\|" in shown
    assert answer_markdown("900元[1]。", 2) == '900元<a href="#source-2-1" class="cite">[1]</a>。'


def test_a_card_shows_the_quote_inside_its_words_and_escapes_both() -> None:
    text = "一、<b>\n1. 达到初中<生均>900元、小学700元。\n二、"
    start = text.index("初中<生均>900元")
    quote = "初中<生均>900元"

    class Library:
        def document_text(self, identity: str) -> str:
            return text

    citation = Citation(
        1, "d", "计划", "a.docx", ("一、",), 2, "12", quote, start, start + len(quote),
        number="青教〔2026〕<5>号", sample=True,
    )  # fmt: skip
    html = source_cards(Library(), Answer("", "extractive", (citation,)), Words("zh"), 1)  # type: ignore[arg-type]
    assert "<mark>初中&lt;生均&gt;900元</mark>" in html
    assert "1. 达到" in html and "一、&lt;b&gt;" not in html
    assert "第 2 页（印刷页码 12）" in html and 'id="source-1-1"' in html
    assert "青教〔2026〕&lt;5&gt;号" in html and "示例（虚构）" in html


def test_every_word_is_there_in_both_languages() -> None:
    for key, (chinese, english) in TEXT.items():
        assert chinese and english, key
        assert set(chinese.split("{")[1:]) == set() or "{" in english


def test_another_machine_needs_the_password() -> None:
    assert editing("127.0.0.1", "")[0]("")
    check, needed = editing("0.0.0.0", "密码")
    assert needed and check("密码") and not check("") and not check("x")
    assert not editing("0.0.0.0", "")[0](""), "without a password set nobody edits from afar"


def test_the_next_free_port_is_taken_and_a_taken_one_is_named() -> None:
    first = listen("127.0.0.1", None)
    taken = first.getsockname()[1]
    try:
        second = listen("127.0.0.1", None)
        assert second.getsockname()[1] != taken
        second.close()
        with pytest.raises(SettingsError, match=str(taken)):
            listen("127.0.0.1", taken)
    finally:
        first.close()


@pytest.mark.parametrize(
    "raw, kind, month, falls",
    [
        ("每月", "deadline", "9", True),
        ("每学期", "deadline", "7-12", True),
        ("每学期", "deadline", "9", False),
        ("每天", "target", "9", False),  # a value to be held is no matter of one month
    ],
)
def test_what_recurs_falls_in_months(raw: str, kind: str, month: str, falls: bool) -> None:
    when = FactTime(raw, 0, len(raw), None, None, "in", "month", True)
    fact: Fact
    if kind == "deadline":
        fact = Deadline("f", "d", (), raw, 0, 9, Span(0, 1), "演练", "", when)
    else:
        fact = Target("f", "d", (), raw, 0, 9, Span(0, 1), "活动", "", "ge", None, "小时", "1小时", time=when)  # fmt: skip
    row = ChecklistRow("f", fact, "待确认", False, "", "", "", "题", "a.txt")
    assert recurs_in(row, month) is falls


def test_notes_stand_once_and_apart_from_the_answer() -> None:
    answer = Answer(
        "每生每年900元[1]。",
        "extractive",
        filter="查了 2 份文件",
        notes=("《甲*》已废止。", "见清单。", "见清单。"),
    )
    told = full_markdown(answer, Words("zh"), 1)
    note = '<span class="note">查了 2 份文件<br>《甲\\*》已废止。<br>见清单。</span>'
    assert told.endswith(note) and told.count("见清单") == 1
    assert "note" not in full_markdown(Answer("没有。", "refused"), Words("zh"), 1)


def test_nearest_passages_are_named_by_their_documents() -> None:
    shown = [
        ("《甲》", "[1]", "（是北山县的）"),
        ("《乙》", "[2]", ""),
        ("《甲》", "[3]", "（是北山县的）"),
    ]
    assert _listed(shown) == "《甲》[1][3]（是北山县的）、《乙》[2]"
    assert (
        _listed([("《甲》", "[1]", "（是2024年的）"), ("《甲》", "[2]", "")])
        == "《甲》[1]（是2024年的）[2]"
    )


def test_words_that_stand_in_the_passages_shown_are_not_said_to_lack() -> None:
    def passage(text: str) -> Any:
        return SimpleNamespace(headings="校务公开", chunk=SimpleNamespace(text=text))

    shown = (
        passage("每层楼设电话两部。"),
        passage("每月设校长接待日。"),
        passage("传真由办公室管理。"),
    )
    weighed = replace(NOTHING, lines=shown, lacking=("校长", "传真"))
    assert lacking(weighed) == "相近的内容没有写到“传真”。"  # the third passage is not shown
    assert lacking(replace(weighed, lacking=("校长", "公开"))) == ""
