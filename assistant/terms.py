"""What a question is about: its content words as characters with weights, asking words left out.

A character is held by a text that holds a pair it stands in. It weighs as much as the commoner of its
pairs, so that a pair across two words of the question does not count as an unknown word; a word the
library never holds weighs most, and evidence which lacks exactly the telling word is seen to lack it.
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
    r"存在|怎么规定的?|规定了?(?=[^，。]*(?:多少|几|什么|哪))|我们?家|我家|家里|的时候|出来|下来|搞好|弄好|那个|这个|请问一下|请问|请教|想问一下|想问|我想知道|想知道|想了解|麻烦|帮我|帮忙|给我|告诉我|查一下|查查|看看|列出|列一下|列举|"
    r"你好|您好|谢谢|一共|总共|到底|究竟|具体|大概|分别|主要|目前|现在|现行|咱们|我们|咱|俺|你们|他们|大家|"
    r"占多少|占几|是多少钱|多少钱|是多少|有多少|要多少|多少|几个|几所|几名|几次|几天|几月几[日号]|几月|几[号日点]|几岁|多大|多久|多长时间|多长|多高|多快|"
    r"什么时候|什么时间|啥时候|啥时间|何时|哪天|哪一天|哪个月|哪年|截止到?|期限|最晚|最迟|"
    r"有哪些|有那些|有什么|有啥|哪些|那些|哪几[个项]|哪个|哪里|哪儿|哪家|哪|什么样|什么|啥|咋样|咋办|咋|怎么样|怎么办|怎么做|怎么|怎样|如何|"
    r"为什么|为何|是不是|是否|能不能|能否|可不可以|要不要|有没有|会不会|行不行|对不对|"
    r"吗|呢|吧|啊|呀|嘛|么|了没|了吗|没有|还有|除了|关于|对于|有关|相关|方面|以及|情况|内容|文件|政策|通知|里面|里|中|上|的话|"
    r"由谁来?(?:负责|牵头|承担)|谁来负责|谁负责|谁牵头|谁来管|谁管|归谁管|谁来|谁|由谁|责任单位|牵头单位|哪个部门负责|哪个科室负责|哪个部门|哪个科室|介绍|说明|解释|定义|意思|是指|指的是|每个|每人|每名|一年到头|一年|每年|才行|才能|行不行|需要|必须|一次|一下|分别|实际|真正|几[个名位]人|多少[个名位]?人|几[项条种类]|要不|啥时|多会儿"
)
"""Words that ask and do not say what about; longer ones stand first."""
FILLER = re.compile(
    r"[的了着过是有在要和与及或把被对从到为以给让向也都就还再很更最个这那之其该所将应会能可得]"
)
"""Characters that carry no topic between content words."""
RUN = re.compile(r"[一-鿿]+|[a-z0-9.]+")
"""A word: Han characters, or letters and digits."""
PUNCTUATION = re.compile(r"[\s，。；：、？！“”‘’（）()《》〈〉【】\[\],.;:?!\"'—\-~～·/|]+")

SYNONYMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    # words people use → words the documents use
    (("幼儿园",), ("学前教育", "学前", "幼儿")),
    (("学前", "学前教育"), ("幼儿园", "幼儿")),
    (("娃", "孩子", "小孩", "小朋友", "学生娃"), ("学生", "儿童", "幼儿", "子女", "适龄")),
    (("老师", "教员"), ("教师",)),
    (("钱", "费用", "花费"), ("经费", "资金", "补助", "金额", "投资", "收费", "标准", "元")),
    (("投资",), ("投入", "资金")),
    (("投入",), ("投资", "资金")),
    (("补贴", "补助"), ("补助", "补贴", "资助", "助学金")),
    (("眼睛", "视力", "近视眼"), ("近视", "视力")),
    (("放学后", "放学", "托管", "晚托"), ("课后服务", "课后")),
    (("报名", "登记", "报到"), ("登记", "报名", "申请", "招生", "入学")),
    (("上学", "念书", "读书"), ("入学", "就读", "招生")),
    (("外地", "外来", "打工"), ("随迁", "进城务工", "务工", "非本地户籍", "居住证")),
    (("开会", "会议"), ("会", "会议")),
    (("培训", "进修"), ("研修", "轮训", "培训")),
    (("锻炼", "运动"), ("体育", "锻炼")),
    (("食堂", "吃饭", "伙食", "午饭"), ("供餐", "食品", "配餐", "餐饮", "午餐", "食堂")),
    (("功课",), ("作业",)),
    (("外面", "室外", "外头"), ("户外",)),
    (("钟头", "个钟"), ("小时",)),
    (("查视力", "查", "检查"), ("监测", "检查", "筛查", "检测")),
    (("欺负", "霸凌"), ("欺凌",)),
    (("一个班", "班上", "班里"), ("班额", "每班", "班")),
    (("退钱", "退费", "退回"), ("退还", "退费")),
    (("开始", "起"), ("起施行", "施行", "实施", "开始")),
    (("生效",), ("施行", "实施", "执行")),
    (("校车", "接送"), ("校车", "接送", "交通")),
    (("特教",), ("特殊教育", "残疾")),
    (("职高", "职业学校", "职校"), ("中职", "中等职业", "职业教育", "职业学校")),
    (("高中", "普高"), ("普通高中",)),
    (("初中", "小学"), ("义务教育", "中小学")),
    (("工资", "薪水", "收入"), ("薪酬", "待遇", "工资")),
    (("涨",), ("提高", "达到", "增长", "上调")),
    (("占比", "比重", "比率"), ("比例", "率", "占")),
    (("打分", "评分"), ("考核", "评价", "赋分")),
    (("辞退", "开除"), ("解聘", "清退", "辞退")),
    (("平板", "手机"), ("电子产品", "手机")),
    (("最快", "多快"), ("时速", "速度")),
    (("不够", "不足", "缺"), ("不足", "短缺", "紧缺", "缺乏", "缺少", "补足", "补齐")),
    (("赔钱", "赔偿", "赔"), ("赔偿", "补偿", "承担责任", "法律责任")),
    (("受伤", "摔伤", "出事"), ("伤害", "事故", "受伤")),
    (("打人", "打架", "打学生"), ("殴打", "体罚", "欺凌")),
    (("罚站", "体罚"), ("体罚", "变相体罚")),
    (("补课",), ("有偿补课", "学科类培训", "校外培训", "补课")),
    (("户口",), ("户籍",)),
    (("房子", "买房"), ("住房", "房产", "不动产")),
    (("生病", "得病"), ("疾病", "患病", "因病")),
    (("打针", "疫苗"), ("预防接种", "接种")),
    (("打游戏", "网瘾", "上网"), ("网络游戏", "沉迷", "网络")),
    (("网游",), ("网络游戏",)),
    (("不管", "不管教"), ("不履行", "未履行", "拒绝履行", "监护")),
    (("聘",), ("聘任", "选聘", "聘用", "遴选")),
    (("补贴", "津贴"), ("津贴", "补贴", "补助")),
    (("一节课", "节课"), ("课时", "每课时", "每节")),
    (("取暖", "暖气", "供暖"), ("采暖", "供暖", "取暖", "一暖")),
    (("录取结果", "结果"), ("录取", "录取结果", "招生结果")),
    (("没完成", "没达标", "没达到", "未完成", "未达标"), ("未达到", "没有达到", "年度目标低", "未完成", "不足", "低于目标")),
    (("抽烟",), ("吸烟",)),
    (("喝酒",), ("饮酒",)),
    (("辍学", "不上学"), ("失学", "辍学")),
    (("家长", "爸妈", "父母"), ("监护人", "父母", "家长")),
    (("毕业证",), ("毕业证书", "学业证书")),
    (("换学校", "转学"), ("转学",)),
    (("交钱", "收钱"), ("收费", "缴纳", "收取")),
    (("选学校", "择校"), ("择校",)),
    (("下大雪", "暴雨", "台风"), ("恶劣天气", "自然灾害", "极端天气")),
    (("心理问题", "抑郁"), ("心理健康", "心理")),
    (("罚款", "处罚"), ("处罚", "罚款", "责令")),
)  # fmt: skip
"""A word of the question is held by a text that says it in the documents' words."""
BY_SYNONYM = 0.85
"""What a character held by a synonym counts."""
LONE = 0.25
"""Weight of a single character between asking words."""


