"""Paragraphs with names of their own are the parts of a section."""

from __future__ import annotations

from assistant.named_paragraphs import named_paragraphs
from ingest.records import Section, Span


def parts(body: str) -> list[str]:
    text = f"三、重大工程\n{body}"
    section = Section(0, len(text), 2, "三、", "重大工程", ("重大工程",), Span(0, 6))
    found = named_paragraphs(text, section)
    assert all(text[p.start :].startswith(p.title) for p in found)
    return [p.title for p in found]


def test_names_before_a_full_stop_or_a_colon() -> None:
    body = "护学工程。新建值守岗亭60座，三年完成。\n暖心行动：每学期走访学生不少于2次，建立台账。\n"
    assert parts(body) == ["护学工程", "暖心行动"]


def test_sentences_are_no_names() -> None:
    assert (
        parts("投资9亿元，新增学位。其余另行安排，逐年推进。\n护学工程。新建值守岗亭60座。\n") == []
    )
