"""A transcript as Markdown: all words escaped, so that every reader shows them as they are."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.cite import MARK
from assistant.transcript import LITERAL, Source, Transcript

MARKUP = re.compile(r"([\\`*_{}<>#|~$\[\]!&])")
"""Characters that Markdown, or one of its dialects, takes for markup wherever they stand."""
AT_LINE_START = re.compile(r"(?m)^[ \t]*([-+=:]|\d{1,9}(?=[.)]))")
"""What makes a line a list, a rule or a heading: white space before it goes, a backslash comes."""


def markdown(transcript: Transcript) -> str:
    """The whole transcript."""
    parts = [f"# {transcript.title}", transcript.head]
    for exchange in transcript.exchanges:
        parts.append(f"## 问：{_escaped(_one_line(exchange.question))}")
        parts += [_marked(line) for line in exchange.answer.text.split("\n") if line.strip()]
        parts += [f"> {_escaped(_one_line(remark))}" for remark in exchange.remarks]
    if transcript.sources:
        parts.append("## 出处")
        parts += [_source(source) for source in transcript.sources]
    parts += ["---", LITERAL]
    return "\n\n".join(parts) + "\n"


def write_markdown(transcript: Transcript, path: Path) -> None:
    """UTF-8, line ends as they are."""
    path.write_text(markdown(transcript), encoding="utf-8", newline="\n")


def _source(source: Source) -> str:
    quote = "<br>".join(_inside(line) for line in source.citation.quote.split("\n"))
    beside = "；".join(_escaped(_one_line(words)) for words in source.beside)
    beside = f"（连同：{beside}）" if beside else ""
    return f"\\[{source.citation.marker}\\] {_escaped(source.where)}：“{quote}”{beside}"


def _marked(line: str) -> str:
    """A line of an answer, its marks raised."""
    pieces, last = [], 0
    for mark in MARK.finditer(line):
        pieces += [line[last : mark.start()], mark.group()]
        last = mark.end()
    pieces.append(line[last:])
    escaped = [_escaped(piece) if i % 2 == 0 else "" for i, piece in enumerate(pieces)]
    for i in range(1, len(pieces), 2):
        escaped[i] = f"<sup>\\[{pieces[i][1:-1]}\\]</sup>"
    return "".join(escaped)


def _escaped(text: str) -> str:
    return AT_LINE_START.sub(_harmless, _inside(text))


def _inside(text: str) -> str:
    """Words that begin no line."""
    return MARKUP.sub(r"\\\1", text.replace("\t", " "))


def _harmless(start: re.Match[str]) -> str:
    words = start.group(1)
    return f"{words}\\" if words.isdigit() else f"\\{words}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
