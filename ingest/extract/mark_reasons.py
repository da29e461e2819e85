"""The reason of one number or date word that gave no fact, with what only its place tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import reasons
from ingest.extract import guards, noise, tense
from ingest.extract.clauses import Sentence
from ingest.extract.reading import Line
from ingest.extract.refusals import LAYOUT

# Terms, and what makes one a time to keep: 按学期, 每学年, 学期末.
TERM = re.compile(r"^(?:[该本当]?(?:学期|学年)内?)$")
TERM_SET = re.compile(r"[每按跨各逐]|(?:学期|学年)[前末初中底开结]")
# What else is done to those who break a rule: 责令停止参加考试一年以上三年以下
BARRED = re.compile(
    r"责令(?:停止|停招|改正|限期)|停止参加[^，。；]{0,10}考试|取消[^，。；]{0,8}资格"
)
# A length of time that is told rather than set: no word near it demands, limits or recurs.
SETS_LENGTH = re.compile(
    r"应|须|要|不[少低超得短满]|至少|确保|保证|每|达到|内|前|公示|公告|安排|采取|实行|完成|为期|持续|不限"
)
# What makes a condition or description worth a look: it may set a norm or a last day after all.
MAY_SET = re.compile(
    r"应当?|必须|须|不得|不能|不[少低高]于|不超过|至少|以内|之?内[，,]?|前|(?<![需重主次必])要(?!求|点|素|闻|件|么|约)|公示|公告|备案|报送|上报|确保|保证|按照|核定|安排"
)
# What a sentence says of the look of a page.
LOOKS = re.compile(rf"{LAYOUT.pattern}|页码|单独起行")
CONDITIONS = ("条件或描述，不是要求", "条件或计量的基数")
MARK_UNITS = ("分", "绩点", "个业绩点", "个绩点")
# A guess that more may tell: names of numbers are looked for behind these.
GUESSES = frozenset(
    (
        "",
        "没有单位的数",
        "未找到数值所指的指标",
        "时间后没有任务",
        "时间只修饰名词",
        "时间早于文件的年份",
        "时长",
        *CONDITIONS,
    )
)
YEARLY = ("year", "plan")
HEADING_LENGTH = 40
"""Code points of a line without punctuation that is a heading."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number or date word of a sentence with the reason that was given; empty where none was."""

    start: int
    end: int
    reason: str = ""


def explain(
    line: Line, sentence: Sentence, mark: Mark, names: Sequence[tuple[int, int, str]]
) -> str:
    """The reason of one number or date word."""
    if mark.reason in GUESSES and (named := _named(line, mark, names)):
        return named
    reason = mark.reason or _unread(line, sentence, mark)
    if reason == noise.ONE:
        quantity = next((q for q in line.quantities if q.start == mark.start), None)
        return "编号" if noise.is_article(line, mark.start, quantity) else reason
    if reason == noise.QUOTED:
        bare = noise.is_bare_name(line, mark.start, mark.end)
        return reasons.NAMED_NUMBER if bare else reason
    if line.mode == "review" and not reasons.is_sure(reason):
        past = tense.is_past(sentence.text, sentence.text, line.mode)
        return reasons.ACHIEVED if past else reason
    return _sharpened(line, sentence, mark, reason)


def _named(line: Line, mark: Mark, names: Sequence[tuple[int, int, str]]) -> str:
    """What a number is the name of; one that was read must lie in the name as a whole."""
    start, end = mark.start - line.start, mark.end - line.start
    for a, b, why in names:
        if (a <= start and end <= b) or (not mark.reason and a < end and start < b):
            return why
    return ""


def _unread(line: Line, sentence: Sentence, mark: Mark) -> str:
    masks = line.masks or guards.masks(line.text)
    shift = 0 if line.masks else line.start
    masked = guards.masked(masks, mark.start - shift, mark.end - shift)
    return masked or guards.background(sentence.text) or reasons.UNREAD


def _sharpened(line: Line, sentence: Sentence, mark: Mark, reason: str) -> str:
    """A reason with what only this place tells."""
    if reason == reasons.UNREAD and _only_a_term(line, mark):
        return "时间的说法"
    if not reasons.is_sure(reason) and _punishes(sentence.text):
        return "罚则"
    if reason == reasons.UNREAD and LOOKS.search(sentence.text):
        return "版式要求"
    if reason == "时长":
        clause = sentence.clauses[sentence.clause_at(mark.start)].text
        return reason if SETS_LENGTH.search(clause) else reasons.TOLD_LENGTH
    if reason in CONDITIONS:
        unit = next((q.unit for q in line.quantities if q.start == mark.start), "")
        if unit.split("/")[0] in MARK_UNITS:
            return reasons.MARKS
        return reason if MAY_SET.search(sentence.text) else reasons.CONDITION
    if reason in ("时间只修饰名词", "时间后没有任务", "印发或发布的日期"):
        return _of_a_year(line, mark, reason)
    return reason


def _punishes(text: str) -> bool:
    return bool(guards.PENALTY.search(text) or BARRED.search(text))


def _only_a_term(line: Line, mark: Mark) -> bool:
    """获奖当|学期, in a |学年: a term that only says which, not how often or by when."""
    start, end = mark.start - line.start, mark.end - line.start
    return bool(TERM.search(line.text[start:end])) and not TERM_SET.search(
        line.text[max(0, start - 3) : end + 2]
    )


def _of_a_year(line: Line, mark: Mark, reason: str) -> str:
    """Years and plan periods that only name something or open a statement are no dates to keep."""
    time = next((t for t in line.times if t.start == mark.start), None)
    if time is not None and time.recurring and reason == "印发或发布的日期":
        return "时间后没有任务"  # 按月公布 is what somebody has to do
    if (
        reason == "印发或发布的日期"
        or time is None
        or time.recurring
        or time.precision not in YEARLY
    ):
        return reason
    if reason == "时间后没有任务" and _heading(line.text):
        return "标题中的年份"
    return reasons.PERIOD if reason == "时间只修饰名词" or time.relation == "in" else reason


def _heading(text: str) -> bool:
    text = text.strip()
    return len(text) <= HEADING_LENGTH and not re.search(r"[，,。；;：:]", text)
