"""What kind of list a question asks for, and whether a list is of that kind: steps, papers, conditions, cases, what
is forbidden, so many things, things of a name."""

from __future__ import annotations

import re

from assistant.listing import Listing
from assistant.records import Query
from ingest.grammar import parse_numeral

KINDS_OF_LISTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    # how it is done
    (
        re.compile(r"程序|流程|步骤|几步|怎么(?!样)|咋|如何|怎样|手续"),
        re.compile(r"程序|流程|步骤|手续|环节|方式|办法|办理[：:]|如何|怎样"),
    ),
    # what must be handed in
    (
        re.compile(r"材料|资料|证件|带(?:什么|啥|哪|上)|[交拿](?:什么|啥|哪|些)|提供(?:什么|啥|哪)"),
        re.compile(r"材料|资料|证件|证明|提交|携带|提供|凭"),
    ),
    # who may
    (
        re.compile(r"条件|资格|(?:什么|啥)(?:样的?)?人|哪些(?:人|学生|家庭)|谁(?:能|可以)|要求|标准"),
        re.compile(r"条件|资格|具备|符合|要求|对象|标准|人员|之一的"),
    ),
    # when it holds
    (
        re.compile(r"情形|情况|什么时候不|(?:什么|啥|哪些)(?:行为|事|错)"),
        re.compile(r"情形|情况|之一|下列|行为"),
    ),
    # what is wanted
    (
        re.compile(r"目标|指标|哪几个数|数字"),
        re.compile(r"目标|指标"),
    ),
    # what it holds
    (
        re.compile(r"内容|职责|任务|干(?:什么|啥)|管(?:什么|啥|哪)|(?:哪些|几个?)方面"),
        re.compile(r"内容|事项|职责|任务|包括|职权|工作|方面"),
    ),
)  # fmt: skip
"""What a question asks for, and how the heading or the lead of such a list says it."""
STEPS = 0
STEPS_SAID = re.compile(r"程序|流程|步骤|[几哪]步|手续|咋走|怎么走")
"""What asks for steps and not only how."""
FORBIDS_ASKED = re.compile(
    r"不(?:让|许|能|得|可|准|行|予|给|允许)(?!不)|禁止|严禁|别(?=[一-鿿])(?!的|人)"
    r"|(?:[换转办当考报读上领拿评选申]|进|参加|申请|享受)不(?:了|成|到)|没(?:有)?资格"
)
FORBIDS = re.compile(r"不得|不(?:予|准|许|能|可|允许|再|应|宜)|禁止|严禁")
"""A question for what is forbidden, and words that forbid."""
HOW_MANY = re.compile(
    r"([一二三四五六七八九十两\d]{1,3})(?:大|个|项|条|种|类|方面|步|件|点|有|不准?|统一|化|工程|行动|支柱|原则)"
)
"""七大工程: how many items are asked for."""
ASKED_NOUN = re.compile(
    r"(?:哪些|那些|哪几[个种类项条所家门]?|哪[二三四五六七八九十两]+[大个种类项条]?|有什么|有啥)(?P<after>[一-鿿]{2})"
    r"|(?P<before>[一-鿿]{2})(?:都|一共|总共|具体|主要|分别)*(?:有|是|包括|分为?|指|含)?(?:哪些|那些|哪几|什么|啥)"
)
"""The noun that is listed: 哪些形式, 奖项有哪些."""
SEVERAL = re.compile(
    r"哪(?:[些几二三四五六七八九十两]|\d+)|那些|那几[个种类项条所家门]|(?:都|各|分别)?(?:有|是|叫|包括|为)(?:什么|啥|谁)|(?:什么|啥)(?:样的?)?(?:指标|材料|条件|情况|事|行为|学生|人)|^谁|[，,]谁|[有分]几[种类个]"
)
"""A question for several things."""
OF_ITEMS = frozenset({"open", "who", "tasks", "targets", "count"})
"""Kinds of questions that a list answers where they ask for several things."""
WHICH = re.compile(r"[哪那]几[个种类项条所家门步样方](?!月)|[哪那]些|[有分]几[种类](?!$)")
"""哪几种: several things, whatever else the question says."""


LISTS = frozenset({"list", "procedure", "definition", "overview"})
"""Kinds of questions that a list may answer whatever else they say."""


def asks_for_list(query: Query) -> bool:
    """May a list answer the question?"""
    return query.kind in LISTS or asks_for_items(query)


