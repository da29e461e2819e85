"""Chains of questions over the sample documents: what each turn is understood as."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assistant.names import Known
from assistant.question import read_question
from assistant.records import Query

TODAY = dt.date(2026, 6, 1)
LIBRARY = (
    Known("p25", "澄州市青禾区教育局2025年工作要点", "1", "澄州市青禾区", "", (2025,)),
    Known("p26", "澄州市青禾区教育局2026年工作要点", "2", "澄州市青禾区", "", (2026,)),
    Known("cs", "青禾区中小学课后服务管理办法", "3", "澄州市青禾区", "青教〔2026〕3号", (2026,)),
    Known("fund", "关于调整2026年生均公用经费标准的通知", "4", "澄州市青禾区", "", (2026,)),
    Known("eye", "青禾区综合防控儿童青少年近视三年行动方案（2025—2027年）", "5", "澄州市青禾区", "", (2025,)),
    Known("river", "临溪县幼儿园收费办法", "6", "临溪县", "", (2026,)),
)  # fmt: skip
ANSWERED = {"艺术节报名表什么时候交？": ("fund",), "课后服务每学期最多收多少钱？": ("cs",)}
"""Documents that questions without a document's name were answered from."""
LIST = "报名要带：\n1. 户口簿[1]\n2. 房屋产权证明[2]\n3. 预防接种证[3]"

