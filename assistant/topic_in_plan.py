"""What one plan or report says of a matter: 报告里教育这块讲了啥 asks for its sentences on education, not for the whole report."""

from __future__ import annotations

import re

from assistant.asked_topic import topic_of
from assistant.case import Case
from assistant.library import Library
from assistant.plan_items import LOOSE, Hit, found_in, holds, plans_for, told
from assistant.records import Answer
from assistant.sentences import bare, sentences
from assistant.terms import Term, terms
from ingest.records import Section, Span

ASKS = re.compile(
    r"(?:怎么|咋|如何)(?:讲|说|写|提|安排|部署|打算|考虑|规划)(?:的|了)?|(?:讲|说|写|提)(?:了|到|过)?些?(?:什么|啥|哪些)"
    r"|(?:什么|啥|哪些|哪几[个项条])新?的?(?:部署|安排|打算|举措|措施|动作|考虑|说法|提法)"
    r"|(?:部署|安排|打算|举措|措施|考虑)(?:都|主要)?(?:有|是)(?:什么|啥|哪些)"
)
"""A question for what is said or planned."""
PAPER = re.compile(r"(?:工作)?报告|要点|工作计划|年度计划|规划|工作安排")
THIS_YEAR = re.compile(r"今年|明年|20\d\d年?|(?<!\d)2\d年")
"""What shows that a plan is meant."""
ASKING_LEFT = re.compile(
    r"(?:的?(?:部署|安排|打算|举措|措施|考虑|说法|提法|要求|内容|动作)|[说讲提写的])+$"
)
"""What topic words may end in that still asks."""
LONGEST_TOPIC = 8
FEW = 2
"""Plans of which the matter may be asked at once."""
OF_OTHERS = re.compile(
    r"教育(?:引导|整顿)|(?:国防|法治|法制|宣传|学习|警示|廉政|党性|国情|国家安全|主题|革命传统|公民道德)教育"
)
"""Campaigns that end in 教育 and are none of schools."""
LEADS = 22
"""Code points of a sentence that only names the matter of those behind it."""
PARTED = re.compile(r"[，,；;：:、\d]")


def topic_in_plan(library: Library, case: Case) -> Answer | None:
    """The paragraphs of the plan or report meant that are of the matter asked about; None where no matter is named, where
    no plan or several are meant, or where none of their paragraphs is of it."""
    query = case.query
    if query.owner or query.follow_up or not ASKS.search(query.text):
        return None
    if not PAPER.search(query.text) and not THIS_YEAR.search(query.text):
        return None
    topic = ASKING_LEFT.sub("", LOOSE.sub(" ", topic_of(query)).strip())
    wanted = terms(topic, library.vocabulary)
    plans = [i for i, d in case.documents.items() if plans_for(d.metadata, query.years)]
    if not wanted or not 1 < len(topic) <= LONGEST_TOPIC or not 1 <= len(plans) <= FEW:
        return None
    found = [hit for i in plans for hit in _of_its_paragraphs(library, case, i, wanted)]
    return told(library, case, plans, wanted, found) if found else None


def _of_its_paragraphs(
    library: Library, case: Case, identity: str, wanted: tuple[Term, ...]
) -> list[Hit]:
    """The sentences that hold the matter, and all that follow one which only names it, up to the next such one."""
    text = library.document(identity).text
    hits = dict(found_in(library, case, identity, wanted))
    own = {
        span: section for span, section in hits.items()
        if holds(wanted, OF_OTHERS.sub(" ", text[span.start : span.end]), case)
    }  # fmt: skip
    told_: dict[Span, Section | None] = {}
    paragraphs = {_paragraph(text, span): section for span, section in own.items()}
    for paragraph, section in paragraphs.items():
        led = False
        for span in sentences(text, paragraph.start, paragraph.end):
            words = bare(text[span.start : span.end])
            if _names(words):
                led = span in own
            elif led or span in own:
                told_[span] = section
    return [(identity, span, section) for span, section in told_.items()] or [
        (identity, span, section) for span, section in own.items()
    ]


def _names(words: str) -> bool:
    """Does a sentence only name a matter, as 办好人民满意教育 does, and lead what follows?"""
    return len(words) <= LEADS and not PARTED.search(words)


def _paragraph(text: str, span: Span) -> Span:
    end = text.find("\n", span.start)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)
