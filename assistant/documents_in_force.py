"""Which documents there are on a matter and which of them holds: each with its number, its day and what ended or began it."""

from __future__ import annotations

import re

from assistant.aim import ENDED
from assistant.case import Case
from assistant.computed_words import PAPERS
from assistant.documents_answer import topic_of
from assistant.library import Library
from assistant.records import Answer
from assistant.sides import replaces
from assistant.terms import coverage, terms
from assistant.validity import state_of
from ingest.records import Metadata, quoted

ASKS = re.compile(
    rf"(?:哪|几)(?:些|个|几|一个|[份部])*(?:{PAPERS}|版本?)?[^，。？?]{{0,6}}(?:现行|有效|管用|能用|在用|作数|算数|生效|为准|废止|失效|作废)"
    rf"|(?:现行|有效|在用|管用)的?(?:{PAPERS})?(?:有|是)(?:哪|几)|(?:以|按|照)哪[一]?(?:个|份|部|版)(?:{PAPERS})?(?:为准|执行|来|走|算|办)"
)
"""Asks which of several papers holds."""
NO_TOPIC = re.compile(
    r"现行有效|现行|有效|管用|能用|在用|作数|算数|生效|为准|废止|失效|作废|现有|现在|目前|如今|哪[些个份部版一]*|几[个份部]|关于|对于|有关|相关|[，,。？?、]|[有是的还按照以]"
)
HELD = 0.7
"""Share of the topic that a title must hold."""
MOST = 6


def asks_which_holds(text: str) -> bool:
    """Does a question ask which of several papers is in force?"""
    return bool(ASKS.search(text))


def in_force(library: Library, case: Case) -> Answer | None:
    """A line for each document on the matter, those in force first; None where it is not asked which holds, or where no
    title says the matter."""
    if not asks_which_holds(case.query.text):
        return None
    wanted = terms(NO_TOPIC.sub(" ", topic_of(case)), library.vocabulary)
    shares = {i: coverage(wanted, d.metadata.title, case.query.text) for i, d in case.scope.items()}
    chosen = [i for i in case.query.documents or () if i in case.scope]
    chosen = chosen or [i for i, share in shares.items() if wanted and share >= HELD]
    if not chosen:
        return None
    known = {i: case.scope[i].metadata for i in chosen}
    chosen += [
        i for i, d in case.scope.items()
        if i not in known
        and any(replaces(d.metadata, own) or replaces(own, d.metadata) for own in known.values())
    ]  # fmt: skip
    order = sorted(chosen, key=lambda i: _age(case.scope[i].metadata))[:MOST]
    lines = [f"{n}. {_line(library, case, i)}" for n, i in enumerate(order, 1)]
    count = len([i for i in order if case.scope[i].metadata.status not in ENDED])
    head = f"写到这一内容的文件有 {len(order)} 份，其中没有被废止或替代的 {count} 份："
    return Answer("\n".join([head, *lines]), "structured", case.citer.citations)


def _age(metadata: Metadata) -> tuple[bool, str]:
    since = metadata.issued or metadata.effective
    return (metadata.status in ENDED, "".join(chr(0x10FFFF - ord(c)) for c in str(since or "")))


def _line(library: Library, case: Case, identity: str) -> str:
    metadata = case.scope[identity].metadata
    head = f"{quoted(metadata.title)}{f'（{metadata.number}）' if metadata.number else ''}"
    first = library.store.sections(identity)
    mark = case.citer.span(identity, first[0].heading) if first else ""
    said = state_of(library, case, identity)
    return f"{head}{mark}：{said}" if said else f"{head}{mark}"
