"""How many tasks, targets or items there are, by the list of them: 由人事科牵头的有几项 is the length of 哪些由人事科牵头.

The number of a complete list is as sure as the list. Where what a question counts was not counted, the same question is
asked for the list; its lines are kept, and their number is said in the measure word of the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.records import Answer
from ingest.grammar import find_quantities

ITEMS = r"(?:工作|任务|事项?|事情|活儿?|指标|目标|项目|工程|行动|措施|举措|要求|内容|活动|会议|节点|环节|步骤|阶段|行为|情形|条件|原则|职责|义务|权利|途径|渠道)"
"""What lists of plans are made of."""
MUCH = r"(?<![第前好哪])(?:多少|几)"
COUNTS = (
    # 牵头的任务有多少项, 约束性指标一共几个: what is counted, then how many
    re.compile(rf"{ITEMS}(?:一共|总共|共|都|总计|合计)?(?:有|是|为|列了?|安排了?)?(?P<much>{MUCH}(?P<word>[项条个件]))(?P<noun>)(?=$|[？?。，,！!；;（(吗呢啊呀])"),
    # 牵头几件事, 有多少项任务
    re.compile(rf"(?P<much>{MUCH}(?P<word>[项条个件]))(?P<noun>(?:[一-鿿]{{2,4}}(?:性|类|级|型)?的?)?{ITEMS})(?=$|[？?。，,！!；;（(吗呢啊呀])"),
    # 由人事科牵头的有几条, 年底前完成的一共多少项
    re.compile(rf"的(?:一共|总共|共|都|总计|合计)?有?(?P<much>{MUCH}(?P<word>[项条个件]))(?P<noun>)(?=$|[？?。，,！!；;（(吗呢啊呀])"),
    # 不得发布的消息有几条: what a rule strings together
    re.compile(rf"不[得准许能让][^，。]{{2,12}}的[一-鿿]{{2,4}}(?:一共|总共|共|都)?有(?P<much>{MUCH}(?P<word>[条种类项]))(?P<noun>)(?=$|[？?。，,])"),
)  # fmt: skip
"""Questions for the number of rows of a plan; of what else there may be several a value is told."""
OF_A_KIND = (
    # 学历不限的岗位有多少个: things that a condition chooses
    re.compile(rf"的[一-鿿]{{2,4}}(?:一共|总共|共|都)?(?:有|是)(?P<much>{MUCH}(?P<word>[项条个件家所门种类]))(?P<noun>)(?=$|[？?。])"),
    re.compile(rf"的[一-鿿]{{2,4}}(?P<much>{MUCH}(?P<word>[项条个件家所门种类]))(?P<noun>)(?=$|[？?。])"),
)  # fmt: skip
"""The same of other things, whose number a text may tell: asked as a list only where nothing else answers."""
HEAD = re.compile(
    r"(?P<before>(?:^|，|\d{4}-\d\d-\d\d 计）|任务|指标|》[^\n，：]{0,40}?)共 )(?P<number>\d+) (?P<word>[^\s：]{1,4})："
)
"""The line above a list that says its length."""
LINE = re.compile(r"^\d+\. ", re.M)
MARK = re.compile(r"\[\d+\]")


def listed_instead(question: str, *, refused: bool = False) -> str:
    """The question for the list of what this one counts; empty where it counts no rows. ``refused``: nothing tells the
    number."""
    for pattern in (*COUNTS, *(OF_A_KIND if refused else ())):
        if found := pattern.search(question):
            noun = found["noun"]
            return f"{question[: found.start('much')]}{f'哪些{noun}' if noun else '哪些'}{question[found.end() :]}"
    return ""


def says_number(answer: Answer) -> bool:
    """Does an answer say the length of the list that it shows?"""
    found = HEAD.search(answer.text.split("\n")[0])
    return found is not None and int(found["number"]) == len(LINE.findall(answer.text))


def counted(question: str, answer: Answer, ask: Callable[[str], Answer]) -> Answer | None:
    """The length of the list that ``ask`` gives for the question of the list, with the list; None where ``answer``
    counts already, from all that is known, or where no list is had."""
    instead = listed_instead(
        question, refused=answer.mode == "refused" or _untold(question, answer)
    )
    if not instead or (answer.mode == "structured" and says_number(answer)):
        return None
    found = ask(instead)
    lines = found.text.split("\n")
    items = [line for line in lines if LINE.match(line)]
    whole = found.mode == "structured" or (found.mode == "extractive" and not says_number(answer))
    if not whole or not items or any("写出前" in note or "列前" in note for note in found.notes):
        return None
    if says_number(found):
        return found
    return replace(
        found, text="\n".join((f"{_lead(lines)}共 {len(items)} {_word(question)}：", *items))
    )


def _untold(question: str, answer: Answer) -> bool:
    """Are sentences or rows told of what is counted, and no number of it?"""
    word = _word(question)
    return answer.mode == "extractive" and not any(
        quantity.unit.startswith(word) for quantity in find_quantities(answer.text)
    )


def _word(question: str) -> str:
    """The measure word that a question counts by."""
    return next((m["word"] for p in (*COUNTS, *OF_A_KIND) if (m := p.search(question))), "项")


def _lead(lines: Sequence[str]) -> str:
    """The words above the list, without their colon."""
    return MARK.sub("", lines[0]).rstrip("：:") if lines and not LINE.match(lines[0]) else ""


def in_word_of(question: str, answer: Answer) -> Answer:
    """The answer with the length of its list in the measure word that the question counts by: 几个 gets 共 5 个."""
    found = next((m for p in (*COUNTS, *OF_A_KIND) if (m := p.search(question))), None)
    head = HEAD.search(answer.text.split("\n")[0]) if found else None
    if found is None or head is None or head["word"] not in ("项", "处"):
        return answer
    start, end = head.span("word")
    return replace(answer, text=f"{answer.text[:start]}{found['word']}{answer.text[end:]}")
