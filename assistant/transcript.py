"""Answers taken away: questions, answers and one numbered list of sources, as Markdown or a Word file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.cite import remarked
from assistant.records import Answer, Citation, Turn
from ingest.errors import SettingsError
from ingest.grammar import numbering
from ingest.records import quoted

LITERAL = (
    "回答依据库中文件的原文作出，方括号里的数字是出处的编号；“出处”中引号内的文字与文件逐字一致。"
)
"""Said in every transcript."""
SAMPLE = "〔示例（虚构）〕"
"""Stands beside the title of an invented document."""
NO_FILE_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+|[\s？。！，、；：]+$')
"""What Windows takes in no file name, and marks that end a question."""
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=$|\.)", re.I)
"""Names that Windows keeps for devices."""
LONGEST_HEADING = 30
"""Code points of a heading that are told; a longer one is a sentence with a number."""
LONGEST_NAME = 40
"""Code points of a question in a file name."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer; the marks are numbers of the transcript's sources."""

    question: str
    answer: Answer

    @property
    def remarks(self) -> tuple[str, ...]:
        """The filter and the notes, each once."""
        filters = (f"筛选条件：{self.answer.filter}",) if self.answer.filter else ()
        return (*filters, *(n for n in self.answer.notes if n not in self.answer.text))


@dataclass(frozen=True, slots=True)
class Source:
    """A citation under its number in the transcript, with the words it needs beside its own."""

    citation: Citation
    beside: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """《title》（number），section，page: what is unknown is left out."""
        c = self.citation
        title = quoted(c.document_title) + (f"（{c.number}）" if c.number else "")
        title += SAMPLE if c.sample else ""
        return "，".join(part for part in (title, _path(c), page_words(c)) if part)


@dataclass(frozen=True, slots=True)
class Transcript:
    """What is exported: ``day`` is the day of export."""

    day: dt.date
    exchanges: tuple[Exchange, ...]
    sources: tuple[Source, ...]

    @property
    def title(self) -> str:
        """The first line."""
        return "教策通问答记录"

    @property
    def head(self) -> str:
        """The day of export and how many questions there are."""
        day = f"{self.day.year}年{self.day.month}月{self.day.day}日"
        return f"导出日期：{day}　问题：{len(self.exchanges)} 个"


def _path(citation: Citation) -> str:
    """The headings above the quote; of one that says what the quote says, its number alone."""
    quote, title = ("".join(words.split()) for words in (citation.quote, citation.document_title))
    told = []
    for heading in citation.section:
        words = "".join(heading.split())
        if words in title:
            continue
        if words in quote or quote in words:
            number = numbering(heading)
            heading = number.text if number else ""
        elif len(heading) > LONGEST_HEADING:
            heading = f"{heading[:LONGEST_HEADING]}…"
        told.append(heading)
    return " › ".join(filter(None, told))


def page_words(citation: Citation) -> str:
    """第3页, with the printed number beside it where that is another; empty without pages."""
    if citation.page is None:
        return ""
    printed = citation.page_label and citation.page_label != str(citation.page)
    return f"第{citation.page}页" + (f"（印刷页码{citation.page_label}）" if printed else "")


def exchanges_of(turns: Iterable[Turn]) -> list[tuple[str, Answer]]:
    """The questions of a conversation that were answered, oldest first."""
    pairs, question = [], ""
    for turn in turns:
        if turn.answer is None:
            question = turn.text
        else:
            pairs.append((question, turn.answer))
    return pairs


def make_transcript(
    pairs: Sequence[tuple[str, Answer]],
    day: dt.date,
    words: Callable[[Citation], tuple[str, ...]] = lambda citation: (),
) -> Transcript:
    """One numbering over all answers: the same words of the same document keep one number.

    Args:
        words: What a citation needs beside its own words: header cells, a governing clause.
    """
    sources: dict[tuple[str, int, int], Source] = {}
    exchanges = []
    for question, answer in pairs:
        numbers = {}
        for citation in answer.citations:
            key = (citation.document_id, citation.start, citation.end)
            own = replace(citation, marker=len(sources) + 1)
            held = sources.setdefault(key, Source(own))
            more = tuple(w for w in words(citation) if w not in held.beside)
            sources[key] = replace(held, beside=(*held.beside, *more))
            numbers[citation.marker] = held.citation.marker
        notes = tuple(remarked(note, numbers) for note in answer.notes)
        text = remarked(answer.text, numbers)
        exchanges.append(Exchange(question, replace(answer, text=text, notes=notes)))
    return Transcript(day, tuple(exchanges), tuple(sources.values()))


def file_name(transcript: Transcript, suffix: str) -> str:
    """A name from the first question that every system takes; ``suffix`` with its dot."""
    asked = transcript.exchanges[0].question if transcript.exchanges else ""
    name = NO_FILE_NAME.sub(" ", asked)[:LONGEST_NAME]
    name = re.sub(r"\s+", " ", NO_FILE_NAME.sub(" ", name)).strip(" .")
    if not name or RESERVED.match(name):
        name = f"问答{name}"
    return f"{name}{suffix}"


def write(transcript: Transcript, path: Path) -> None:
    """Writes the transcript in the form of the path's suffix.

    Raises:
        SettingsError: the suffix is neither .docx nor .md, or the file cannot be written.
    """
    from assistant.transcript_docx import write_docx
    from assistant.transcript_markdown import write_markdown

    writers = {".docx": write_docx, ".md": write_markdown}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise SettingsError(f"不能导出成 {path.name}。", "文件名请以 .docx 或 .md 结尾。")
    try:
        writer(transcript, path)
    except OSError as error:
        raise SettingsError(
            f"{path} 写不进去：{error.strerror}。", "请换个位置，或先关闭打开它的程序。"
        ) from error
