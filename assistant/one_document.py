"""Where both sides of a comparison or the parts of a sum may stand together: the documents that the question leads to
once the names of its sides choose none, and what of the question its words of comparison explain."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.aim import ENDED
from assistant.case import Case
from assistant.computed_words import REGIONS
from assistant.finding import find
from assistant.library import Library
from assistant.wording import SYNONYMS
from ingest.records import Document

PASSAGES, MOST_DOCUMENTS = 12, 4
JOINS = re.compile(
    r"(?:[的，,、 ]*(?:以及|还是|还有|另外|加上|连同|相?比(?![例赛率重照])|对比|较(?=20|去年|上)|和|与|跟|同(?![一时样意学期])|及(?![格时其])|加(?![强快大]|一?(?:起|块))|到(?![底期岗])|、|，|,))"
)
"""What stands between two sides."""
COMPARES = re.compile(
    rf"(?:这|那)?[两二三四](?:个|者|所|边|样|类|项|年|地|家|处|种)*(?:{REGIONS}|岗位?|学校|学段|文件|专业|方面)?(?:之间|加)?|相?差(?:距|额|别|了|得|出|的)*(?:多少|几|多大|多远|多久)?[个名人所元万亿天年分点]*|(?:到底)?(?:哪|谁)(?:一|个|家|所|边|里|儿|项|类|头|种|样)*(?:{REGIONS}|岗位?|学校|学段|年|专业)?的?"
    r"|(?:更|较|比较|更加|要|会|还)*(?:高|低|多|少|大|小|快|慢|长|短|早|晚|先|后|贵|便宜|严格?|宽松?|松|重|轻)(?:出|了|一?些|一?点|得)*(?:(?:招|收|建|发|投|做)?(?:了)?(?:多少|几)[个名人所元万亿天年分点次]*|(?=$|[，,。？?啊呀呢吗])|(?=开始|结束|截止|启动|完成|报名))"
    r"|(?:提高|增加|增长|减少|降低|下降|上升|提升|上涨|扩大|缩小|压减|新?增|提|涨|降|减|升)[了到至为出]*(?:(?:多少|几)(?:个)?(?:百分)?[点个名人所元万亿天年分]*|(?=$|[，,。？?]))"
    r"|[有的]*(?:什么|啥|哪些|何)?(?:区别|不同|不一样|差异|变化)[在有]?(?:哪里?|多大)?|是?(?:不是|否)?[都也]?(?:同?一?(?:样|天|个月|年|级|档|致|日|时间)|相同|相等|同步|同时)(?:的|吗|么|不|否|没|开始|结束|出来)*|比起?来?(?:较)?(?![例重])|对比|相比|一共|总共|合计|总计|共计|拢共|统共|加(?:在|一)?(?:起来?|块儿?)|合(?:起来|在一起)"
    r"|(?:各|分别)(?:自|为|是|有)?|(?:现在|目前|从|由|年|里头|当中|以来|跟|请|麻烦|帮我?|一下|出来|开始|结束|说说|这次|这批|今年|去年|明年|本次|相对|相较|大概|左右|原来|原定|实际)"
)
"""Words that compare or add and name nothing in a document."""
MONEY = re.compile(
    r"(?:专项)?(?:资金|经费|款项?(?!式))|(?:[拿领得补发给拨](?:到|下来)?(?:的|了)?)?这?(?:笔|些)?钱|[拿领得补发给拨](?:到|了)?(?=多少|几)"
    r"|(?:一|每)(?:[辆台名所家位]|个(?!月))(?=[一-鿿]{2})|(?:一|每)(?:年|个?学期|个?月)"
)
"""What a column of money need not be called by, and what it is paid for: 一辆…一年 of 万元/车·年."""
YEAR_WORDS = {
    "今年": 0,
    "本年度": 0,
    "本年": 0,
    "去年": -1,
    "上一年": -1,
    "上年": -1,
    "明年": 1,
    "前年": -2,
}


def cuts(text: str) -> Iterator[tuple[range, ...]]:
    """Every way to cut a question where its sides may meet: at all joins, then at each alone."""
    found = [m.span() for m in JOINS.finditer(text) if m.start() and m.end() < len(text)]
    if len(found) > 1:
        starts, ends = [0, *(b for _, b in found)], [*(a for a, _ in found), len(text)]
        yield tuple(range(a, b) for a, b in zip(starts, ends, strict=True))
    for first, last in found:
        yield range(first), range(last, len(text))


def dated(text: str, today: dt.date) -> str:
    """The question with 今年 and 去年 as the years they are."""
    for word, later in YEAR_WORDS.items():
        text = text.replace(word, f"{today.year + later}年")
    return re.sub(r"(?<!\d)([23]\d)年(?=[^级龄以内来])", r"20\1年", text)


def no_matter(text: str) -> frozenset[int]:
    """The places of words that only compare or add."""
    return frozenset(i for m in COMPARES.finditer(text) for i in range(*m.span()))


def said_otherwise(text: str, words: str) -> frozenset[int]:
    """The places of everyday words for which some words say what documents write: 老师 where they say 教师."""
    return frozenset(
        i for asked, written in SYNONYMS if any(other in words for other in written)
        for one in asked if len(one) > 1 for m in re.finditer(re.escape(one), text) for i in range(*m.span())
    )  # fmt: skip


def candidates(library: Library, case: Case) -> Iterator[Document]:
    """Documents found for the question, and for it without the places of its sides, in force."""
    found = [chunk.document_id for chunk, _ in case.found]
    if case.query.places and len(case.documents) < len(case.scope):
        words = case.query.text
        for name in sorted(case.query.named, key=len, reverse=True):
            words = words.replace(name, " ")
        bare = replace(case.query, text=words, places=(), named=())
        wider = [c.document_id for c, _ in find(library, bare, case.scope, PASSAGES)]
        found = [i for pair in zip(wider, found, strict=False) for i in pair] + wider + found
    in_force = [i for i in dict.fromkeys(found) if case.scope[i].metadata.status not in ENDED]
    for identity in in_force[:MOST_DOCUMENTS]:
        yield library.document(identity)


def stretched(text: str, places: frozenset[int], words: str) -> frozenset[int]:
    """The places with those right behind them that go on a short name of the words: 云溪一中 in 云溪县第一高级中学."""
    found = set(places)
    for at in sorted(places):
        if at + 1 in places:
            continue
        held = words.find(text[at - 1 : at + 1])
        held += 1 if held >= 0 else 0
        while (
            held >= 0 and at + 1 < len(text) and (next_at := words.find(text[at + 1], held + 1)) > 0
        ):
            at, held = at + 1, next_at
            found.add(at)
    return frozenset(found)