def asks_for_items(query: Query) -> bool:
    """Is a question of another kind one for several things: 七大工程都是啥, 备注破格的是谁?"""
    several = query.kind in OF_ITEMS and bool(SEVERAL.search(query.text))
    return several or (query.kind == "number" and bool(WHICH.search(query.text)))


THINGS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    # schools and universities by their names
    (
        re.compile(r"[哪那](?:[几些]|[一-鿿])?[所个家](?:学校|大学|高校|学院|院校|中学|小学|幼儿园)|[哪那]些(?:大学|高校|学院|院校|中学)"),
        re.compile(r"[一-鿿]{2}(?:大学|学院|(?<![几各等类办小])学校|中学|(?<![和及与等的])初中|小学|幼儿园|[一二三四五六七八九十]中|实小)"),
    ),
    # counties, cities
    (
        re.compile(r"[哪那]几个(?:县|区|市|省)(?![级域内直属辖重场民])|[哪那]些(?:县|区市|省份)"),
        re.compile(r"[一-鿿](?:县|区|市|旗|州|省)"),
    ),
    # papers
    (
        re.compile(r"带(?:什么|啥|哪[些几])|(?:哪[些几种样]|什么|啥)[一-鿿]{0,3}(?:材料|证件|资料)|(?:材料|证件|资料)[^，。？]{0,6}(?:哪[些几]|什么|啥)"),
        re.compile(r"证|[簿表件照函单]|材料|资料|证明|合同|[申请任承]诺?书"),
    ),
    # hospitals, companies
    (re.compile(r"[哪那]几家|[哪那]些(?:医院|企业|公司)"), re.compile(r"医院|公司|厂|中心|[局委厅部所]")),
)  # fmt: skip
"""Things that are asked for by their names, and how such names read."""


class ListForm:
    """What kind of list one question asks for."""

    def __init__(self, query: Query) -> None:
        text = query.text
        asked = [n for n, (words, _) in enumerate(KINDS_OF_LISTS) if words.search(text)]
        self.kinds = [KINDS_OF_LISTS[n][1] for n in asked]
        self.steps = STEPS in asked
        self.steps_said = bool(STEPS_SAID.search(text))
        self.other_kinds = [said for n, (_, said) in enumerate(KINDS_OF_LISTS) if n not in asked]
        self.forbids = bool(FORBIDS_ASKED.search(text))
        counts = [parse_numeral(n) for n in HOW_MANY.findall(text)]
        self.counts = {int(n) for n in counts if n is not None and 1 < n <= 40}
        several = SEVERAL if query.kind != "who" else WHICH
        self.which = bool(several.search(text)) and query.kind in ("list", "number", *OF_ITEMS)
        self.things = [said for asked_for, said in THINGS if asked_for.search(text)]
        noun = ASKED_NOUN.search(text)
        self.noun = (noun["after"] or noun["before"]) if noun else ""

    def lacks_things(self, words: str) -> bool:
        """Are things asked for by their names, and are none of these there: 哪几所大学, and no name of one?"""
        return any(not said.search(words) for said in self.things)

    def signals(
        self, listing: Listing, head: str, path: str, words: str, count: int
    ) -> dict[str, float]:
        """Is it a list of the kind, of the number and of the things asked for?"""
        of_kind = any(kind.search(head) for kind in self.kinds)
        forbids = bool(FORBIDS.search(head))
        return {
            "kind": float(of_kind),
            "kind_above": float(not of_kind and any(kind.search(path) for kind in self.kinds)),
            "other_kind": float(
                bool(self.kinds) and not of_kind and any(k.search(head) for k in self.other_kinds)
            ),
            "forbidden": float(self.forbids and forbids),
            "not_forbidden": float(self.forbids and not forbids),
            "forbids": float(forbids and not self.forbids),
            "noun": float(bool(self.noun) and self.noun in head),
            "named_after": self._named_after(words) if listing.kind == "enumeration" else 0.0,
            "count": float(count in self.counts),
            "other_count": float(bool(self.counts) and count not in self.counts),
        }

    def _named_after(self, words: str) -> float:
        """Are the things named in a sentence those asked for (声乐、舞蹈等形式), not the asked one among others?"""
        if not self.noun or self.noun not in words:
            return 0.0
        at = words.find(self.noun)
        end = at + len(self.noun)
        begin = max(words.rfind(mark, 0, at) for mark in "，。；：:、等") + 1
        among = words[end : end + 1] == "、" or words[begin - 1 : begin] == "、"
        return -1.0 if among and "等" not in words[end - 12 : end] else 1.0
