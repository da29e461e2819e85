"""The question that one side of a comparison would be asked alone: its own name in the place of all names, without the
words that only compare."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.computed_words import MUCH_ASKED, REGIONS

JOINING = r"(?:和|与|跟|同|以及|及|还是|或者?|、|比|到|vs|对)"
GONE, OWN = "\0", "\x01"
"""Stand where the name of another side stood, and where the side's own shall stand."""
PAPERS = r"(?:方案|细则|要求|规定|办法|文件|政策|意见|计划)"
"""What a side's name may stand before: its paper is the side."""
NAMES_GONE = re.compile(
    rf"(?:[，, ]*(?:的)?{PAPERS}?{JOINING}[，, ]*)?{GONE}+(?:[省市县区年])?(?:的?{PAPERS})?(?:[，, ]*{JOINING})?"
)
COMPARED = re.compile(
    rf"[，,、 ]*(?:(?:这?(?:两|二|三|四)(?:个|地|者|边|年|家|处)?(?:{REGIONS}|地方)?)?(?:之间|相比|对比|比较一?下?|比起来|(?<![占环同对])比(?![例重赛])|[有的]*(?:什么|啥|哪些)(?:区别|不同|不一样|差别|变化|改变|差异)|(?:区别|差别|不同)(?:在哪里?|是什么|大吗)|[有的]*(?:区别|差别|不同|变化)(?=$|[，。？?])"
    rf"|(?:相?差|[高低多少]出?)了?(?:多少|几|多大|多久|多远)[一-鿿]{{0,3}}(?=$|[，。？?])|(?:哪个|哪一个|哪边|哪家|谁|哪里|哪儿)(?:{REGIONS})?(?:的|要|更|最|比较|要求)*(?:高|低|多|少|大|小|快|慢|长|短|贵|便宜|严格?|宽松?|早|晚|远|近|重|轻)(?:一?些|一点)?(?=$|[，。？?])"
    rf"|(?:是不是|是否|[都也])?(?:一样|相同)(?:[长多高大])?(?:吗|么|不|否|没有?)?|一不一样|(?:涨|降|提高|降低|增加|减少|变|改|多|少)了?(?:没有?|吗|么|不)|比?原来(?:是)?(?:多少|呢)?|(?<!下)[涨降]了?(?:多少|几)))+(?=$|[，。？?、 ])"
)
"""差多少, 哪个高, 有什么不同, 一样不: what asks for a comparison and nothing of one side."""
EACH = re.compile(
    r"(?:各自?|分别)(?:都)?(?=是|为|有|要|计划|收|招|多|几|下降|提高|$|[一-鿿]{1,4}(?:多|几))|各(?=$|[，。？?])"
)
STAGES_EACH = re.compile(r"(?:在)?各(?:个)?(?:学段|年级|阶段|方面)(?:的)?")
"""Of every stage: what a side says of it is told whole."""
PAPER = re.compile(rf"(?<={OWN})(?:的)?{PAPERS}(?:的|里的?|中的?)?")
AGAINST_EACH = re.compile(r"比(?=各|每)")
LISTED = re.compile(
    r"(?P<one>(?:[“\"][^”\"]{1,10}[”\"])?(?!年)[一-鿿]{2,8})、(?P<other>(?:[“\"][^”\"]{1,10}[”\"])?[一-鿿]{2,8}?)(?=是|要|有|的?目标|$|[，,。？? ])"
)
"""升学总分、体育分: two things asked of every side."""
ASKS = re.compile(r"什么|哪|怎|如何|是否|吗|啥|谁|多[长久大高远早晚]")
BY_TIME = re.compile(
    r"差多久|提前|推迟|(?:更|谁|哪个|哪边|哪里)(?:早|晚)|时间(?:一样|相同)|早了?还是晚"
)
BY_NUMBER = re.compile(
    r"差|[高低多少贵]|便宜|[涨降升增减]|大|小|比例|比率|占比|标准|目标|人数|名额|费|数(?=$|[，。？?、])|率|分(?=$|[，。？?、])"
)
UNLIKE = re.compile(r"区别|不同|不一样|差别|变化|差异")
"""What differs is told in sentences, not by one number."""
ENDS = " ，,、。？?的"


def alone(text: str, own: str, said: Sequence[str]) -> str:
    """The question for one side.

    Args:
        own: The side's name as it shall stand in its question.
        said: The names of all sides as the question says them.
    """
    first = min((name for name in said if name in text), key=text.index, default="")
    if not first:
        return ""
    place = text.index(first)
    before, behind = text[:place], text[place + len(first) :]
    for name in sorted(said, key=len, reverse=True):
        behind = behind.replace(name, GONE)
    words = f"{before}{OWN}{NAMES_GONE.sub('', behind)}"
    words = PAPER.sub("", STAGES_EACH.sub("", words))
    words = COMPARED.sub("", AGAINST_EACH.sub("", words))
    return EACH.sub("", words).replace(OWN, own).strip(ENDS)


def things(words: str) -> list[str]:
    """The question once for each thing that it lists, or as it is."""
    match = LISTED.search(words)
    if match is None:
        return [words]
    first, second = match.start("one"), match.start("other")
    return [
        words[: match.end("one")] + words[match.end("other") :],
        words[:first] + words[second:],
    ]


def lists_things(text: str) -> bool:
    """Does a question ask for several things of each side?"""
    return bool(LISTED.search(text))


def asking(words: str, text: str) -> str:
    """A side's question with a word that asks, where the question asked only for the comparison."""
    if MUCH_ASKED.search(words) or ASKS.search(words):
        return words
    if STAGES_EACH.search(text) or (UNLIKE.search(text) and not lists_things(text)):
        return words
    if BY_TIME.search(text):
        return f"{words}是什么时间"
    return f"{words}是多少" if BY_NUMBER.search(text) else words
