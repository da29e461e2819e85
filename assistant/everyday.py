"""Everyday and local ways to ask, said as the rest of the rooms read them: 咋整 is 怎么办, 三等嘞 is 三等呢."""

from __future__ import annotations

import re

SAID: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?:咋|怎么|怎)(?:整|弄|搞|个?弄法|着办)(?=[？?。，,！!\s]|$)"),
        "怎么办",
    ),  # how to go about it
    (re.compile(r"(?:啷个|咋个|咋子|哪样办|点样|乍)"), "怎么"),  # how, in the south-west and south
    (re.compile(r"(?:啥子|么子|嘛子|啥玩意儿?|乜嘢?|什么子)"), "什么"),  # what
    (re.compile(r"好多(?=[个钱块元岁天年次人名所分节级小月钟])|几多"), "多少"),  # how many
    (re.compile(r"(?:莫得|冇得?|么得|木有|没得(?=[？?。，,\s]|$))"), "没有"),  # have not
    (re.compile(r"(?<=[一-鿿])[嘞咧哩哈噻](?=[？?。，,！!\s]|$)"), "呢"),  # a particle at the end
    (re.compile(r"(?<=[一-鿿])[嘞嘅](?=[一-鿿])"), "的"),  # the same between words: 的
    (re.compile(r"(?:系咪|得唔得|中不中|要得不|行不行得通)"), "可以吗"),  # is it allowed
    (re.compile(r"(?:俺|咱)(?:们)?(?=[家娃县市区省乡镇村校这])"), "我们"),  # we
    (re.compile(r"(?:介绍下|讲讲|唠唠|叨叨)(?=[^一-鿿]|$)"), ""),  # tell me
)
"""What is said, and what is read for it; each with its meaning."""


def plainly_said(question: str) -> str:
    """The question with local words as they are written everywhere."""
    for said, read in SAID:
        question = said.sub(read, question)
    return question
