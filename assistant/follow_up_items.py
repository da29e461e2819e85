"""Follow-ups that point into the answer before them: the rest of it (还有吗), another article, an item of its list."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.follow_up_words import ANOTHER_ARTICLE, ORDINAL_ITEM, PRONOUN
from assistant.records import Query
from assistant.terms import content
from ingest.grammar import parse_numeral

SAYS_NO_MORE = 6
"""Characters beside its ordinal with which a question asks nothing of its own: 第2点讲啥."""


def more(own: Query, earlier: Query) -> Query:
    """还有吗: everything of the kind, not the best of it."""
    wide = earlier.kind in ("number", "open", "yesno", "who", "definition", "date")
    return replace(
        earlier, question=own.question, kind="list" if wide else earlier.kind, follow_up=True
    )


def renumbered(text: str, number: str) -> str:
    """The question before with another number in place of its own: 责任划分第2条 for 责任划分第1条."""
    named = ORDINAL_ITEM.search(text)
    return f"{text[: named.start(1)]}{number}{text[named.end(1) :]}" if named else text


def article(own: Query, earlier: Query) -> Query | None:
    """下一条, 上一条 and 第五条呢 after an article; 上一条说的 is the article just told."""
    if not earlier.article:
        return None
    step = next((by for words, by in ANOTHER_ARTICLE if words.search(own.question)), None)
    number = own.article
    if step is not None and earlier.article.isdecimal():
        number = str(max(int(earlier.article) + step, 1))
    if not number:
        return None
    kind = own.kind if own.kind not in ("open", "article") else "article"
    asked = earlier.text if kind == "article" else f"{earlier.text} {own.question}"
    return replace(
        earlier, question=own.question, text=asked, kind=kind, article=number, follow_up=True
    )


def item(own: Query, earlier: Query, said: str) -> Query | None:
    """第二项呢 after a numbered list: what the list says there."""
    found = ORDINAL_ITEM.search(own.question)
    if not found or (earlier.article and "条" in found.group()):
        return None
    value = parse_numeral(found.group(1))
    line = re.search(rf"^\s*{value}[.、]\s*(.+)$", said, re.M) if value else None
    if line is None:
        other = renumbered(earlier.text, found.group(1))
        short = len(own.question) - len(found.group()) <= SAYS_NO_MORE
        again = replace(earlier, question=own.question, text=other, follow_up=True)
        return again if short and other != earlier.text else None
    words = re.sub(r"(?:\[\d+\])+", "", line.group(1)).strip("。；; ")
    asked = ORDINAL_ITEM.sub("", PRONOUN.sub("", own.question)).strip("，,？?。 的呢")
    return replace(
        own, text=f"{words} {asked}".strip(), article="", topic=content(words), follow_up=True,
        documents=own.documents or earlier.documents, years=earlier.years,
        places=earlier.places, named=earlier.named,
    )  # fmt: skip
