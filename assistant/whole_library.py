"""Questions for the library itself: how many documents there are, and which; told by title, nothing to cite."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.records import Answer
from ingest.records import quoted

PAPER = r"(?:政策)?文(?:件|档)|资料|政策"
ASKED = re.compile(r"哪|什么|啥|几|多少|列|清单|目录|名单")
"""What asks for them."""
LIGHT = re.compile(
    r"请问|请|现在|目前|当前|帮我|给我|告诉我|看看|列出|列一下|列|一下|一共|总共|全部|所有|分别|都|共"
    r"|你们?|我们|这个?(?=库|系统|平台)|库|系统|平台|里面|里头|里边|里|中|内"
    r"|收录|收集|收入|入库|上传|导入|保存|存|放|装|收|了|着|过|的|是|有没有|有|哪几|哪些|哪|什么|啥|些|几|多少|[份个部篇]"
    r"|清单|目录|名单|列表|名称|标题|数量|提到|吗|呢|啊|呀|么"
)
"""What may stand beside the documents in such a question."""
OF_LIBRARY = re.compile(r"库|系统|平台|收录|上传|导入|(?:几|多少)[份个部篇]?(?:文|政策文)")
"""What says that the library is meant, whatever was asked before."""
SHOWN = 30
"""Titles written out."""


def asks_for_all(text: str) -> bool:
    """Does a question ask for the documents of the library and name no matter: 库里有什么文件, 有几份文件?"""
    words = re.sub(r"[^一-鿿a-zA-Z0-9]", "", text)
    words = re.sub(rf"(?:{PAPER}|知识)库", "库", words)
    bare = re.sub(PAPER, "", words, count=1)
    return len(bare) < len(words) and bool(ASKED.search(words)) and not LIGHT.sub("", bare)


def all_documents(question: str, titles: Sequence[str]) -> Answer | None:
    """The number of documents and their titles; None where the question names a matter."""
    if not asks_for_all(question):
        return None
    shown = [f"{n}. {quoted(title)}" for n, title in enumerate(titles[:SHOWN], 1)]
    lines = [f"库中共 {len(titles)} 份文件：", *shown]
    if len(titles) > SHOWN:
        lines.append(f"等。其余 {len(titles) - SHOWN} 份见“文件”页。")
    return Answer("\n".join(lines), "structured", filter="库中的文件")
