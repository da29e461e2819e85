"""What money is for, where the words at the amount do not say: 计划投资800万元，改造旱厕."""

from __future__ import annotations

import re

from ingest.extract.clauses import Clause, Sentence
from ingest.extract.reading import Line, words_of
from ingest.extract.verb_phrases import Name
from ingest.grammar.quantities import Quantity
from ingest.records import Span

# Verbs of spending that do not say on what.
SPENDING = re.compile(
    r"(?:计划|拟|预计|总|共|累计)?(?:投资|投入|安排|拨付|筹措|争取)(?:资金|经费)?|资金|专项资金|总投资"
)
# Clauses that say what money is spent on, and clauses that do not: values of their own, slogans.
DONE_WITH = re.compile(
    r"(?:用于|完成|实施|建设|改善|新建|改建|扩建|改造|支持|购置|更新|补充|开展|解决|维修|加固)"
)
NO_MATTER = re.compile(
    r"(?<![“\"\d])\d|^(?:坚持|强化|优化|以|为|按照|根据|力争|确保)|(?:年|月|季度|期间|要求|政策|规定|精神)$"
)
# 计划投资 says of the money that it is planned; the word for it is 投资.
MONEY_WORD = re.compile(r"^(?:计划|拟|预计|总|共|累计)+")
REMARK = re.compile(r"[（(][^（）()]*[)）]")
# 完成在建工程|33760平方米: where a value of its own begins.
VALUE_AT = re.compile(r"(?<![“\"\d])\d")
SHORTEST_MATTER, LONGEST_MATTER = 4, 26
# Words before a matter that say how, not what.
HEAD_WORDS = re.compile(
    r"^(?:[\s\d.、．]*)(?:(?:进一步|继续|稳步|全面|大力|积极|加快|深入|切实|努力)*(?:推进|实施|加强|落实|推动|抓好|做好|用于|对|完成)?)"
)


# 二季度全部开工: a step of its own, not what the money of the next clause is for.
TIMED = re.compile(r"^(?:[一二三四]季度|[上下]半年|年[底内末初]|\d{1,2}月)")


def spent_on(
    line: Line, sentence: Sentence, number: int, quantity: Quantity, name: Name,
    context: tuple[Span, ...],
) -> tuple[Name, tuple[Span, ...]]:  # fmt: skip
    """计划投资800万元: a bare verb of spending takes what the money is for from the words behind it,
    else from the clause before, else from the one after."""
    if not SPENDING.fullmatch(name.indicator) or quantity.kind != "money":
        return name, context
    clause = sentence.clauses[number]
    own = Span(quantity.end, clause.end) if clause.end - quantity.end >= SHORTEST_MATTER else None
    around = [c for c in (_before(sentence, number), _behind(sentence, number)) if c is not None]
    spans = [own, *(Span(c.start, c.end) for c in around)]
    for span in spans:
        if span is None:
            continue
        matter = _matter(words_of(line, span.start, span.end))
        if len(matter) >= SHORTEST_MATTER:
            outside = () if span is own else (span,)
            word = MONEY_WORD.sub("", name.indicator) or name.indicator
            told = Name(matter[:LONGEST_MATTER] + word, name.scope)
            return told, (*context, *outside)
    return name, context


def _matter(words: str) -> str:
    """What money is for: without how it is done, remarks in brackets and the values that come of it."""
    matter = HEAD_WORDS.sub("", REMARK.sub("", words).strip("，,：:；; "))
    return VALUE_AT.split(matter, maxsplit=1)[0]


def _before(sentence: Sentence, number: int) -> Clause | None:
    """The clause before, unless it holds a value of its own."""
    clause = sentence.clauses[number - 1] if number else None
    if clause is not None and TIMED.match(clause.text):
        return None
    return None if clause is None or NO_MATTER.search(clause.text) else clause


def _behind(sentence: Sentence, number: int) -> Clause | None:
    """The clause after, where it says what is done with the money."""
    clause = sentence.clauses[number + 1] if number + 1 < len(sentence.clauses) else None
    return clause if clause is not None and DONE_WITH.match(clause.text) else None
