"""Question → Query: what is asked for, of when, where, whom and which document; follow-ups resolved by rule."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.names import Known, named_documents, named_places
from assistant.records import Query, QuestionKind
from assistant.terms import content
from ingest.grammar import find_times, parse_numeral
from ingest.records import FactTime

History = Sequence[tuple[str, str]]


GREETING = re.compile(
    r"^\s*(?:你好|您好|hi|hello|嗨|在吗|早上好|下午好|谢谢|多谢|辛苦了?|你是谁|你(?:能|会|可以)(?:做|干|帮我(?:做|干))?(?:些)?(?:什么|啥|哪些)|你能做什么|怎么用|帮助|help)[呀啊吗。！!？?~\s]*$",
    re.I,
)
ARTICLE = re.compile(r"第\s*([0-9〇零一二三四五六七八九十百]+)\s*条(?:之([一二三四五六七八九十]))?")
SCOPES = (
    "特殊教育学校", "特殊教育", "中等职业学校", "职业学校", "职业教育", "高等教育", "家庭教育", "继续教育", "中职", "普通高中", "高中", "初中", "小学", "幼儿园",
    "义务教育", "学前", "高校", "大学", "民办", "公办", "农村", "城区", "乡村", "寄宿生", "住宿生", "随迁子女",
)  # fmt: skip
"""Who or what a value holds for; the longer word wins."""
SCOPE_SAID = (
    ("特教学校", "特殊教育学校"), ("特教", "特殊教育"), ("普高", "普通高中"), ("职高", "职业学校"),
    ("职校", "职业学校"), ("中专", "中等职业学校"), ("住校", "寄宿"),
)  # fmt: skip
"""Short words for scopes, and how documents write them."""
OVERVIEW = re.compile(
    r"(?:讲了|说了|讲|说)(?:些|的是)?(?:什么|啥)|主要内容|概括|总结一下|介绍一下这"
)
WHICH_DOCUMENTS = re.compile(
    r"(?:哪些|哪几份|哪几个|有没有|什么|哪个|哪份)[^，。？]{0,8}(?:文件|通知|办法|规定|政策|方案)(?:[^，。？]{0,8}(?:提到|涉及|讲|规定|说到))?|(?:文件|通知)有哪些|哪(?:些|几份)文件"
)
STATUS = re.compile(
    r"逾期|过期|超期|没完成|未完成|还没(?:有)?(?:做|办|完成)|没做完|已完成|完成了哪些|做完了?(?:哪些|的)|进行中|正在做|待确认|快到期|到期"
)
STATE_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("逾期", re.compile(r"逾期|过期|超期")),
    ("未完成", re.compile(r"没完成|未完成|还没|没做完|快到期|到期")),
    ("进行中", re.compile(r"进行中|正在做")),
    ("待确认", re.compile(r"待确认")),
    ("已完成", re.compile(r"已完成|完成了|做完")),
)
LISTING = re.compile(
    r"哪些|有那些|有什么|有啥|什么(?:工作|任务|会|活动|事)|啥(?:工作|任务|会|活动|事)|安排|列出|列一下|清单|几项|哪几|多少[项个件次]|干什么|干啥|做什么|做啥|忙什么|要办|(?:完成|做到|做好|干好)(?:什么|哪|啥)"
)
TASK_WORDS = re.compile(
    r"工作|任务|会议|开会|会$|会[，。？?\s]|活动|事项|安排|培训|检查|比赛|评选|节点|要做|要干|要办|要开|干啥|干什么|做什么|做啥|忙|事情|事$|事[？?]|时间节点|截止"
)
TARGET_WORDS = re.compile(r"指标|目标(?!任务)|目标值|投资|投入|数字|数据|比例要求")
GOAL = re.compile(
    r"(?:什么|啥|哪些|怎样的)[^，。]{0,4}目标|目标(?:是|有|要)(?:什么|啥|哪|多)|达到什么|目标[？?]?$"
)
"""A question for goals as a whole."""
COUNTED = re.compile(
    r"(?:多少|几)[项个件]?(?:工作|任务|会议|会|活动|事项|培训|检查|比赛|指标|目标)|多少项|哪几"
)
"""Counting words that ask for a list, not for a number."""
NOT_TASKS = re.compile(
    r"问题|原因|不足|困难|经验|意义|要求|标准|条件|材料|怎么|如何|为什么|成绩|成效|完成得|完成情况|完成了吗|达标|相比|变化"
)
"""Words that ask for something else than tasks even beside a time."""
OWNER = re.compile(
    r"([一-鿿]{2,12}(?:科室|科|处|股|办公室|中心|教研室|教育局|财政局|卫健局|公安局|学校|部门|委|局|办))(?:要|应|需|该)?(?:负责|牵头|承担|有哪些|的任务|的工作|要做|干)"
)
NUMBER = re.compile(
    r"多少|几[个所名位人次项元天年月]|比例|百分之几|百分比|占比|率(?:是|要|达|为|多|到)|标准是|多大面积|额度|金额|多长时间|多久|多快|几岁|多高|不低于多少|(?:经费|补助|收费|标准|工资|投资)(?:是|有|要)?(?:多|几|啥|什么)|给多|补多|花多|收多|钱(?![^，。？?]{0,6}(?:吗|么|怎么|咋|吧))"
)
DATE = re.compile(
    r"什么时候|什么时间|啥时候|啥时间|何时|哪天|哪一天|几月|几号|几日|哪个月|哪年|截止|期限|最晚|最迟|时间是|多会儿|时间安排|起止|从哪天|什么日期|施行时间|什么日子"
)
WHO = re.compile(
    r"谁(?:负责|牵头|来|管|主|审|批)?|哪个(?:部门|科室|单位|科)|由谁|责任单位|牵头单位|哪些(?:部门|单位)|负责人"
)
HOW = re.compile(
    r"什么(?:样的)?(?:学历|资格|资料|手续|条件|待遇|好处|处罚|处分|责任|权利|义务|证)|怎么|怎样|如何|咋|哪些措施|措施|步骤|流程|程序|手续|条件|材料|要求|内容|包括|办法|做法|任务|职责|原则|情形|方式|渠道"
)
DEFINITION = re.compile(r"是什么意思|什么是|是指|指什么|定义|啥叫|什么叫|含义")
COMPARE = re.compile(
    r"相比|对比|比较|变化|区别|不同|提高了?多少|增加了?多少|涨了?多少|降了?多少|和去年|跟去年|比去年|比上年|新旧|改了|修改|调整了"
)
FOLLOW = re.compile(
    r"^(?:那|那么|还有|然后|另外|它|其|这个|这项|那个|这些|上面|刚才|前面|再|呢)|呢[？?]?$|^(?:为什么|什么时候|啥时候|多少|谁负责|在哪|依据|出处|几号|哪天|何时|怎么办|有哪些要求|具体)"
)
PRONOUN = re.compile(r"^(?:那么?|还有|然后|另外|再问一下)[，, ]?|呢[？?]?$")
PAST = re.compile(
    r"实际|完成了多少|达到了?多少了|了(?:多少|几)|落实了|完成得|完成情况|完成了吗|达标了"
)
"""Words that ask for what was achieved, which a summary tells and a plan does not."""
MISSED = re.compile(
    r"(?:指标|目标)[^，。]{0,6}(?:没|未|不)(?:有)?(?:完成|达|实现)|没达标|未达标|没达到|未达到"
)
"""Words that ask which targets were not reached."""
YEAR = re.compile(r"((?:19|20)\d{2})\s*年?")


def read_question(
    question: str,
    *,
    history: History = (),
    today: dt.date | None = None,
    library: Sequence[Known] = (),
) -> Query:
    """Reads one question; ``history`` is (role, text), oldest first."""
    own = _read(question, today, library)
    previous = [text for role, text in history if role == "user"]
    if not previous or not _is_follow_up(question, own):
        return own
    before = read_question(
        previous[-1], history=history[: _last_user(history)], today=today, library=library
    )
    return _inherit(own, before)


def _read(question: str, today: dt.date | None, library: Sequence[Known]) -> Query:
    text = question.strip()
    kind = _kind(text)
    time = _time(text, today)
    article = ARTICLE.search(text)
    owner = OWNER.search(text)
    named = named_documents(text, library)
    places, absent, said = named_places(_without(text, named.words), library)
    return Query(
        question=text,
        text=text,
        kind=kind,
        time=time,
        years=_years(text, today),
        places=places,
        article=_article(article) if article else "",
        scope=_scope(text),
        owner=owner.group(1) if owner else "",
        topic=content(_without(_without_time(text, time), (*said, *named.words))),
        state=next((s for s, p in STATE_WORDS if p.search(text)), "") if kind == "status" else "",
        documents=named.documents or None,
        missing=(*absent, *named.missing),
        named=(*said, *named.words),
    )


def _kind(text: str) -> QuestionKind:
    """The first kind whose words stand in the question; order is from telling to general."""
    listing = bool(LISTING.search(text))
    checks: tuple[tuple[QuestionKind, bool], ...] = (
        ("greeting", bool(GREETING.match(text))),
        ("article", bool(ARTICLE.search(text)) and len(content(ARTICLE.sub("", text))) < 24),
        ("status", _asks_states(text)),
        ("documents", bool(WHICH_DOCUMENTS.search(text)) and not _is_timed(text)),
        ("tasks", _asks_tasks(text)),
        ("tasks", bool(OWNER.search(text) and (listing or re.search(r"负责|牵头", text)))),
        ("open", bool(MISSED.search(text))),
        ("targets", bool(TARGET_WORDS.search(text)) and (listing or bool(GOAL.search(text)))),
        ("date", bool(DATE.search(text))),
        ("overview", bool(OVERVIEW.search(text))),
        ("definition", bool(DEFINITION.search(text))),
        ("number", bool(NUMBER.search(text))),
        ("who", bool(WHO.search(text))),
        ("list", bool(HOW.search(text)) or listing),
    )
    return next((kind for kind, holds in checks if holds), "open")


def _asks_states(text: str) -> bool:
    """Which tasks are overdue or done, as people have marked them; whether targets were reached, a review tells."""
    listed = LISTING.search(text) or TASK_WORDS.search(text)
    return bool(STATUS.search(text) and listed and not MISSED.search(text))


def _scope(text: str) -> str:
    """The first scope of the question, as documents write it."""
    for said, written in SCOPE_SAID:
        if said in text:
            return written
    return next((s for s in SCOPES if s in text), "")


def _is_timed(text: str) -> bool:
    return bool(find_times(text, reference=dt.date(2000, 1, 1)))


def _asks_tasks(text: str) -> bool:
    """A time and words of tasks, and nothing that asks for one number, one date or a reason."""
    if not _is_timed(text) or not (LISTING.search(text) or TASK_WORDS.search(text)):
        return False
    other = NUMBER.search(COUNTED.sub("", text)) or DATE.search(text) or NOT_TASKS.search(text)
    return not other and not TARGET_WORDS.search(text)


def _time(text: str, today: dt.date | None) -> FactTime | None:
    """The asked window: the first time the question names."""
    for t in find_times(ARTICLE.sub(lambda m: " " * len(m.group()), text), reference=today):
        if t.lo is None and t.hi is None:
            continue
        return FactTime(t.text, t.start, t.end, t.lo, t.hi, t.relation, t.precision, t.recurring)
    return None


def _years(text: str, today: dt.date | None) -> tuple[int, ...]:
    """Every year the question names or means."""
    years = [int(y) for y in YEAR.findall(text)]
    for t in find_times(text, reference=today):
        years += [d.year for d in (t.lo, t.hi) if d is not None and d.year is not None]
    return tuple(dict.fromkeys(years))


def _without_time(text: str, time: FactTime | None) -> str:
    return text if time is None else text[: time.start] + " " + text[time.end :]


def _without(text: str, names: Sequence[str]) -> str:
    """The text without names of places and documents."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _article(match: re.Match[str]) -> str:
    value = parse_numeral(match.group(1))
    suffix = f"之{match.group(2)}" if match.group(2) else ""
    return f"{int(value)}{suffix}" if value is not None else ""


