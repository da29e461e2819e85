"""Tells in a law what obliges: a number there is a norm only where the words around it bind somebody."""

from __future__ import annotations

import re

from ingest.extract.clauses import Clause, Sentence

# A line that opens a list of norms, its items, and lists of other things.
LIST_OPENS = re.compile(r"[：:]\s*$")
LIST_ITEM = re.compile(r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])")
FORBIDS = re.compile(r"禁止|不得|罚|处分|下列行为|下列情形|之一")
# Words of obligation that make a number in a law a norm.
NORM = re.compile(
    r"应当?|须|必须|不得|不宜|不低于|不少于|不超过|不高于|至少|达到|要(?!求)|按照?.{0,20}(?:标准|比例)|为|以上|核[定增]|安排|保证|确保|每(?:[天日周月年班校生园县]|学期|学年)"
)
NORM_BEFORE = re.compile(r"应当?|必须|须|不得")
# 应当根据规定，|按照工资总额的1.5%提取: the obligation stands clauses before.
DUTY_BEFORE = re.compile(r"(?:应当|必须|不得)[^；;：:]*[，,][^；;：:，,]*$")
# 每班幼儿人数一般为：|小班25人: what stands before the colon says that a norm follows.
NORM_OPENS = re.compile(r"(?:应当?|不得|一般|标准|要求)(?:为|是|如下)?[：:]")
PER_PERSON = re.compile(r"(?:生|人|师|班)均|每[一二三四五六七八九十百千万\d]+(?:人口|户|名)")


def introduced(text: str, before: bool) -> bool:
    """Whether the items of a list are norms because the line above says so: 应当符合下列标准：."""
    if LIST_OPENS.search(text):
        return bool(NORM.search(text)) and not FORBIDS.search(text)
    return before and bool(LIST_ITEM.match(text))


def binds(clause: Clause, sentence: Sentence, at: int) -> bool:
    """Whether the value at offset ``at`` stands under an obligation: in its clause, or said before it."""
    before = sentence.text[: at - sentence.start]
    return bool(
        NORM.search(clause.text)
        or PER_PERSON.search(clause.text)
        or DUTY_BEFORE.search(before)
        or NORM_OPENS.search(before)
    )
