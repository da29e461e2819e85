"""What a question is about, as weighted character pairs: content words left when asking words are gone.

Rare pairs of the library weigh more; a pair the library never holds weighs most, so that evidence which
lacks exactly the telling word is seen to lack it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

ASKING = re.compile(
    r"请问一下|请问|请教|想问一下|想问|我想知道|想知道|想了解|麻烦|帮我|帮忙|给我|告诉我|查一下|查查|看看|列出|列一下|列举|"
    r"你好|您好|谢谢|一共|总共|到底|究竟|具体|大概|分别|主要|目前|现在|现行|咱们|我们|咱|俺|你们|他们|大家|"
    r"是多少钱|多少钱|是多少|有多少|要多少|多少|几个|几所|几名|几次|几天|几月几[日号]|几月|几[号日点]|几岁|多大|多久|多长时间|多长|多高|多快|"
    r"什么时候|什么时间|啥时候|啥时间|何时|哪天|哪一天|哪个月|哪年|截止到?|期限|最晚|最迟|"
    r"有哪些|有那些|有什么|有啥|哪些|那些|哪几[个项]|哪个|哪里|哪儿|哪家|哪|什么样|什么|啥|咋样|咋办|咋|怎么样|怎么办|怎么做|怎么|怎样|如何|"
    r"为什么|为何|是不是|是否|能不能|能否|可不可以|要不要|有没有|会不会|行不行|对不对|"
    r"吗|呢|吧|啊|呀|嘛|么|了没|了吗|没有|还有|除了|关于|对于|有关|相关|方面|以及|情况|内容|问题|要求|规定|文件|政策|通知|里面|里|中|上|的话|"
    r"谁来|谁|由谁|哪个部门|哪个科室|介绍|说明|解释|定义|意思|是指|指的是|是什么"
)
"""Words that ask and do not say what about; longer ones stand first."""
FILLER = re.compile(
    r"[的了着过是有在要和与及或把被对从到为以给让向也都就还再很更最个这那之其该所将应会能可得]"
)
"""Characters that carry no topic between content words."""
PUNCTUATION = re.compile(r"[\s，。；：、？！“”‘’（）()《》〈〉【】\[\],.;:?!\"'—\-~～·/|]+")

SYNONYMS: tuple[tuple[str, ...], ...] = (
    # everyday word ↔ the word of the documents
    ("幼儿园", "学前教育", "学前", "幼儿"),
    ("娃", "孩子", "小孩", "学生", "儿童", "幼儿", "子女"),
    ("老师", "教师"),
    ("钱", "经费", "资金", "补助", "费用", "金额", "投资", "投入", "收费", "标准"),
    ("补贴", "补助", "资助", "助学金"),
    ("眼睛", "视力", "近视"),
    ("放学后", "放学", "课后服务", "课后", "托管"),
    ("报名", "登记", "申请", "招生", "入学"),
    ("上学", "入学", "就读", "招生"),
    ("外地", "随迁", "进城务工", "务工", "非本地户籍"),
    ("开会", "会议", "召开", "现场会", "推进会", "培训会", "交流会", "会"),
    ("培训", "研修", "轮训"),
    ("体育", "运动", "锻炼"),
    ("食堂", "供餐", "食品", "配餐", "餐饮", "午餐"),
    ("作业", "功课"),
    ("校车", "接送", "交通"),
    ("特教", "特殊教育", "残疾"),
    ("职高", "职业学校", "中职", "中等职业", "职业教育"),
    ("高中", "普通高中", "普高"),
    ("初中", "义务教育"),
    ("小学", "义务教育"),
    ("评职称", "职称", "评聘"),
    ("工资", "薪酬", "待遇", "工资收入"),
    ("安全", "防护", "保卫", "安防"),
    ("完成", "达到", "实现"),
    ("占比", "比例", "率", "比重"),
    ("打分", "考核", "评价", "评分"),
    ("辞退", "解聘", "开除", "清退"),
    ("平板", "手机", "电子产品"),
)  # fmt: skip
"""Groups of words that stand for each other when evidence is weighed."""


@dataclass(frozen=True, slots=True)
class Term:
    """A pair of characters (or a word of other script) with its weight."""

    text: str
    weight: float


class Vocabulary:
    """How rare character pairs are in a library; built from its chunks' texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for text in texts:
            counts.update(set(pairs(text)))
            total += 1
        self._counts: Mapping[str, int] = counts
        self._total = max(total, 1)

    def weight(self, pair: str) -> float:
        """Inverse document frequency, between 0 for a pair of every chunk and 1 for an unknown one."""
        return math.log(1 + self._total / (1 + self._counts[pair])) / math.log(1 + self._total)

    def knows(self, pair: str) -> bool:
        """Does the library hold this pair anywhere?"""
        return self._counts[pair] > 0


def content(question: str) -> str:
    """The question without asking words and fillers, its runs parted by spaces."""
    words = ASKING.sub(" ", unicodedata.normalize("NFKC", question).lower())
    words = PUNCTUATION.sub(" ", FILLER.sub(" ", words))
    return re.sub(r"\s+", " ", words).strip()


def pairs(text: str) -> list[str]:
    """Character pairs of Han runs; numbers and words of other scripts whole."""
    found: list[str] = []
    for run in re.finditer(r"[一-鿿]+|[a-z0-9.]+", unicodedata.normalize("NFKC", text).lower()):
        word = run.group()
        if "一" <= word[0] <= "鿿":
            found += [word] if len(word) == 1 else [a + b for a, b in pairwise(word)]
        else:
            found.append(word)
    return found


def terms(question: str, vocabulary: Vocabulary) -> tuple[Term, ...]:
    """The question's content pairs with their weights; pairs across asking words do not count."""
    unique = dict.fromkeys(pairs(content(question)))
    return tuple(Term(p, vocabulary.weight(p)) for p in unique if len(p) > 1 or not p.isdigit())


def coverage(wanted: Iterable[Term], text: str, question: str = "") -> float:
    """The share of the terms' weight that a text holds, synonyms of the question's words included."""
    wanted = tuple(wanted)
    total = sum(t.weight for t in wanted)
    if not total:
        return 0.0
    words = unicodedata.normalize("NFKC", text).lower()
    stood_for = _stood_for(question, words)
    held = sum(
        t.weight if t.text in words else 0.8 * t.weight
        for t in wanted
        if t.text in words or any(t.text in word for word in stood_for)
    )
    return held / total


def missing(wanted: Iterable[Term], text: str, question: str = "") -> tuple[Term, ...]:
    """The terms that a text does not hold, neither itself nor by a synonym; heaviest first."""
    words = unicodedata.normalize("NFKC", text).lower()
    stood_for = _stood_for(question, words)
    lacking = [t for t in wanted if t.text not in words and not any(t.text in w for w in stood_for)]
    return tuple(sorted(lacking, key=lambda t: -t.weight))


def _stood_for(question: str, text: str) -> list[str]:
    """Words of the question that the text says in other words."""
    asked = question.lower()
    return [
        word
        for group in SYNONYMS
        for word in group
        if word in asked and any(other in text for other in group if other != word)
    ]


def expanded(question: str) -> str:
    """The question with the documents' words for its everyday words, for lexical search."""
    extra = [
        other
        for group in SYNONYMS
        for word in group[:1]
        if word in question
        for other in group[1:3]
    ]
    return " ".join([question, *extra])
