"""Names a value that is the object of a verb, or whose noun stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.phrases import (
    GOAL_END,
    JOINED,
    LEAD_END,
    TRAIL,
    VERB_END,
    joined,
    noun_behind,
    split_scope,
    strip_generic,
    strip_head,
)
from ingest.extract.wording import (
    ACTOR_END,
    DANGLING,
    LEAD,
    MEASURE_END,
    OBJECT_VERB,
    SCOPE_RUN,
    STAGES,
)

# 镇人民政府|应当根据实际需要|建设: how an actor is bound to act.
DUTY = re.compile(
    r"(?<=[\u4e00-\u9fff）]{2})(?:应当?|须|必须|要|根据|按照|结合|至少|能够|可以?(?=直接|推荐|$)|视|重点|原则上|在校|在[^，,]{1,10}[内中]|(?:[小初高][学中])?毕业).*$"
    r"|^(?:应当?|至少|能够|重点|在校?(?:学习)?期间|在[^，,]{1,10}[内中]){1,3}$"
)
REMARK_END = re.compile(r"[（(][^（）()]*[)）]$")
# 到企业进行|不少于六个月|的实践锻炼: the verb says nothing.
LIGHT_VERB = re.compile(r"(?:进行|接受|开展|给予|获得)$")
# 不举办高中的区|达到: whom it holds for; what is measured was said before.
WHOM_ONLY = re.compile(r"的(?:区|县|市|学校|幼儿园|单位|地区|高校|院校|学生|教师)$")
# 民办小学|计划招收120人: a subject that ends with a stage.
STAGE_END = re.compile(rf"(?:{STAGES})$")
# 签订协议并|缴纳|5000元: the value belongs to the second of two verbs.
SECOND_VERB = re.compile(
    rf"^[\u4e00-\u9fff]{{0,30}}?(?<=[\u4e00-\u9fff]{{2}})(?<![合归])(?:并(?![轨网列])|同时)(?=(?:{OBJECT_VERB.pattern})[^，,]*$)"
)
# “每6个教学班”: the unit that a norm is set for.
PER_UNIT = re.compile(
    r"每(?:新增|增加|减少|满|超过?)?\s*[\d一二两三四五六七八九十百千万０-９]+\s*[个所名位班人套年户]?[\u4e00-\u9fff]{0,6}?(?=至少|原则|配|应|设|安排|不|建|按|预留|规划|可|须)"
)
BARE_VERB = 4
"""Code points of a phrase that is hardly more than a verb: 筛选|100家|优质潜力企业."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a value measures. ``complete`` is False where the noun must come from an earlier clause."""

    indicator: str
    scope: str = ""
    complete: bool = True
    borrowed: bool = False
    """Taken over from the item, clause or label before."""


def verb_phrase(left: str, right: str) -> Name:
    """Names the value between ``left`` and ``right``: 我区|新建|5所|幼儿园, 班额|45人."""
    scope = ""
    if per := PER_UNIT.search(left):
        scope = per.group()
        left = left[: per.start()] + left[per.end() :]
    subject, phrase = _split_subject(strip_head(SECOND_VERB.sub("", left)))
    scope = joined(subject, scope)
    phrase = strip_generic(phrase)
    if not OBJECT_VERB.fullmatch(phrase):
        phrase = TRAIL.sub("", GOAL_END.sub("", phrase))
    verb = OBJECT_VERB.match(phrase)
    if verb is None:
        phrase = "" if JOINED.search(phrase) else phrase
        return _ending_in_verb(phrase, right, scope) or _around(phrase, right, scope)
    if JOINED.search(phrase):  # 建设一批示范县和|800所|特色学校: only the verb is shared
        phrase = verb.group()
    if verb.end() == len(phrase) or DANGLING.match(phrase[verb.end() :]):
        return Name(phrase[: verb.end()] + noun_behind(right), scope)
    return Name(phrase, scope)


def _ending_in_verb(phrase: str, right: str, scope: str) -> Name | None:
    """A phrase whose verb or actor stands directly before the value: 每名学生掌握|2项|技能."""
    after = noun_behind(right)
    inner, rest = split_scope(phrase)
    if not after:
        return None
    if closing := VERB_END.search(rest):
        actor = DUTY.sub("", rest[: closing.start()])
        if actor and not ACTOR_END.search(REMARK_END.sub("", actor)):
            return Name(rest + after, joined(scope, inner))
        return Name(closing.group() + after, joined(scope, inner + actor))
    if ACTOR_END.search(rest):
        return Name(after, joined(scope, inner + rest))
    if right.startswith("的") and LIGHT_VERB.search(phrase):
        return Name(after, joined(scope, inner))
    return None


def _around(phrase: str, right: str, scope: str) -> Name:
    """A phrase without a verb: the noun itself, the one behind the value, or none."""
    after = noun_behind(right)
    inner, rest = split_scope(phrase)
    if WHOM_ONLY.search(phrase):
        return Name("", joined(scope, phrase), complete=False)
    if rest and len(rest) <= BARE_VERB and after and not MEASURE_END.search(rest):
        return Name(rest + after, joined(scope, inner))
    if rest and not DANGLING.match(rest):
        return Name(phrase, scope) if not inner else Name(rest, joined(scope, inner))
    if after:
        return Name(after, joined(scope, inner))
    if inner and not rest and not scope:
        return Name("", inner, complete=False)
    return Name(rest, joined(scope, inner), complete=False)


def _split_subject(phrase: str) -> tuple[str, str]:
    """Parts an acting subject from its verb phrase: 我区职业学校|确保完成."""
    for verb in OBJECT_VERB.finditer(phrase):
        subject = TRAIL.sub("", re.sub(LEAD_END, "", phrase[: verb.start()]))
        bare = DUTY.sub("", subject)
        if bare and bare != subject and STAGE_END.search(bare):
            return bare, phrase[verb.start() :]  # 师范大学可直接向我部|推荐
        acts = ACTOR_END.search(subject) or SCOPE_RUN.fullmatch(subject)
        if subject and (acts or STAGE_END.search(subject)):
            return subject, phrase[verb.start() :]
        break
    run = SCOPE_RUN.match(phrase)
    if run and LEAD.match(phrase[run.end() :]):
        return run.group().rstrip("的、"), strip_head(phrase[run.end() :])
    return "", phrase
