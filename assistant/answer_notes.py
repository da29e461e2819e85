"""What is said around an answer: versions that ended, samples, plans told where results were asked for; and the words
that a citation vouches for."""

from __future__ import annotations

from assistant.case import REVIEWS, Case
from assistant.library import Library
from assistant.question_words import COMPARE, PAST
from assistant.records import Answer, Citation
from assistant.validity import over
from ingest.records import quoted


def cited_words(library: Library, citation: Citation, case: Case) -> str:
    """A citation's quote, its context and its headings, and what its document says of itself."""
    text = library.document(citation.document_id).text
    spans = [text[s.start : s.end] for s in citation.context]
    stored = case.scope.get(citation.document_id)
    own = stored.metadata if stored else library.store.metadata(citation.document_id)
    days = (f"{d.year}年{d.month}月{d.day}日" for d in (own.issued, own.effective) if d)
    about = (
        quoted(citation.document_title),
        own.place,
        own.issuer,
        own.number,
        str(own.plan_year),
        *days,
    )
    return "\n".join((citation.quote, *spans, *citation.section, *about))


def version_notes(answer: Answer, case: Case) -> tuple[str, ...]:
    """Cited documents that are replaced, repealed or past their term, and samples, each said once."""
    notes, documents = [], case.scope
    cited = dict.fromkeys(c.document_id for c in answer.citations)
    for identity in (i for i in cited if i in documents):
        metadata = documents[identity].metadata
        if metadata.status in ("被替代", "废止"):
            notes.append(
                f"{quoted(metadata.title)}已{'被新文件替代' if metadata.status == '被替代' else '废止'}，仅供参考。"
            )
        elif (last := over(metadata, case.today)) is not None:
            day = f"{last.year}年{last.month}月{last.day}日"
            notes.append(f"{quoted(metadata.title)}的有效期到{day}为止，现已失效，仅供参考。")
    samples = any(documents[i].sample for i in cited if i in documents)
    return (*notes, *(("依据的是示例（虚构）文件。",) if samples else ()))


def plan_note(case: Case, answer: Answer) -> tuple[str, ...]:
    """What was achieved is asked for and only plans answer: said so that a goal is not taken for a result."""
    asked = PAST.search(case.query.text) and not COMPARE.search(case.query.text)
    written = answer.mode in ("extractive", "generative")
    if not asked or not written or case.query.kind != "number":
        return ()
    if any(case.scope[c.document_id].metadata.kind in REVIEWS for c in answer.citations):
        return ()
    return ("库中没有查到完成情况，这里是计划或规定的数字。",)