Turn = str | tuple[str, str]
CHAINS: tuple[tuple[str, tuple[Turn, ...], str, dict[str, Any]], ...] = (
    # name, turns (a question, or a question and its answer; the last is read), text, slots
    ("scope", ("初中生均公用经费是多少？", "那小学呢？"), "小学生均公用经费是多少？", {"scope": "小学", "kind": "number"}),
    ("scope, year", ("初中生均公用经费是多少？", "那小学呢？", "2025年呢"), "2025年小学生均公用经费是多少？",
     {"scope": "小学", "years": (2025,), "kind": "number"}),
    ("number of the document", ("课后服务每学期最多收多少钱？", "文号是多少"), "文号是多少", {"documents": ("cs",)}),
    ("basis of the document", ("课后服务每学期最多收多少钱？", "依据的是什么文件？"), "依据的是什么文件？", {"documents": ("cs",)}),
    ("year of the document", ("课后服务每学期最多收多少钱？", "哪一年出台的"), "哪一年出台的", {"documents": ("cs",)}),
    ("an age reached", ("小孩能骑共享单车吗", "满12岁了又怎么办"), "小孩能骑共享单车 满12岁了又怎么办", {"follow_up": True}),
    ("when", ("中学生艺术节由谁负责？", "什么时候？"), "中学生艺术节 什么时候", {"kind": "date"}),
    ("who", ("东校区什么时候竣工？", "谁负责"), "东校区竣工 谁负责", {"kind": "who"}),
    ("when, who", ("区级展演在哪天？", "由谁牵头？", "材料交给谁"), "区级展演在 材料交给谁", {"kind": "who"}),
    ("month", ("2026年9月份有哪些工作？", "10月呢？"), "10月有哪些工作？", {"kind": "tasks"}),
    ("place", ("临溪县幼儿园保教费收多少？", "那青禾区呢"), "青禾区幼儿园保教费收多少？",
     {"places": ("澄州市青禾区",), "missing": (), "documents": None}),
    ("place missing", ("海宁市幼儿园保教费收多少？", "那临溪县呢"), "临溪县幼儿园保教费收多少？",
     {"places": ("临溪县",), "missing": ()}),
    ("no such place", ("临溪县幼儿园保教费收多少？", "龙湖区呢"), "龙湖区幼儿园保教费收多少？",
     {"places": (), "missing": ("龙湖区",)}),
    ("article", ("课后服务管理办法第七条怎么说", "第八条呢"), "课后服务管理办法第七条怎么说",
     {"article": "8", "kind": "article", "documents": ("cs",), "named": ("课后服务管理办法",)}),
    ("next article", ("课后服务管理办法第七条怎么说", "下一条呢？"), "课后服务管理办法第七条怎么说",
     {"article": "8", "kind": "article", "documents": ("cs",)}),
    ("this article", ("课后服务管理办法第七条怎么说", "上一条说的具体指什么"),
     "课后服务管理办法第七条怎么说 上一条说的具体指什么", {"article": "7", "documents": ("cs",), "kind": "definition"}),
    ("article of it", ("课后服务每学期最多收多少钱？", "第五条是什么内容"), "课后服务每学期收 第五条是什么内容",
     {"article": "5", "kind": "article", "documents": ("cs",)}),
    ("this document", ("课后服务管理办法讲了什么？", "这个办法什么时候施行？"), "这个办法什么时候施行？",
     {"documents": ("cs",), "kind": "date"}),
    ("in force", ("课后服务管理办法的收费标准是多少？", "什么时候开始施行？"), "什么时候开始施行？",
     {"documents": ("cs",), "kind": "date"}),
    ("issued by", ("课后服务每学期最多收多少钱？", "谁发的？"), "谁发的？", {"documents": ("cs",), "kind": "who"}),
    ("document answered from", ("课后服务每学期最多收多少钱？", "这个办法从哪天开始施行"), "这个办法从哪天开始施行",
     {"documents": ("cs",), "kind": "date"}),
    ("title of the answer", (("近视率要降到多少？", "《青禾区综合防控儿童青少年近视三年行动方案（2025—2027年）》：60%以下[1]。"),
     "这个方案由谁牵头"), "这个方案由谁牵头", {"documents": ("eye",), "kind": "who"}),
    ("in it", ("课后服务管理办法讲了什么？", "里面提到的费用是多少？"), "里面提到的费用是多少？",
     {"documents": ("cs",), "kind": "number"}),
    ("year of a plan", ("2026年工作要点里新增多少学位？", "2025年呢？"), "2025年工作要点里新增多少学位？",
     {"documents": None, "years": (2025,)}),
    ("year within a plan", ("近视三年行动方案要求2026年近视率降到多少？", "2027年呢？"),
     "近视三年行动方案要求2027年近视率降到多少？", {"years": (2027,), "kind": "number"}),
    ("why", ("为什么不能布置书面作业？", "一年级呢"), "为什么不能布置书面作业？ 一年级", {"kind": "open"}),
    ("more", ("补助对象有哪些？", "还有别的吗？"), "补助对象有哪些？", {"kind": "list", "follow_up": True}),
    ("item", (("报名要带哪些材料？", LIST), "第二项在哪里开？"), "房屋产权证明 在哪里开", {"follow_up": True}),
    ("condition", ("旷课十节给什么处分", "要是旷到四十节呢？"), "旷课十节给什么处分 要是旷到四十节", {"follow_up": True}),
    ("this plan", ("临溪县2025年增加多少高中招生计划？", "那2026年这个计划再增加多少？"),
     "临溪县2026年增加高中招生计划 2026年再增加多少", {"documents": None, "years": (2026,), "places": ("临溪县",)}),
    ("another matter", ("学生在学校受伤致残，赔偿金按几年算？", "要是没救回来，丧葬费又怎么算？"),
     "学生在学校受伤致残 要是没救回来，丧葬费又怎么算", {"kind": "procedure"}),
    ("noun first", ("大学的军训要多少时间？", "高中的呢，总共几天？"), "高中的军训时间 总共几天", {"scope": "高中"}),
    ("said again", ("参加医保，三级医院门诊自负多少", "如果是住院，三级医院自负多少"), "如果是住院，三级医院自负多少", {"follow_up": True}),
    ("clock", ("初中课后服务几点结束？", "小学呢"), "小学课后服务几点结束？", {"kind": "open"}),
    ("new topic", ("初中生均公用经费是多少？", "校车驾驶人要满足什么条件？"), "校车驾驶人要满足什么条件？",
     {"follow_up": False, "scope": ""}),
    ("new short topic", ("初中生均公用经费是多少？", "校车谁管"), "校车谁管", {"follow_up": False}),
    ("new topic, same place", ("临溪县幼儿园保教费收多少？", "那家长学校一年要办几次活动"), "家长学校一年要办几次活动",
     {"places": ("临溪县",), "follow_up": True}),
    ("list of a time", ("课后服务怎么收费？", "今年有多少项任务"), "今年有多少项任务", {"follow_up": False, "kind": "count"}),
    ("library", ("课后服务怎么收费？", "有几份文件"), "有几份文件", {"follow_up": False}),
    ("generic words", ("家庭困难的高中生补助多少？", "怎么申请"), "家庭困难的高中生补助 怎么申请", {"kind": "procedure"}),
    ("four turns", ("临溪县幼儿园保教费收多少？", "那青禾区呢", "什么时候开始收", "谁批"), "青禾区幼儿园保教费收 开始收 谁批",
     {"places": ("澄州市青禾区",), "kind": "who"}),
)  # fmt: skip


def read(turns: tuple[Turn, ...]) -> Query:
    pairs = [turn if isinstance(turn, tuple) else (turn, "……[1]。") for turn in turns]
    history = [
        part for asked, said in pairs[:-1] for part in (("user", asked), ("assistant", said))
    ]
    return read_question(
        pairs[-1][0], history=history, today=TODAY, library=LIBRARY,
        answered=lambda question, earlier: ANSWERED.get(question, ()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("turns", "text", "slots"), [c[1:] for c in CHAINS], ids=[c[0] for c in CHAINS]
)
def test_a_chain_is_understood(turns: tuple[Turn, ...], text: str, slots: dict[str, Any]) -> None:
    query = read(turns)
    assert query.text == text
    assert {name: getattr(query, name) for name in slots} == slots
