"""Is a document still in force? Its state in the library, with the sentence that ended or began it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.aim import ENDED, OF_OLD
from assistant.case import Case
from assistant.effect import effect_sentence
from assistant.library import Library
from assistant.names import bare
from assistant.records import Answer
from assistant.sentences import sentences
from assistant.terms import content, coverage, terms
from ingest.records import Metadata, Span, quoted

ASKS_VALID = re.compile(
    r"(?:还|仍|是否|现在|目前)?(?:有效|能用|管用|算数|作数|生效|在用)(?:吗|么|没|不)|失效|作废|废止(?:了)?(?:吗|没|么|的)|(?:什么时候|啥时候|何时|哪年|哪天)废止|还执行|过期了(?:吗|没)"
)
NAMED = re.compile(
    r"《?([一-鿿]{4,40}?(?:条例|办法|规定|细则|法|意见|方案|标准|通知|规程))》?(?=[^一-鿿]|现在|目前|如今|还|仍|是否|是不是|有效|失效|作废|废止|过期|管用|能用)"
)
"""The title whose validity is asked for."""
FEW = 3
"""Old versions that may be meant where none is named."""
TRIAL = re.compile(r"试行|暂行")
TERM = re.compile(r"有效期|试行期|执行期|施行期")
"""Words that set how long a document holds."""
ENDS = re.compile(r"废止|失效|停止执行")
OLD_ONE = re.compile(
    r"[老旧原](?=的|那|[一-鿿]{0,8}(?:办法|版|规定|标准|文件|条例|方案|细则|制度|规矩))|以前的|从前的|原来的|之前的|上一版"
)
"""Words for a rule that another one followed."""
NO_MATTER = re.compile(
    r"那个|这个|现在|目前|如今|还|仍|是否|的|版本|有效|能用|管用|算数|作数|生效|在用|[吗么没不老旧原版]"
)
"""Words of such a question that do not tell which rule."""
TITLE = re.compile(r"《([^《》]{4,60})》")
SAID = 0.6
"""Share of what the question says of a rule that the title of an ended one must hold."""


def validity(library: Library, case: Case) -> Answer | None:
    """One line per document named; None where the question does not ask for it or names none."""
    if not ASKS_VALID.search(case.query.text):
        return None
    if case.query.documents:
        chosen = [i for i in case.query.documents if i in case.documents]
    elif OF_OLD.search(case.query.text) and len(case.documents) <= FEW:
        chosen = list(case.documents)
    else:
        return _not_held(library, case)
    trial = TRIAL.search(case.query.text)
    meant = [
        i for i in chosen if bool(TRIAL.search(case.documents[i].metadata.title)) == bool(trial)
    ]
    lines = [line for i in (meant or chosen) if (line := _said(library, case, i))]
    return Answer("\n".join(lines), "extractive", case.citer.citations) if lines else None


def _ended(library: Library, case: Case) -> Answer | None:
    """What a document says of the end of an older rule that the question means by some words of its title."""
    asked = case.query.text
    for name in case.query.named:
        asked = asked.replace(name, " ")
    wanted = terms(NO_MATTER.sub(" ", content(asked)), library.vocabulary)
    found: list[tuple[float, str, Span]] = []
    for identity in dict.fromkeys(chunk.document_id for chunk, _ in case.found) if wanted else ():
        text = library.document(identity).text
        for span in sentences(text, 0, len(text)) if ENDS.search(text) else ():
            words = text[span.start : span.end]
            titles = TITLE.findall(words) if ENDS.search(words) else []
            found += [(coverage(wanted, title), identity, span) for title in titles]
    share, identity, span = max(found, key=lambda one: one[0], default=(0.0, "", Span(0, 1)))
    if share < SAID:
        return None
    words = library.document(identity).text[span.start : span.end]
    said = f"已经废止。{case.citer.title(identity)}：{words}{case.citer.span(identity, span)}"
    return Answer(said, "extractive", case.citer.citations)


def _not_held(library: Library, case: Case) -> Answer | None:
    """What a passage found says of the end of a document that the library does not hold, with whose words it is."""
    named = NAMED.search(case.query.text)
    if OLD_ONE.search(case.query.text) and (told := _ended(library, case)):
        return told
    if named is None:
        return None
    title = bare(named.group(1))
    for chunk, _ in case.found:
        for span in sentences(chunk.text, 0, len(chunk.text)):
            words = chunk.text[span.start : span.end]
            if ENDS.search(words) and title in bare(words):
                place = Span(chunk.start + span.start, chunk.start + span.end)
                mark = case.citer.span(chunk.document_id, place, chunk.section)
                own = case.citer.title(chunk.document_id)
                return Answer(f"已经废止。{own}：{words}{mark}", "extractive", case.citer.citations)
    return None


def state_of(library: Library, case: Case, identity: str) -> str:
    """The line on one document without its title: 已经废止：…, or 现行有效：…; empty where nothing is told."""
    case = replace(case, documents={**case.documents, identity: case.scope[identity]})
    said = _said(library, case, identity)
    words = re.sub(r"^《.+?》(?=已经废止|在库中)", "", said)
    return words.replace("在库中没有被废止或替代：", "现行，库中没有文件废止或替代它：", 1)


def _said(library: Library, case: Case, identity: str) -> str:
    title = quoted(case.documents[identity].metadata.title)
    if case.documents[identity].metadata.status in ENDED:
        return _said_ended(library, case, case.documents[identity].metadata)
    if over := _over(library, case, identity):
        return f"{title}{over}"
    span = effect_sentence(library, identity, case.documents[identity].metadata.effective)
    if span is None:
        return ""
    words = library.document(identity).text[span.start : span.end]
    return f"{title}在库中没有被废止或替代：{words}{case.citer.span(identity, span)}"


def _said_ended(library: Library, case: Case, ended: Metadata) -> str:
    """The sentence that ended a document, led by the name that it calls it by; empty where none is found."""
    own = bare(ended.title)
    for other, document in case.scope.items():
        known = document.metadata
        if not any(bare(n) in own or own in bare(n) for n in (*known.replaces, *known.repeals)):
            continue
        called = ended.names_for(known.place)
        if span := _ending(library, other, [bare(name) for name in called]):
            words = library.document(other).text[span.start : span.end]
            names = (n for n in called if bare(n) in bare(words) and n != ended.number)
            said = (
                f"{quoted(next(names, ended.title))}已经废止：{words}{case.citer.span(other, span)}"
            )
            return said + _since(library, case, other, span)
    return ""


def over(metadata: Metadata, today: dt.date) -> dt.date | None:
    """The last day of a term of validity that is over today; None where it is not, or none is set."""
    last = metadata.expires.to_date() if metadata.expires is not None else None
    return last if last is not None and last < today else None


def _over(library: Library, case: Case, identity: str) -> str:
    """That its term of validity is over, with the sentence that sets the term; empty where it is not."""
    if over(case.documents[identity].metadata, case.today) is None:
        return ""
    text = library.document(identity).text
    for span in sentences(text, 0, len(text)):
        words = text[span.start : span.end]
        if TERM.search(words):
            return f"已过有效期：{words}{case.citer.span(identity, span)}"
    return ""


def _since(library: Library, case: Case, identity: str, ending: Span) -> str:
    """The sentence that says since when the document holds that ended the other, where it is another one."""
    span = effect_sentence(library, identity, case.scope[identity].metadata.effective)
    if span is None or span == ending:
        return ""
    words = library.document(identity).text[span.start : span.end]
    return f"{words}{case.citer.span(identity, span)}"


def _ending(library: Library, identity: str, names: Sequence[str]) -> Span | None:
    """The sentence of another document that ends the one that it calls by one of these bare names."""
    text = library.document(identity).text
    for span in sentences(text, 0, len(text)):
        words = text[span.start : span.end]
        if ENDS.search(words) and any(name in bare(words) for name in names):
            return span
    return None
