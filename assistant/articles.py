"""The text of an article asked for by its number: of the document named, of the one meant, or a question back."""

from __future__ import annotations

from assistant.aim import ENDED
from assistant.case import Case
from assistant.library import Library
from assistant.question_words import ARTICLE
from assistant.records import Answer
from assistant.terms import content, coverage, terms
from ingest.records import Section, Span, quoted

SHOWN = 600
"""Code points of an article before the rest is left to its source."""
TITLE_MEANT = 0.6
"""Share of the question's other words that a title must hold to be the document meant."""
OPTIONS = 6
"""Documents offered where the question names none."""


def article(library: Library, case: Case) -> Answer | None:
    """The article's words per document; a question back where many documents have one; None where none has it."""
    having = _with_article(library, case)
    if not having:
        return None
    chosen = _meant(library, case, list(having))
    if len(chosen) > 2 and not case.query.documents:
        return _which(case, chosen)
    lines = []
    for document_id in chosen:
        section = having[document_id]
        text = library.document(document_id).text
        end = section.start + len(text[section.start : section.end].rstrip())
        words = text[section.start : min(end, section.start + SHOWN)]
        more = "……" if end - section.start > SHOWN else ""
        head = f"{case.citer.title(document_id)}：\n" if len(chosen) > 1 else ""
        mark = case.citer.span(document_id, Span(section.start, end))
        lines.append(f"{head}{words}{more}{mark}")
    return Answer("\n".join(lines), "extractive", case.citer.citations)


def _with_article(library: Library, case: Case) -> dict[str, Section]:
    """Documents in scope that have an article of this number."""
    held = library.store.articles(case.query.article)
    return {i: held[i][0] for i in case.documents if i in held}


def _meant(library: Library, case: Case, having: list[str]) -> list[str]:
    """Documents whose title the question's other words name; else those in force."""
    if case.query.documents:
        return having
    wanted = terms(content(ARTICLE.sub(" ", case.query.topic)), library.vocabulary)
    if wanted:
        shares = {i: coverage(wanted, case.documents[i].metadata.title) for i in having}
        best = max(shares.values())
        if best >= TITLE_MEANT:
            having = [i for i, share in shares.items() if share >= best - 0.01]
        else:
            found = [c.document_id for c, _ in case.found if c.document_id in having]
            return found[:1] or having
    current = [i for i in having if case.documents[i].metadata.status not in ENDED]
    return current or having


def _which(case: Case, having: list[str]) -> Answer:
    """Asks back which document is meant; options can be sent as they stand."""
    words = ARTICLE.search(case.query.text)
    number = words.group() if words else f"第{case.query.article}条"
    titles = [case.documents[i].metadata.title for i in having]
    options = tuple(f"{quoted(title)}{number}" for title in titles[:OPTIONS])
    text = f"有 {len(having)} 份文件有{number}，请说明是哪一份："
    notes = (f"这里列出前 {OPTIONS} 份。",) if len(having) > OPTIONS else ()
    lines = [text, *(f"{n}. {option}" for n, option in enumerate(options, 1))]
    return Answer("\n".join(lines), "clarify", options=options, notes=notes)
