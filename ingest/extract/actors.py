"""Finds the body that acts in a clause where the clause itself does not name it."""

from __future__ import annotations

import re

from ingest.extract import owners
from ingest.extract.clauses import Sentence
from ingest.extract.reading import Line
from ingest.extract.roles import is_result

HEAD = re.compile(r"^(?:[、，,：:\s]|并|请|且|同时)+")

REACH = 12
"""How many clauses back a subject may stand."""
# A clause that obliges tells no state: 网络平台应当建立健全制度.
OBLIGED = re.compile(r"应当?|必须|须|要(?!求)|将")


def actor(line: Line, sentence: Sentence, number: int) -> str:
    """The body that acts in clause ``number``: its own subject, else that of the clauses before it.

    A clause that begins with 应当 or 要 and names nobody takes the subject of the sentence before.
    """
    own = _subject(line, sentence, number)
    text = sentence.clauses[number].text
    if own or (is_result(_told(line, sentence, number)) and not owners.ELLIPTIC.match(text)):
        return own
    for before in range(number - 1, max(-1, number - 1 - REACH), -1):
        if _parted(line, sentence, before) and not owners.ELLIPTIC.match(text):
            return ""
        told = HEAD.sub("", sentence.clauses[before].text)
        if is_result(told) and not OBLIGED.search(told):
            return ""
        if found := _subject(line, sentence, before):
            return found
    if owners.ELLIPTIC.match(text):
        return _of_sentence_before(line, sentence)
    return ""


def _subject(line: Line, sentence: Sentence, number: int) -> str:
    """The subject at the head of a clause, or behind the time at its head: 年底前各县区完成…"""
    return owners.subject(_told(line, sentence, number))


def _told(line: Line, sentence: Sentence, number: int) -> str:
    """A clause without the time and the ties at its head."""
    clause = sentence.clauses[number]
    time = next((t for t in line.times if t.start == clause.start), None)
    begin = time.end if time else clause.start
    return HEAD.sub("", line.text[begin - line.start : clause.end - line.start])


def _parted(line: Line, sentence: Sentence, before: int) -> bool:
    """A semicolon, or a colon, stands behind clause ``before``."""
    left, right = sentence.clauses[before].end, sentence.clauses[before + 1].start
    return bool(re.search(r"[；;：:]", line.text[left - line.start : right - line.start]))


def _of_sentence_before(line: Line, sentence: Sentence) -> str:
    earlier = [one for one in line.sentences if one.end <= sentence.start]
    if not earlier:
        return ""
    last = earlier[-1]
    return next((s for c in last.clauses if (s := owners.subject(c.text))), "")
