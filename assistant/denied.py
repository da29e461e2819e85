"""What a question says it is not about: 不是示范园的, 不住校的; a text that says so of its subject is of another matter."""

from __future__ import annotations

import re

from assistant.terms import Term, coverage

OUTCOME = (
    r"(?<=[（(，,、])没有?(?P<one>[一-鿿]{2})没有?(?P<other>[一-鿿]{2})"
    r"|(?:没有?(?:落下|造成|留下|导致|引起|构成|达到)|(?<=[（(，,])(?:没有?|未|无))(?P<come>[一-鿿]{2,4})(?=[^一-鿿]|的|没|也没)"
)
"""What has not come of it: 没造成损失, （没落下病根）."""
LEFT_OUT = (
    r"(?:除了|除开|除去|抛开|撇开|刨去|不含|不包括|不包含|(?:(?<=[，,。；; ])|^)不要)"
    r"(?P<less>[一-鿿]{2,6}?)(?=那种|这种|那类|以外|之外|的|，|,|[？?\s]|$)"
)
"""What is not meant: 不要体育的, 除了高三."""
DENIED = re.compile(
    r"(?:不是|不算|不属于|没有?评上|并非|非)(?P<name>[一-鿿]{2,6}?)(?=那种|这种|那类|的|，|,|[？?]|$)"
    rf"|{LEFT_OUT}|不(?![得能准许让可予应该])(?P<doing>[一-鿿]{{2}})的(?=[一-鿿])|{OUTCOME}"
)
"""The words denied: by name, by what is not done (不住校的学生), by what has not come of it."""
REMARK = re.compile(r"[（(][^（）()]+[）)]?")
ASKS = re.compile(r"是不是|不是[^，。]{0,12}[吗么嘛]|(?:算|是|属)不算")
"""不是…吗 asks whether, and denies nothing."""
SAYS_NOT = re.compile(
    r"非|不(?!超过|[少低高大小多]于|得|满|足|能|同|再|另)|未|无|没有|其他|其它|其余|以外|除|一般"
)
"""How a text says that it is of the others: 非寄宿生, 其他公办园."""
PARTS = re.compile(r"[^、，,；;：:]+[、，,；;：:]?")
"""What a sentence strings together: 示范园…元、其他园…元."""
HAS_VALUE = re.compile(r"\d|[一二三四五六七八九十百千万]{2,}")
ELLIPSIS = "……"
HELD = 0.7
"""Share of the denied word's characters that make a text one of it, synonyms included."""


def denied(question: str) -> tuple[str, ...]:
    """The words that a question denies."""
    if ASKS.search(question):
        return ()
    return tuple(word for m in DENIED.finditer(question) for word in m.groups() if word)


def without_outcomes(question: str) -> str:
    """The question without what has not come of it and what is left out: a text that answers need not say that."""
    if ASKS.search(question):
        return question
    question = re.sub(rf"{LEFT_OUT}(?:以外|之外|的)*", " ", question)
    aside = REMARK.sub(lambda m: " " if re.search(OUTCOME, m.group()) else m.group(), question)
    return re.sub(OUTCOME, " ", aside)


def leads_the_denied(words: tuple[str, ...], head: str) -> bool:
    """Does a clause of what leads a list put the case that is denied: 造成损失的，…？"""
    return any(of_the_denied(words, part) for part in PARTS.findall(head))


def of_the_denied(words: tuple[str, ...], text: str) -> bool:
    """Does a text speak of what is denied, and of nothing else?"""
    if not words or SAYS_NOT.search(text):
        return False
    terms = [Term(word, (1.0,) * len(word)) for word in words]
    return any(coverage((term,), text) >= HELD for term in terms)


def without_denied(words: tuple[str, ...], sentence: str) -> str:
    """A sentence that speaks of the denied and of the others, without the stretches on the denied; what is left out
    is marked."""
    if not words:
        return sentence
    kept: list[str] = []
    for part in PARTS.findall(sentence):
        if of_the_denied(words, part):
            if not kept or kept[-1] != ELLIPSIS:
                kept.append(ELLIPSIS)
            continue
        kept.append(part)
    return "".join(kept) if any(HAS_VALUE.search(part) for part in kept) else sentence
