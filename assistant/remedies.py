"""What can be done against a decision or where a talk has failed: the steps that one article names, told together.

对结果不服，怎么反映 and 跟学校谈不拢，下一步怎么办 are answered by 申请复核, 申诉, 调解, 诉讼 of the article on the matter."""

from __future__ import annotations

import re

from assistant.candidates import Candidate
from assistant.case import Case
from assistant.extractive import Extractive
from assistant.library import Library
from assistant.records import Answer
from assistant.sentences import bare, sentences
from assistant.terms import content, coverage, lacks_matter, terms
from ingest.records import Span

QUARREL = re.compile(
    r"不服气?|谈不[拢成来妥]|谈崩了?|没谈[成拢妥]|(?:协商|商量|沟通|说|聊)(?:了?半天)?(?:都|也)?不(?:成|通|拢|来|下来|到一[块起])|有(?:异议|不同意见|争议|纠纷)"
    r"|不(?:认可|认账|认同|同意|满意|赞成)|(?:觉得|认为|感觉)[^，。？]{0,8}(?:不公|不对|不合理|不合适|冤|不准|有问题|偏低|太低)|不公[平正]|冤枉|闹(?:僵|翻|崩)了?|讨个?(?:说法|公道)|想不通"
)
"""Words of one who does not accept what was decided, or whose talk has failed."""
WHAT_NEXT = re.compile(
    r"怎么|咋|如何|怎样|下一步|接下来|还能|可以(?:找|向|去|怎)|[几哪]步|找谁|向谁|跟谁|[去到上找]哪|向哪|哪(?:里|儿|些)|什么(?:途径|渠道|办法|程序)|途径|渠道"
)
"""What asks for the way."""
BESIDE = re.compile(
    r"一级一?级(?:地|往上)?|一步步|逐级|往上|下一步|接下来|(?:能|该|要|可以)?(?:走|有)?(?:哪)?几步|反映|投诉|申诉|告|说理|找(?:谁|哪里?|哪儿)|途径|渠道"
)
"""Words of the way, which are no matter of the question."""
REMEDY = re.compile(
    r"复[核议查审评](?!合)|申诉|调解|仲裁|诉讼|起诉|裁决|重新(?:鉴定|评定|认定|评审)|提出异议|(?:书面|实名)(?:反映|提出)|(?:投诉|举报)"
)
"""What such an article offers."""
CASE_OF = re.compile(
    r"不服|异议|争议|纠纷|协商|仍不|侵[犯害]|不予受理|对[^，。；]{2,24}(?:不满|有意见)|申请(?:复[核议查]|调解|仲裁)|当事人"
)
"""How the article says whom it is for."""
MAY = re.compile(
    r"(?:接到|收到|知道|送达|公[布示])[^，。]{0,20}起|有权|可以?(?:在[^，。]{2,20}(?:内|期间?))?(?:依法|书面|直接)?(?:向|提|申请|起诉)"
)
"""Says what the person concerned may do, and not how the office is made up that decides."""
NEAR, MOST = 420, 5
"""Code points around the sentence found within which steps are of the same matter, and how many are told."""
ON_MATTER = 0.55
"""How much of the question's matter the article with its headings and title must hold."""
BEHIND = 6.0
"""How far behind the best sentence of all the article's best may stand."""


def remedies(library: Library, case: Case, extractive: Extractive) -> Answer | None:
    """The steps of the one article on the matter that names any, in its order; None where the question is none of a
    quarrel, or no article found is on its matter."""
    text = case.query.text
    if not (QUARREL.search(text) and WHAT_NEXT.search(text)):
        return None
    weighed = extractive.weighed
    near = [
        line for line, score in zip(weighed.lines, weighed.scores, strict=True)
        if weighed.scores[0] - score <= BEHIND
        and REMEDY.search(line.text) and CASE_OF.search(line.led)
    ]  # fmt: skip
    for line in sorted(near, key=lambda line: not MAY.search(line.text)):
        best = line is weighed.lines[0] and weighed.enough
        if best or _on_matter(library, case, line):
            return _told(library, case, line)
    return None


def _told(library: Library, case: Case, line: Candidate) -> Answer:
    document = library.document(line.document_id).text
    section = _section(library, line)
    around = (
        Span(max(section.start, line.span.start - NEAR), min(section.end, line.span.end + NEAR))
    )  # fmt: skip
    spans = [
        span for span in sentences(document, section.start, section.end)
        if span.start < around.end and around.start < span.end
        and REMEDY.search(document[span.start : span.end])
    ]  # fmt: skip
    told = [
        f"{bare(document[span.start : span.end])}{case.citer.span(line.document_id, span)}"
        for span in spans[:MOST]
    ]
    return Answer("\n".join(told), "extractive", case.citer.citations)


def _on_matter(library: Library, case: Case, line: Candidate) -> bool:
    """Does the article, with its headings and its document's title, hold what the quarrel is about?"""
    matter = content(BESIDE.sub(" ", QUARREL.sub(" ", case.query.topic)))
    wanted = terms(matter, library.vocabulary)
    section = _section(library, line)
    words = library.document(line.document_id).text[section.start : section.end]
    title = case.documents[line.document_id].metadata.title
    said = f"{title} {line.headings} {words}"
    held = coverage(wanted, said, case.query.text) >= ON_MATTER
    return bool(wanted) and held and not lacks_matter(wanted, said)


def _section(library: Library, line: Candidate) -> Span:
    """The narrowest section around a sentence."""
    holding = [
        s for s in library.store.sections(line.document_id)
        if s.start <= line.span.start and line.span.end <= s.end
    ]  # fmt: skip
    narrow = min(holding, key=lambda s: s.end - s.start, default=None)
    return Span(narrow.start, narrow.end) if narrow else line.span
