"""Clauses that ask once more for the one way that the clause before asks for: no questions of their own."""

from __future__ import annotations

import re

from assistant.remedies import QUARREL

HOW = re.compile(r"怎么|咋|如何|怎样")
SAME_HOW = re.compile(
    r"^(?:具体|都|又|还)?(?:要|该|得|需要?|应该)?(?:先)?(?:走|按|办|履行|经过|有|是)?(?:什么|啥|哪些|哪几个?|怎样的?|怎么个)(?:样的?)?(?:程序|流程|手续|步骤|环节)(?:来|走|办)?[呢啊呀]?[？?]?$"
    r"|^(?:程序|流程|手续|步骤)(?:是)?(?:怎么|什么|啥|咋)?(?:样|走|办|来)?的?[呢啊呀]?[？?]?$|^(?:分|要)?(?:走)?(?:哪)?几步(?:走)?[？?]?$"
)
"""怎么转专业，要走什么程序: the same once more."""
OF_REMEDY = re.compile(
    r"^(?:应该?|要|该|可以|能)?(?:向|找|跟|去|到)(?:谁|哪里?|哪儿|哪个?(?:部门|单位))(?:提|交|说|去|反映|申诉|申请)?[呢啊呀]?[？?]?$|^(?:要|该|应该)?(?:怎么|咋|如何)(?:提|写|走|办|申诉|反映|申请|投诉)[呢啊呀]?[？?]?$|^(?:要|得)?(?:多久|几天|多长时间)(?:之?内|有结果|给答复|能答复)?[？?]?$"
)
"""Behind a quarrel (我不服，几天之内、向谁、怎么申诉) to whom, how and within what time: the steps tell all of it."""


def of_one_way(before: str, clause: str) -> bool:
    """Is one way asked for in several words: 怎么转学，走什么程序; 我不服，向谁、怎么申诉?"""
    how = bool(HOW.search(before) and SAME_HOW.match(clause))
    return how or bool(QUARREL.search(before) and OF_REMEDY.match(clause))
