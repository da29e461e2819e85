"""What a list question is about, once what only asks, chooses documents or names a time is taken out."""

from __future__ import annotations

import datetime as dt
import re

from assistant.computed_words import ASKED_REGIONS
from assistant.kinds_of_work import kind_asked
from assistant.owner_names import RANK, asked_owner
from assistant.records import Query
from assistant.terms import PUNCTUATION, folded
from assistant.wording import ASKING, FILLER
from ingest.grammar import find_times

EACH_PLACE = re.compile(r"各(?:个)?(?:省|市|区|县|地|州|盟)+(?:份|市|区)?|全国各地|每个?省份?")
"""各省: every place that the library has."""
DOCUMENT_SAID = re.compile(
    r"(?:(?:[一-鿿]{0,4}(?:教育局|教体局|教委|人民政府|政府)|省级|全省|全市|全区|全县|年度|我[省市区县]|照|按照?|根据|依据|库里|系统里)的?)*(?:重点任务|重点工作|任务|工作|政府工作)?(?:要点|总结|报告|分工表|分工方案|任务分工|分工(?=里|中|表|$|[，。？?])|汇编|台账|清单)(?:的|里面?|中|上|内|之中)?"
)
"""工作要点里, 政府工作报告中: kinds of documents, not what is asked of them."""
BUREAU = re.compile(
    r"(?<![一-鿿])(?:[省市县区我咱]们?)?(?:(?:教育|教体|教育体育)局|教委)|(?<![一-鿿])[省市县区]局(?![一-鿿]{0,3}[科办室])|[我咱]们?局|局里|[省市县区]里"
)
"""市教育局, 局里: the bureau whose plans are asked about, where it owns no rows."""
SOME_DAY = dt.date(2000, 1, 1)
"""今年 and 本月 are times too, whichever day it is."""
GENERIC = re.compile(
    r"(?:什么|啥|哪些|多少)?事(?:儿|情)?(?:要|得|该|需要|等着)[办做干搞忙](?:的|了)?(?![一-鿿])|(?<![一-鿿])(?:全|[本我]们?)[省市州区县](?!域|[一-鿿]?级)|(?:明确|里头?|都)?(?:写[在到明着]|规定在|安排在|定在)|(?:老师|教师|学校|校长|园长|班主任)?(?:[都还]?[要得该])?忙(?:些|的|活)?(?![一-鿿]{2})|按(?:照)?(?:时间|日期|先后|月份?|轻重缓急|紧急程度)(?:的|来)?(?:先后|顺序|次序)*(?:排[序列]?|列|理|整理|分)?|(?:这|那)(?:一)?(?:块儿?|摊子?|边(?![远疆界境]))|重点活动|活动安排|(?<![一-鿿]{2})活动|工作任务|重点工作|重点任务|工作安排|安排|时间节点|工作|任务|事项|事情|节点|清单|指标|目标值|目标|数据(?!化)|数字(?!化)|计划|重点|日程|(?:负责|牵头|承担|参与|参加|主抓|未?完成|逾期|开展|进行|召开|举办|组织|配合|协助|协办|主办|承办)(?![率度数人])|需要|全部|所有|多少项|哪些|近期|最近|接下来|快到期|到期|准备|比例要求|要求|时限|期限|各是|各自|分别|都是|都有|列出?|定了|有的|办好|方面|领域|(?<![没未])(?:要|得|该|须|应当?)?(?<![没未])(?:交[账差卷]|收[尾官口]|办[完结妥成]|[干做弄]完|搞[定完])(?:的|了)?|(?<![实民故军])事(?=$|[，。？?\s都])|到?今天|已经|办成|没办|过了|该查|(?<![生快灵激])活儿?(?:[要得该]?[干做忙])?(?![一-鿿])|[干做]活|什么|啥|哪几?[项个件条]|多少[项个件条]|几[项个件条](?!月)|落[到在]|挂了?名|轮[到着]|摊[到上]|一[件样项]{2,3}(?:的|地)?|(?<!\d)\d+[项件](?=[一-鿿])|(?<![一-鿿])[一二三四五六七八九十]+[项件](?=[一-鿿])"
)
"""Words of a listing question that choose no rows."""
PERIOD = re.compile(
    r"[“\"]?十[一二三四五六七]?五[”\"]?(?:时期|期间|规划|末)?|(?:往后|今后|未来)[三五]年"
)
"""十五五时期: five years, no matter of the question."""
REMARK = re.compile(r"[（(](?:不?含|包括|以|截至|按)[^（）()]{1,8}[）)]")
"""（含当日）: how a time or a number is counted, no matter of the question."""
EDGES = re.compile(rf"^(?:{FILLER.pattern})+|(?:{FILLER.pattern})+$")
ALONE = re.compile(r"(?<![一-鿿])[做干办开搞忙项个条件份要做的定到以](?![一-鿿])")
PARTICLE = re.compile(r"[的了得](?![一-鿿])")
"""办的 is no more than 办."""
BEFORE_TOPIC = re.compile(
    r"(?<![一-鿿])(?:要办|要做|要干|办|搞|做|开|定)(?=[一-鿿]{2})(?!办[园学公法理])"
)
"""A verb at the head of the topic: 办教育方面的事."""


def topic_of(query: Query, *, kinds: bool = True) -> str:
    """The question's topic; empty where it asks for all there is. ``kinds``: meetings and trainings are no
    topic, but kinds of work."""
    text = query.topic if query.follow_up else _own(query)
    text = ASKED_REGIONS.sub(" ", EACH_PLACE.sub(" ", text))
    text = without_owner(text, query)
    text = BUREAU.sub(" ", text)
    kind = kind_asked(without_owner(query.text, query)) if kinds else None
    text = GENERIC.sub(" ", DOCUMENT_SAID.sub(" ", text))
    text = GENERIC.sub(" ", _readable(kind.words.sub(" ", text) if kind else text))
    text = PARTICLE.sub(" ", text)
    return without_strays(BEFORE_TOPIC.sub(" ", ALONE.sub(" ", text)))


def without_owner(text: str, query: Query) -> str:
    """Words without the office that the question names, also by its name without its place: 督导室 asks for no 督导."""
    asked = asked_owner(query.owner)
    for owner in (query.owner, asked, RANK.sub("", asked)):
        text = text.replace(owner, " ") if owner else text
    return text


def _own(query: Query) -> str:
    """The question without its time and the names that chose documents."""
    text = DOCUMENT_SAID.sub(" ", REMARK.sub(" ", query.text))
    for name in sorted(query.named, key=len, reverse=True):
        text = text.replace(name, " ")
    for time in find_times(text, reference=SOME_DAY):
        text = text.replace(time.text, " ")
    return re.sub(r"(?:19|20)\d\d\s*年?度?", " ", PERIOD.sub(" ", text))


def _readable(text: str) -> str:
    """The words that do not ask, fillers cut off at their edges only: 学生参与率 stays whole."""
    words = PUNCTUATION.split(ASKING.sub(" ", folded(text)))
    return " ".join(EDGES.sub("", word) for word in words)


def without_strays(topic: str) -> str:
    """Without bare numbers and single characters that were left between words."""
    topic = re.sub(r"\b\d+\b|(?<![一-鿿])[一-鿿](?![一-鿿])", " ", topic)
    return " ".join(w for w in PUNCTUATION.split(topic) if w)
