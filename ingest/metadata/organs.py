"""Who issued a document: organs named in the letterhead, the title, the signature, a law's history."""

from __future__ import annotations

import re
from collections.abc import Sequence

ENDS = (
    "人民政府办公厅|人民政府办公室|政府办公厅|政府办公室|人民政府|代表大会常务委员会|代表大会|委员会办公室|委员会|"
    "办公厅|办公室|教育局|教体局|局|厅|部|委|总署|署|国务院|法院|检察院|大学|学院|学校|中学|小学|幼儿园|中心|集团|协会|"
    "学会|银行|管委会|政府|指挥部|领导小组|工作组|综合组|科|处|院|所|馆|联合会|教委|发改委|团委|党委"
)
ORGAN = re.compile(rf"^[一-鿿]{{0,36}}?(?:{ENDS})$")
"""An organ's name, whole."""
NO_ORGAN = re.compile(
    r"全部|一部|内部|干部|^各|部署|^本|^我|是|的|了|^附|等部|名单|^表|^图|责任|牵头|第.{1,3}部|人员|领导$|以上|^有关"
)
"""Words that end like an organ and are none."""
SEPARATORS = re.compile(r"[\s　、，,]+")
LETTERHEAD = re.compile(r"^(.{2,120}?)\s*文\s*件$")
"""澄州市青禾区教育局文件"""
TITLE_ISSUER = re.compile(
    rf"^((?:[一-鿿]{{0,30}}?(?:{ENDS}))(?:[、\s]+(?:[一-鿿]{{1,30}}?(?:{ENDS})))*)(等[一二三四五六七八九十\d]+部门)?"
    r"\s*(?=关于|印发|转发|发布|公布|批转|[《“]|20\d\d年|年?度?工作)"
)
"""The issuers a title begins with."""
REPORT = re.compile(
    r"^(?:(?:19|20)\d{2}年?)?([一-鿿]{2,12}?(?:省|市|自治区|区|县|州|盟|旗))(?:人民)?(?:(?:19|20)\d{2}年?)?政府工作报告"
)
"""2026年上海市政府工作报告: a report of the people's government."""
ORDER_ORGAN = re.compile(
    r"(?:中华人民共和国)?([一-鿿]{2,20}?)(?:令|公告)\s*第?\s*[0-9一二三四五六七八九十百〇零]+\s*号"
)
"""国家教育委员会令第10号"""
PASSED = re.compile(
    r"(?:^|[\s日])(?:第[一-鿿]{1,4}届)?([一-鿿]{2,12}?)(?:第[一-鿿]{1,4}届)?(人民代表大会(?:常务委员会)?)(?:第[一-鿿]{1,5}次)?"
)
"""上海市第十六届人民代表大会常务委员会第十五次会议; the term is no part of the name."""
TERM = re.compile(r"第[一二三四五六七八九十]{1,4}届")
STATE = re.compile(r"^中华人民共和国(?=国务院|国家|[一-鿿]{1,6}部$)")


def organs_of(line: str) -> tuple[str, ...]:
    """The organs a line names, where it names nothing else; a word set wide (公 安 部) is one name."""
    if not line or len(line) > 140 or re.search(r"[。；：:！？\d]", line):
        return ()
    names: list[str] = []
    letters = ""
    for token in SEPARATORS.split(line.strip()):
        if len(token) == 1:
            letters += token
            continue
        if letters:
            names.append(letters)
            letters = ""
        names.append(token)
    names += [letters] if letters else []
    good = [n for n in names if ORGAN.match(n) and not NO_ORGAN.search(n)]
    return tuple(good) if good and len(good) == len(names) else ()


def letterhead(lines: Sequence[str]) -> tuple[str, ...]:
    """The organs above “文件” at the top, on one line or on lines of their own."""
    for index, line in enumerate(lines):
        match = LETTERHEAD.match(line)
        if match and (organs := organs_of(match[1])):
            above: list[str] = []
            for earlier in reversed(lines[:index]):
                if not (more := organs_of(earlier)):
                    break
                above[:0] = more
            return (*above, *organs)
    return ()


def title_organs(title: str) -> tuple[tuple[str, ...], bool]:
    """The organs a title begins with, and whether it says that there are more (等六部门)."""
    if match := REPORT.match(title):
        return (f"{match[1]}人民政府",), False
    match = TITLE_ISSUER.match(title)
    if match is None:
        return (), False
    organs = tuple(o for o in SEPARATORS.split(match[1]) if o and not NO_ORGAN.search(o))
    return organs, bool(match[2])


def law_organs(lines: Sequence[str]) -> tuple[str, ...]:
    """Who made a law: the organs of its order (令), else the congress that passed it first."""
    for line in reversed(lines):
        organs = [without_term(m[1]) for m in ORDER_ORGAN.finditer(line) if len(line) <= 120]
        organs = [o for o in organs if ORGAN.match(o)]
        if organs:
            return tuple(organs)
    for line in lines:
        if "通过" in line and (match := PASSED.search(line)):
            return (match[1] + match[2],)
    return ()


def without_term(organ: str) -> str:
    """上海市人民代表大会常务委员会 of 上海市第十六届…: an organ's name without state and term."""
    return TERM.sub("", STATE.sub("", organ))


def joined(organs: Sequence[str]) -> str:
    """Several issuers as one value: 甲教育局、甲财政局."""
    return "、".join(dict.fromkeys(organs))