@dataclass(frozen=True, slots=True)
class Term:
    """One content word (a run of characters, a number) with a weight per character."""

    text: str
    weights: tuple[float, ...]


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
        """Inverse document frequency: near 0 for a pair of every chunk, 1 for an unknown one."""
        return math.log(1 + self._total / (1 + self._counts[pair])) / math.log(1 + self._total)

    def knows(self, pair: str) -> bool:
        """Does the library hold this pair anywhere?"""
        return self._counts[pair] > 0


def folded(text: str) -> str:
    """Full width read as half, lower case: how texts are compared."""
    return unicodedata.normalize("NFKC", text).lower()


def content(question: str) -> str:
    """The question without asking words and fillers, its words parted by spaces."""
    words = ASKING.sub(" ", folded(question))
    words = PUNCTUATION.sub(" ", FILLER.sub(" ", words))
    return re.sub(r"\s+", " ", words).strip()


def pairs(text: str) -> list[str]:
    """Character pairs of Han runs; numbers and words of other scripts whole."""
    found: list[str] = []
    for run in RUN.finditer(folded(text)):
        word = run.group()
        if _is_han(word):
            found += [word] if len(word) == 1 else [a + b for a, b in pairwise(word)]
        else:
            found.append(word)
    return found


def terms(question: str, vocabulary: Vocabulary) -> tuple[Term, ...]:
    """The question's content words with their weights in this library."""
    unique = dict.fromkeys(run.group() for run in RUN.finditer(content(question)))
    return tuple(Term(word, _weights(word, vocabulary)) for word in unique)