# --- follow-ups -------------------------------------------------------------------------------


def _last_user(history: History) -> int:
    return max(i for i, (role, _) in enumerate(history) if role == "user")


def _is_follow_up(question: str, own: Query) -> bool:
    short = len(own.topic.replace(" ", "")) <= 6
    return (
        short
        and (bool(FOLLOW.search(question.strip())) or len(question) <= 6)
        and own.kind != "greeting"
    )


def _inherit(own: Query, before: Query) -> Query:
    """The earlier question with what this one replaces: scope, time, year, place, or what is asked."""
    text = before.text
    scope = own.scope or before.scope
    if own.scope and before.scope and own.scope != before.scope:
        text = text.replace(before.scope, own.scope)
    elif own.scope:
        text = f"{own.scope}{text}"
    if own.time and before.time:
        text = text.replace(before.time.raw, own.time.raw)
    elif own.time:
        text = f"{own.time.raw}{text}"
    kind = own.kind if own.kind != "open" else before.kind
    if before.documents and own.kind not in ("open", before.kind) and len(own.topic) >= 2:
        return replace(
            own, documents=own.documents or before.documents, years=own.years or before.years,
            places=own.places or before.places, follow_up=True,
        )  # fmt: skip
    if kind in ("number", "date", "who") and kind != before.kind:
        text = f"{text} {PRONOUN.sub('', own.question)}"
    extra = PRONOUN.sub("", own.question).strip()
    if twin := _twin(own.topic, text):
        text = text.replace(twin, own.topic)
    if own.topic and not own.scope and not own.time and own.topic not in text:
        text = f"{text} {extra}"
    return replace(
        own,
        text=text,
        kind=kind,
        time=own.time or before.time,
        years=own.years or before.years,
        places=own.places or before.places,
        article=own.article or before.article,
        scope=scope,
        owner=own.owner or before.owner,
        topic=content(_without_words(text, own.time or before.time)),
        documents=own.documents or before.documents,
        missing=own.missing or before.missing,
        follow_up=True,
    )


def _twin(word: str, text: str) -> str:
    """The word of the earlier question that a new one takes the place of: 小班 for 大班, 一级园 for 三级园."""
    if not 2 <= len(word) <= 6 or " " in word:
        return ""
    found = {
        text[at + 1 - len(word) : at + 1]
        for at in range(len(word) - 1, len(text)) if text[at] == word[-1]
    }  # fmt: skip
    found = {w for w in found if w != word and not re.search(r"[，。？?、\s]", w)}
    return found.pop() if len(found) == 1 else ""


def _without_words(text: str, time: FactTime | None) -> str:
    return text.replace(time.raw, " ") if time else text
