"""What is said to a greeting, to thanks and to a farewell."""

from __future__ import annotations

import re

HELLO = (
    "您好！我只根据库里的文件回答，每句话都标出处，文件里没有的会直说。可以这样问：\n"
    "- 数字和时间：“初中生均公用经费是多少”“什么时候报名”\n"
    "- 能不能、谁负责、怎么办：“低保家庭免费吗”“这项工作谁牵头”“转学要什么材料”\n"
    "- 清单：“9月份有哪些工作”“还有哪些没完成”“有哪些指标”\n"
    "- 合计和比较：“投资一共多少”“今年比去年提高多少”“新旧办法有什么不同”\n"
    "- 条文和文件：“第十条是什么内容”“哪些文件提到课后服务”\n\n"
    "可以接着追问，也可以一次问几个问题。全部指标和时间节点在“任务清单”里。"
)
HELLO_ENGLISH = (
    "Hello! I answer from the documents in this library and show the source of every sentence. Ask for a number, a "
    "date, who is responsible, whether something is allowed, the tasks of a month, a sum or a comparison. The "
    "documents are Chinese: questions in Chinese are understood best."
)
WELCOME, WELCOME_ENGLISH = "不客气！还有问题请接着问。", "You are welcome. Do ask on."
NOTED, NOTED_ENGLISH = "好的，还有问题请接着问。", "All right. Do ask on."
GOODBYE, GOODBYE_ENGLISH = "再见！需要时随时来问。", "Goodbye!"
THANKS = re.compile(r"谢|辛苦|thank", re.I)
AGREES = re.compile(r"好的|好吧|明白|知道了|收到|^[嗯哦噢]+|ok", re.I)
FAREWELL = re.compile(r"再见|拜拜|bye", re.I)
HAN, LATIN = re.compile(r"[一-鿿]"), re.compile(r"[a-z]", re.I)


def greeted(text: str) -> str:
    """The reply to a greeting, in its language."""
    chinese = bool(HAN.search(text)) or not LATIN.search(text)
    if THANKS.search(text):
        return WELCOME if chinese else WELCOME_ENGLISH
    if FAREWELL.search(text):
        return GOODBYE if chinese else GOODBYE_ENGLISH
    if AGREES.search(text):
        return NOTED if chinese else NOTED_ENGLISH
    return HELLO if chinese else HELLO_ENGLISH
