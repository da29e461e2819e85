"""Answers on the matter that lack the very form asked for: a reason, a definition, an amount, an office of the rank that
is asked for, a thing of the kind that is asked for by name, where to complain."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.records import Query

REASON_ASKED = re.compile(
    r"为什么|为啥|为何(?![时地人物种年月日])|(?:原因|缘由|理由)(?:都|主要|究竟)?(?:是|有|在)?(?:什么|啥|哪)|(?:什么|啥)(?:原因|缘由|理由)|凭什么"
)
REASON = re.compile(
    r"因|由于|原因|缘|为(?:了|保|防|避|加|提|促|进|确|满|切|深|贯|落|解|方)|影响|导致|考虑到|鉴于|造成|根据|依据|按照|旨在|以便|主要是|目的"
)
DEFINITION_ASKED = re.compile(
    r"(?:怎[么样]|如何|咋)[一-鿿]{0,2}(?:定义|界定)|(?:定义|界定)(?:是|为)?(?:什么|啥|怎)?[的呢？?]?$"
)
DEFINITION = re.compile(r"指|称|即|定义|界定|是[一-鿿]{2,}的|包括|为[一-鿿]{2,}的")
OFFICE_ASKED = re.compile(
    r"哪(?:个|一个|几个|些)?(厅|局|委|办|科|处|股|司)(?![一-鿿]?级|[处里儿])(?:[室办局]|牵头|负责|管|来|主|承|的|[？?。]|$)"
)
THING_ASKED = re.compile(
    r"[哪那](?:些|几[个家所座处款])(?:[一-鿿]{0,4}?)(博物馆|图书馆|科技馆|美术馆|纪念馆|场馆|医院|企业|公司|厂|社团|公园|少年宫|出版社)"
    r"(?=[？?。，、都有是能可在的参入被合签]|$)"
)
AMOUNT_ASKED = re.compile(
    r"多少(?:个|万|亿)?(?:分|元|块|钱|人|名|所|个|平方米|公里|课时|学时|小时|天|斤|克|%|％|岁)|百分之(?:多少|几)"
)
AMOUNT = re.compile(
    r"[\d〇零一二两三四五六七八九十百千万亿半双]|免|全额|全部|所有|均|每个|不收|不再|没有|不设|无|足额|据实|翻番"
)

COMPLAINT_ASKED = re.compile(
    r"(?:找|向|跟|打|去)?(?:谁|哪[里儿个]?|啥地方|什么(?:地方|部门|电话))[^，。]{0,4}(?:反映|投诉|举报|告状|说理)"
)
COMPLAINT = re.compile(r"反映|投诉|举报|监督|电话|热线|信箱|邮箱|联系|受理|咨询")

WHO_ASKED = re.compile(
    r"谁(?:来)?(?:负责|牵头|管|主管|负主要责任|组织|承办|批)|(?:归|由|该)谁(?:管|负责|来|牵头)|(?:哪个|哪些|什么|啥)(?:部门|单位|科室|处室|股室)(?:来)?(?:负责|牵头|管|主管|组织|承办)"
)
SAYS_WHO = re.compile(
    r"\t|负责|牵头|主管|责任|承办|由[一-鿿]{2,}|局(?![限面部])|委(?!托)|厅|办(?![理法事学园公结])|科(?![学技目普研教])|处(?![理分罚置])|股|院(?!校)"
    r"|教育部|学校|政府|园长|校长|主任|组长|书记|部门|单位|中心|机构|家长|监护人|教师|班主任"
)


def lacks_form(query: Query, own: str) -> bool:
    """Is a form asked for that the answer with all that it cites does not hold?

    Args:
        own: The answer's words and those it cites, without titles and headings.
    """
    return any(rule(query.text, own) for rule in RULES)


def _no_reason(question: str, own: str) -> bool:
    return bool(REASON_ASKED.search(question)) and not REASON.search(own)


def _no_definition(question: str, own: str) -> bool:
    return bool(DEFINITION_ASKED.search(question)) and not DEFINITION.search(own)


def _no_such_office(question: str, own: str) -> bool:
    """哪个厅 asks for one: 省教育厅, and no school."""
    asked = OFFICE_ASKED.search(question)
    return asked is not None and not re.search(f"[一-鿿]{asked[1]}", own)


def _no_such_thing(question: str, own: str) -> bool:
    asked = THING_ASKED.search(question)
    return asked is not None and asked[1][-2:] not in own


def _no_amount(question: str, own: str) -> bool:
    return bool(AMOUNT_ASKED.search(question)) and not AMOUNT.search(own)


def _no_way_to_complain(question: str, own: str) -> bool:
    return bool(COMPLAINT_ASKED.search(question)) and not COMPLAINT.search(own)


def _no_one(question: str, own: str) -> bool:
    return bool(WHO_ASKED.search(question)) and not SAYS_WHO.search(own)


RULES: tuple[Callable[[str, str], bool], ...] = (
    _no_reason,
    _no_definition,
    _no_such_office,
    _no_such_thing,
    _no_amount,
    _no_way_to_complain,
    _no_one,
)
