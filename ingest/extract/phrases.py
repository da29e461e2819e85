"""The phrases around a value: where they begin, where they end, and the scope that leads them."""

from __future__ import annotations

import re

from ingest.extract.wording import GENERIC, GOAL, LEAD, OBJECT_VERB, SCOPE_RUN

# Words left over between a noun and its value.
TRAIL = re.compile(
    r"(?:平均|至少|最少|最低|最多|不低于|不少于|不多于|不高于|以(?=$)|约|共|共计|总计|合计|有|为|到|至|各|分别|近|每年|每月|每周|每天|每日|每学年|每学期|每生每年|每人|每|(?<![生人师班校户年月])均|都|再|达|仅|就|即|从|由|按照?|占|在|于|要|应当?|须|必须|将|可以?|不|宜|超|一般|原则上|不超出|超过|其中|并|累计|建成|(?<=[值入额量])[比较]|[:：\s（(“”\"]|(?<=[\u4e00-\u9fff])的)+$"
)
# A verb of reaching that is left at the end of a phrase.
GOAL_END = re.compile(rf"(?:{GOAL.pattern})$")
# What may not begin the noun behind a value: it starts another clause or closes this one.
AFTER_STOP = re.compile(
    r"^(?:[）)]|以上|以下|以内|左右|的(?:下限|上限|标准|比例|要求|目标|幅度|速度)|[、，,；;]|实施|用于|支持|进行|并|且|至|到|或|和(?!谐|美)|及|与(?![^，,]{2,8}(?:相关|有关)的)|时(?!代|尚)|后(?!备|勤|续)|前(?!沿|端|瞻|置|景|列)|内(?!部|涵|容|地|河)|外(?![贸资语籍向商国])|为|是|由|在(?![^，,]{1,8}(?:具有|有|领先))|开展(?!.*的)|推动)"
)
# A noun behind a value ends at a verb phrase of its own or a bracket.
AFTER_END = re.compile(
    r"[（(](?=[^）)]{5})|[《，,；;：:。]|(?:等|以上|左右)$|[、](?=[^、]{0,12}\d)"
)
QUOTES = re.compile(r"[“”\"]")
JOINED = re.compile(r"(?:[、和及与]|以及)$")
# A verb at the end of a phrase whose object stands behind the value: 每名学生掌握|2项|技能.
VERB_END = re.compile(rf"(?:{OBJECT_VERB.pattern})$")


def split_scope(noun: str) -> tuple[str, str]:
    """Parts a noun phrase into its leading scope words and the rest: 初中|生均公用经费."""
    run = SCOPE_RUN.match(noun)
    if run is None:
        return "", noun
    scope, rest = run.group().rstrip("的、和及与"), noun[run.end() :]
    if rest.startswith(("教育", "化", "级", "际", "生态", "经费占")) and not rest.startswith(
        "教育阶段"
    ):
        return "", noun
    return scope, rest


LEAD_END = re.compile(
    r"(?:(?:原则上|至少|应当?|须|必须|要|将|拟|计划(?=$)|力争|争取|确保|共|每年|年均|继续|按|完成|实现|基本|逐步|分别|不得|可|再)\s*)+$"
)


def noun_before(text: str) -> str:
    """The noun phrase at the end of ``text``: without the words that push, state or tie."""
    return strip_head(re.sub(LEAD_END, "", TRAIL.sub("", text.strip())))


def strip_head(text: str) -> str:
    """Takes adverbs and verbs without content from the head, one after the other."""
    while True:
        stripped = LEAD.sub("", text, count=1)
        if len(stripped) >= 4 and (generic := GENERIC.match(stripped)):
            stripped = stripped[generic.end() :]
        if stripped == text:
            return text
        text = stripped


def strip_generic(text: str) -> str:
    """Nothing where a phrase is a verb without content, else the phrase without its head."""
    if (generic := GENERIC.match(text)) and generic.end() == len(text):
        return ""
    return strip_head(text)


def noun_behind(right: str, *, verbs: bool = False) -> str:
    """The noun phrase behind a value: 2500人|招生任务."""
    text = right.strip().removeprefix("的").strip()
    if not text or (AFTER_STOP.match(right.strip()) and not verbs):
        return ""
    text = QUOTES.sub("", text)
    if end := AFTER_END.search(text):
        text = text[: end.start()]
    return text.rstrip("等的")[:40]


def joined(outer: str, inner: str) -> str:
    """Two scopes as one; what one of them says already is not said again."""
    if not outer or outer in inner:
        return inner
    return outer if not inner or inner in outer else outer + inner
