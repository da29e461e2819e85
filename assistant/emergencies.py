"""What has just happened, told as people tell it, said as rules call it: 吃完饭又吐又拉 is a suspected 食物中毒.

Who tells of an emergency and asks what to do wants the duty for such a case; how many it were, at what hour and who asks
are no words of the rule.
"""

from __future__ import annotations

import re

SICK = r"(?:呕吐|[在直又]?吐(?![槽露字])|拉肚子|拉稀|腹泻|跑肚|肚子[疼痛]|闹肚子|胃痛)"
SEVERAL = (
    r"(?:好?几个|多名|多个|一批|一帮|十几个|几十个|成片|\d+[个名]|[二三四五六七八九十]+[个名])"
)
EVENTS: tuple[tuple[re.Pattern[str], str], ...] = (
    # sick from a meal
    (re.compile(rf"又吐又拉|上吐下泻|吃坏了?肚子|(?:吃|喝|[早午晚中]饭|[早午晚中]餐|食堂|牛奶)[^。？?]{{0,20}}{SICK}|{SEVERAL}[^。？?]{{0,10}}{SICK}"),
     "发生疑似食物中毒"),
    # several with the signs of one disease
    (re.compile(rf"{SEVERAL}[^。？?]{{0,12}}(?:发烧|发热|出疹|起疹|水痘|流感|手足口|诺如|腮腺炎)"), "出现传染病疫情、聚集性发热"),
    (re.compile(r"(?:着|起|失)火了|冒(?:起)?(?:浓)?烟"), "发生火灾"),
    (re.compile(r"(?:掉|落|滑)(?:进|到|入|下)?了?[河水塘湖江井池]|淹着了|溺水了"), "发生溺水事故"),
    (re.compile(r"(?:学生|孩子|娃|同学)[^。？?]{0,8}(?:不见了|走丢了?|失踪了?|找不[到着]人?)"), "学生失踪、走失"),
)  # fmt: skip
"""How people tell of it, and what rules call it."""
DOES = re.compile(
    r"(?:怎么|咋|如何)(?:办|处理|处置|应对|做|弄|整)|(?:该|要|应该|得)(?:先)?(?:做|干)(?:什么|啥|点什么)|第一步|赶紧|现在该"
)
"""Asks what is to be done."""
HOW_LONG = re.compile(
    r"(?:多久|多长时间|几个?小时|几分钟|什么时候|啥时候?)[^。？?]{0,6}(?:报|汇报|通知)|(?:报|汇报)[^。？?]{0,8}(?:多久|多长时间|几个?小时)"
)
WHOM = re.compile(
    r"(?:向|给|跟|报)(?:谁|哪个|哪些|哪里|哪儿)[^。？?]{0,6}|(?:谁|哪个部门)[^。？?]{0,4}(?:报告|汇报)"
)
"""Asks within what time, and to whom it is to be reported."""
LONGEST = 60
"""Code points of a message that is one such question."""


def as_rules_say(question: str) -> str:
    """The question for what is to be done in such a case, in the words of rules; as it is where it is no such."""
    event = next((said for told, said in EVENTS if told.search(question)), "")
    if not event or len(question) > LONGEST:
        return question
    if HOW_LONG.search(question):
        return f"{event}多久要上报"
    if WHOM.search(question):
        return f"{event}要向谁报告"
    return f"{event}怎么办" if DOES.search(question) else question
