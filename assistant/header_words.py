"""Columns of tables by everyday names: 补考 is what a table heads 缓考, 现场交验 its 现场确认, 读几年 its 学制.

A question is said in the words of a header only where a table of the documents found has that header, and none has the
words of the question.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.case import Case
from assistant.library import Library
from assistant.matching import Asked
from assistant.table_grid import TableGrid
from assistant.table_search import TableSearch

WHERE = r"(?:在|到|去|上)?(?:哪(?:里|儿|个(?:地方|学校|医院))?|什么地方|啥地方)"
HEADS: tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...] = (
    (re.compile(r"补考"), ("缓考",), "{head}"),
    (
        re.compile(r"现场(?:交验|审核|核验|验证|提交|审查|交材料|验材料)(?:材料)?"),
        ("现场确认", "现场审核", "现场核验", "现场受理"),
        "{head}",
    ),
    (
        re.compile(r"(?:出|公布|查)(?:成绩|分(?:数)?(?!校|班|部))|放榜"),
        ("成绩公布", "公布成绩", "成绩查询", "成绩发布", "公布结果", "结果公布"),
        "{head}",
    ),
    (re.compile(r"(?:拿|取|发)证(?!明)"), ("领证", "证书发放", "证书领取"), "{head}"),
    (re.compile(r"(?:要)?(?:读|学|念|上)(?:几|多少)年"), ("学制", "修业年限"), "{head}是几年"),
    (re.compile(rf"{WHERE}(?:考试?|参加考试)"), ("考点", "考试地点", "考场"), "{head}是哪里"),
    (re.compile(rf"{WHERE}(?:体检|查体|查身体)"), ("体检医院", "体检机构"), "{head}是哪里"),
    (re.compile(rf"{WHERE}(?:确认|交验|审核)"), ("确认地点", "审核地点"), "{head}是哪里"),
    (
        re.compile(r"(?:什么时候|啥时候?|几时|何时|哪天)(?:截止|关门|结束|停报)"),
        ("截止时间", "报名截止", "截止日期"),
        "{head}是哪天",
    ),
    (
        re.compile(r"招(?:多少|几个?)人?"),
        ("招生计划", "招生人数", "招聘人数", "计划数"),
        "{head}多少人",
    ),
    (
        re.compile(r"(?:有|要)?(?:什么|啥|哪些)(?:要求|条件|限制)"),
        ("招生要求", "报考条件", "岗位条件", "报名条件", "资格条件"),
        "{head}是什么",
    ),
    (
        re.compile(r"(?:有|剩|空)(?:多少|几)个?(?:位置|名额|学位)"),
        ("空余学位", "剩余名额", "空余名额"),
        "{head}多少个",
    ),
)
"""What is said, the headers that it may mean, and how the question is then read."""


def in_header_words(library: Library, case: Case) -> Case | None:
    """The case with its question in the words of a header; None where nothing of it is said otherwise."""
    said = [(p, heads, form) for p, heads, form in HEADS if p.search(case.query.text)]
    if not said:
        return None
    search = TableSearch(library, case, Asked(case.query.text, case.query.named))
    known = list(dict.fromkeys(
        grid.head(c) for document, table, *_ in search.tables()
        for grid in (TableGrid(document, table),) for c in range(grid.columns)
    ))  # fmt: skip
    text = case.query.text
    for pattern, heads, form in said:
        held = next((h for h in heads if any(h in head for head in known)), "")
        own = pattern.search(text)
        if held and own and held not in text and not any(own.group() in head for head in known):
            text = f"{text[: own.start()]}{form.format(head=held)}{text[own.end() :]}"
    return replace(case, query=replace(case.query, text=text)) if text != case.query.text else None
