"""What a document means by a term: its sentence 本办法所称X，是指…, or the brackets behind the term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.case import Case
from assistant.library import Library
from assistant.listing import LEADS
from assistant.records import Answer
from assistant.sentences import sentence_at
from assistant.terms import RUN, content, coverage, terms
from ingest.grammar import numbering
from ingest.records import Span

QUOTED = re.compile(r"[“\"「『‘]([^”\"」』’]{2,20})[”\"」』’]")
"""A term that the question marks as one."""
ASKS = re.compile(
    r"指(?:的是)?哪|哪(?P<count>[二三四五六七八九十两]+)(?P<of>[一-鿿])|(?:什么|啥)子?意思|定义|含义|[怎咋]么?理解|是指|指的?是?(?:什么|啥)|什么是|啥是|啥叫|什么叫"
    r"|(?:咋样|怎样|怎么样?|如何|什么样的?|啥样的?)(?:才|就)?(?:算|叫)(?!分|钱|法|成绩|工龄|费|账)|(?:到底)?(?:是|算)个?(?:啥|什么)(?:东西|概念|玩意儿?)?[呢啊呀]?[？?]?$"
)
"""A question for what a term means, or for the things it counts: 哪三队."""
IN_DOCUMENT = re.compile(
    r"[一-鿿]{0,12}(?:条文|条例|办法|规定|规则|细则|文件|通知|方案|意见|法律?|章程|手册|公告|简章|规划|要点|里头?|中)(?:里边?面?|中|上|当中)(?:说|讲|提|写)?到?的?(?=[一-鿿]{2})"
)
"""Where the term stands: 条例里说的."""
FOLLOWS = re.compile(r"(?:什么|啥)(?:是|叫)|[怎咋]么?理解")
"""Words that ask for the term behind them."""
OF_ITEMS = re.compile(
    r"(?:程序|流程|步骤|手续|条件|材料|资料|情形|内容|职责|任务)(?:都|主要|具体|分别|一般|又|到底)*(?:是|有|包括)(?:啥|什么)"
)
"""A question for the items of a list, whatever it is called: 报名的流程是什么."""
DEFINES = re.compile(
    r"[”\"’」』》]?(?:&quot;)?(?:(?P<says>[，,]?(?:是指|系指|指的是|即为?|指)[：:]?|[，,]?(?:主要)?包括|[：:])|(?P<open>[（(]))"
)
"""What stands behind a term where it is defined."""
MEANT = re.compile(r"(?:所称|所说|所谓|中的?|里的?|下列)[“\"]?$")
"""What stands before it there."""
SHORT_FOR = re.compile(
    r"[（(](?:以下|下文|下称|后文)(?:统一)?(?:简称|统称|并称|合称|称)?(?:之?为)?[：:]?[“\"「‘]?$"
)
"""What stands before a term where it is short for what its sentence has named."""
COUNTED = re.compile(r"[二三四五六七八九十两]+[一-鿿]")
"""The parts of a term that counts: 三队 and 两组 of 三队两组."""
DEFINED = re.compile(
    r"(?:(?:所称|所指|称之?为)的?)?[“\"]?(?P<term>[一-鿿a-zA-Z]{2,22})[”\"]?[，,]?\s*(?:是指|系指|指的是)"
)
"""A term with the words that define it."""
BEFORE_IT = re.compile(r".*(?:所称|所指|称之?为)的?")
ALIKE, NAMED_ALIKE, SAID = 0.6, 0.5, 0.8
"""Share of what is asked that a term must say in other words, and share of the term that the question must say,
unless the term says so much of what is asked."""
GOES_ON = re.compile(r"^(?:前款|其中|但|不包括|不含|这里|上述|包括)")
"""A sentence behind a definition that bounds it."""
SHORTEST, MOST_DOCUMENTS, MOST = 2, 4, 3
LONGEST_TERM = 14


def definition(library: Library, case: Case) -> Answer | None:
    """The sentences that define the term asked for; None where the documents found hold none."""
    if not ASKS.search(case.query.text) or OF_ITEMS.search(case.query.text):
        return None
    for term in _terms(case):
        for identity in _documents(case):
            text = library.document(identity).text
            found = list(_defining(text, term))
            if found:
                _, span, words = max(found, key=lambda f: f[0])
                return _said(case, text, identity, span, words)
    return _of_parts(library, case) or _in_other_words(library, case)


def _said(case: Case, text: str, identity: str, span: Span, words: str) -> Answer:
    """The sentence that defines, and the next one where that bounds it."""
    lines = [f"{words}{case.citer.span(identity, span)}"]
    after = sentence_at(text, min(span.end + 1, len(text) - 1))
    if after.start >= span.end and GOES_ON.match(text[after.start : after.end]):
        lines.append(f"{text[after.start : after.end]}{case.citer.span(identity, after)}")
    return Answer("\n".join(lines), "extractive", case.citer.citations)


def _in_other_words(library: Library, case: Case) -> Answer | None:
    """What is defined under a name that says the term in other words: 学生欺凌 for 校园霸凌."""
    best: tuple[float, str, Span] | None = None
    wanted = terms(" ".join(_terms(case)[:1]), library.vocabulary)
    for identity in _documents(case) if wanted else ():
        text = library.document(identity).text
        for match in DEFINED.finditer(text):
            term = BEFORE_IT.sub("", match["term"])
            own = terms(term, library.vocabulary)
            asked = coverage(wanted, term)
            alike = coverage(own, case.query.text) >= NAMED_ALIKE or asked >= SAID
            if own and asked >= ALIKE and alike:
                better = best is None or asked > best[0]
                best = (asked, identity, sentence_at(text, match.start("term"))) if better else best
    if best is None:
        return None
    _, identity, span = best
    text = library.document(identity).text
    return _said(case, text, identity, span, _whole(text, span))


def _of_parts(library: Library, case: Case) -> Answer | None:
    """三队两组 as its parts: what 三队 are and what 两组 are."""
    parts = list(dict.fromkeys(p for term in _terms(case) for p in COUNTED.findall(term)))
    if len(parts) < 2:
        return None
    for identity in _documents(case):
        text = library.document(identity).text
        found = [
            max(d, key=lambda f: f[0]) for p in parts[:MOST] if (d := list(_defining(text, p)))
        ]
        if len(found) == len(parts[:MOST]):
            said = {(span.start, span.end): words for _, span, words in found}
            lines = [f"{w}{case.citer.span(identity, Span(*at))}" for at, w in said.items()]
            return Answer("\n".join(lines), "extractive", case.citer.citations)
    return None


def _terms(case: Case) -> list[str]:
    """What may be the term, the surest first: what stands in quotes, else the words that do not ask."""
    text = case.query.text
    for name in sorted(case.query.named, key=len, reverse=True):
        text = text.replace(name, " ")
    quoted = QUOTED.findall(text)
    if quoted:
        return quoted
    words = [run.group() for run in RUN.finditer(content(text))]
    longest = sorted(words, key=len, reverse=True)
    fit = (w for w in (*_beside(text), *longest[:2]) if SHORTEST <= len(w) <= LONGEST_TERM)
    return list(dict.fromkeys(fit))


def _beside(text: str) -> list[str]:
    """The words right where the question asks: 校车 of 规定里校车指什么, behind 什么是 or 啥叫 those that follow."""
    asks = ASKS.search(text)
    if asks is None:
        return []
    told = IN_DOCUMENT.sub(" ", text[: asks.start()])
    before = [run.group() for run in RUN.finditer(content(told))]
    after = [run.group() for run in RUN.finditer(content(text[asks.end() :]))]
    return after[:1] if FOLLOWS.match(asks.group()) else before[-1:]


def _documents(case: Case) -> list[str]:
    found = dict.fromkeys(chunk.document_id for chunk, _ in case.found)
    return list(found)[:MOST_DOCUMENTS]


def _defining(text: str, term: str) -> Iterator[tuple[int, Span, str]]:
    """Where a text defines a term: how surely, the sentence, and the words of it that tell; what only leads a list
    (报名流程：) tells nothing."""
    at = text.find(term)
    while at >= 0:
        mark = DEFINES.match(text, at + len(term))
        sentence = sentence_at(text, at)
        if SHORT_FOR.search(text, max(sentence.start, at - 12), at):
            yield 4, sentence, _whole(text, sentence)
        elif mark is not None:
            meant = bool(MEANT.search(text, max(sentence.start, at - 8), at))
            if mark["open"] is None:
                sure = 2 + 2 * meant + ("指" in (mark["says"] or "")) + (sentence.start == at)
                if not LEADS.search(text[sentence.start : sentence.end]):
                    yield sure, sentence, _whole(text, sentence)
            elif (end := _closing(text, mark.end())) > 0 and "、" in text[mark.end() : end]:
                yield 2, sentence, f"{term}{text[mark.start('open') : end + 1]}"
        at = text.find(term, at + len(term))


def _whole(text: str, sentence: Span) -> str:
    words = text[sentence.start : sentence.end]
    number = numbering(words)
    return (words[number.end :] if number else words).strip().rstrip("；;")


def _closing(text: str, start: int) -> int:
    """Where the brackets close that open before ``start``; -1 where they do not within a line."""
    ends = [at for mark in "）)" if (at := text.find(mark, start, start + 200)) > 0]
    end = min(ends, default=-1)
    return -1 if end < 0 or "\n" in text[start:end] else end