def _weights(word: str, vocabulary: Vocabulary) -> tuple[float, ...]:
    if not _is_han(word):
        return (vocabulary.weight(word),)
    if len(word) == 1:
        return (LONE,)
    of_pairs = [vocabulary.weight(a + b) for a, b in pairwise(word)]
    sides = zip([of_pairs[0], *of_pairs], [*of_pairs, of_pairs[-1]], strict=True)
    return tuple(min(side) for side in sides)


def coverage(wanted: Iterable[Term], text: str, question: str = "") -> float:
    """The share of the words' weight that a text holds, synonyms included."""
    words = folded(text)
    held = total = 0.0
    for term in wanted:
        total += sum(term.weights)
        held += sum(w * h for w, h in zip(term.weights, _held(term, words), strict=True))
    return held / total if total else 0.0


def missing(wanted: Iterable[Term], text: str) -> tuple[tuple[str, float], ...]:
    """Stretches of the question's words that a text does not hold, with their mean weight; heaviest first."""
    words = folded(text)
    found: list[tuple[str, float]] = []
    for term in wanted:
        held = _held(term, words)
        if not _is_han(term.text):
            if not held[0]:
                found.append((term.text, term.weights[0]))
            continue
        for match in re.finditer("0+", "".join("1" if h else "0" for h in held)):
            stretch = term.weights[match.start() : match.end()]
            found.append((term.text[match.start() : match.end()], sum(stretch) / len(stretch)))
    return tuple(sorted(found, key=lambda item: -item[1] * len(item[0])))


def _held(term: Term, text: str) -> list[float]:
    """How far each character of a word is held: by a pair, by a synonym, or not."""
    word = term.text
    if not _is_han(word):
        return [float(word in text)]
    held = [0.0] * len(word)
    if len(word) == 1:
        held[0] = float(word in text)
    for i, (a, b) in enumerate(pairwise(word)):
        if a + b in text:
            held[i] = held[i + 1] = 1.0
    for asked, written in SYNONYMS:
        for one in asked:
            at = word.find(one)
            if at >= 0 and any(other in text for other in written):
                for i in range(at, at + len(one)):
                    held[i] = max(held[i], BY_SYNONYM)
    return held


def _is_han(word: str) -> bool:
    return "一" <= word[0] <= "鿿"


def expanded(question: str) -> str:
    """The question with the documents' words for its everyday words, for lexical search."""
    extra = [
        other
        for asked, written in SYNONYMS
        for word in asked
        if word in question
        for other in written[:2]
        if other not in question and len(other) > 1
    ]
    return " ".join([question, *dict.fromkeys(extra)])
