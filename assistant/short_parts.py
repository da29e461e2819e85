"""A later part of a message that says only what it asks (要带啥 behind 幼儿园什么时候报名) is of the matter of the first."""

from __future__ import annotations

import re

from assistant.library import Library
from assistant.records import Answer
from assistant.terms import content, coverage, folded, pairs, terms
from assistant.wording import ASKING

WHERE = re.compile(
    r"(?:要|该|应该|可以|能)?(?:去|到|在|上|找|跟|向|归|由)?(?:谁|哪个(?:部门|单位|科室)|哪里|哪儿|什么地方)"
)
"""Words that ask where or of whom, with what stands before them."""
EDGE = re.compile(r"(?:[要能会可应该得需有是在由到让给被把的了和与就都还]|吗|呢)+$")
ON_MATTER = 0.5
"""Share of the first part's matter, by weight or by pairs of characters, that what answers a later part must hold with
its headings and title: 课后服务收费 is of 课后服务结束, though 结束 tells more."""
SHORTEST, SHORTEST_HEAD = 2, 4
HEAD = re.compile(
    r"^\s*(?:请问|关于|想问(?:一下)?)?[，,：:]?(?P<head>[^，,：:。？?；;]{4,30})[，,：:]"
)
"""What stands before the first comma or colon of a message."""
STATES = re.compile(r"^(?:我|俺|咱|你|他|她|孩子|家里|娃)|[了过]$|(?:想|要|准备|打算)")
"""A clause that tells a case and names no matter."""
PAPERS = re.compile(r"带(?:什么|啥|哪些|点)|(?:交|准备|提供)(?:什么|啥|哪些)(?!钱|费)|材料|证件")
HAND_IN = re.compile(
    r"带(?!头|动|队|领|来)|提[供交]|递交|填写|出示|交验|准备|持(?!证率|续|有)|凭|材料|证[件明]|复印件|户口|身份证"
)
"""What asks for papers, and what an answer of them must say in some form."""


def head_of(question: str) -> str:
    """The clause before the first that only names what all of a message asks about (今年教师招聘，报名哪天截止？…);
    empty where it asks or says too little."""
    found = HEAD.match(question)
    said = found["head"].strip() if found else ""
    asks = ASKING.sub("", said) != said or STATES.search(said)
    return "" if asks or len(content(said).replace(" ", "")) < SHORTEST_HEAD else said


def matter_of(question: str) -> str:
    """What a question is about, in its own words: 幼儿园报名 of 幼儿园什么时候报名; empty where it is too little."""
    said = ASKING.sub("", WHERE.sub("", question))
    said = re.sub(r"[，,。？?！!；;\s]+", "", said)
    said = EDGE.sub("", said)
    return said if len(content(said).replace(" ", "")) >= SHORTEST else ""


def lacks_papers(part: str, answer: Answer) -> bool:
    """Are papers asked for, and does the answer tell of none?"""
    return bool(PAPERS.search(part)) and not HAND_IN.search(answer.text)


def on_matter(library: Library, answer: Answer, matter: str, part: str) -> bool:
    """Does what answers a later part say something of the kind asked for, and do the words told, with what is cited for
    them, their headings and title, hold most of the matter?"""
    if not answer.citations:
        return True
    if lacks_papers(part, answer):
        return False
    words = [answer.text]
    for cited in answer.citations:
        text = library.document(cited.document_id).text
        words += [cited.document_title, *cited.section, cited.quote]
        words += [text[s.start : s.end] for s in cited.context]
    own = " ".join(words)
    wanted, named = terms(content(matter), library.vocabulary), set(pairs(folded(matter)))
    return (
        not wanted
        or coverage(wanted, own, matter) >= ON_MATTER
        or len(named & set(pairs(folded(own)))) >= ON_MATTER * len(named)
    )
