"""One sentence of a model against the evidence: it stands with our own citations, or the document's line stands for it.

The model only names numbers. Which sentences of the evidence a sentence rests on is found here, by the guard:
the fewest that bear out all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from assistant.answer_notes import cited_words
from assistant.case import Case
from assistant.cite import Citer
from assistant.guard import judge
from assistant.library import Library
from assistant.numbered import Numbered, Piece
from assistant.prompts import is_command
from assistant.terms import pairs
from assistant.written import Said

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

TRIED, TOGETHER = 6, 4
"""Sentences of the evidence tried one by one, best first, and in pairs and threes."""
LIKE, CLAUSE_LIKE, STANDS = 0.3, 0.12, 0.3
"""Share of the character pairs of a sentence, and of each clause of it, that its sources must hold at least (of 299
fair sentences of the guard's bench none lies below); and that a line must hold to stand for a struck sentence."""
CLAUSE, SHORT, LONG = re.compile(r"[，；;：。]"), 3, 8
"""Where a sentence parts; clauses of so few characters say nothing alone, of so many they must be of the source."""
DECISIVE: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    # what costs nothing
    (re.compile(r"免费|免收|免交|免缴|免除|全免|减免|无偿"), re.compile(r"免|不[得再]?收|不[得]?收取|无偿|公益|零收费")),
    # what is taken or given
    (re.compile(r"罚款|处罚|处分|开除|辞退|解聘|撤职|吊销|取消"), re.compile(r"罚|处分|处理|开除|辞退|解聘|撤|吊销|取消|追究|责任|违")),
    (re.compile(r"奖励|奖金|奖学金|补助|补贴|津贴|资助"), re.compile(r"奖|补|津贴|资助|助学|帮扶|救助|经费|资金|享受|发放")),
    (re.compile(r"加分|保送|免试|直升|优先"), re.compile(r"加分|保送|免试|直升|优先|照顾|倾斜|先")),
)  # fmt: skip
"""Words that decide for the reader, and the words of which the source must say one."""
TITLES = re.compile(r"《[^》]{2,60}》")
LEADS = re.compile(
    r"^(?:根据|依据|按照|结合|从)(?:所给|提供|给出|以上|上述|现有|相关|您?提供)?的?(?:资料|文件|材料|信息|内容)(?:的?(?:规定|内容|显示|可知|来看))?[，,：:]\s*"
)
"""Words before a statement that say only where it comes from."""
NO_CLAIM = re.compile(
    r"^(?:您好|你好|好的|当然|没问题|综上(?:所述)?|总之|总的来说|以上(?:是|就是|内容)|具体(?:内容|情况|要求|规定)?(?:如下|包括)|(?:答案|回答|答复)(?:如下|是)?|如下"
    r"|希望[^。]{0,20}(?:帮助|有用)|如(?:有|需|果)[^。]{0,24}(?:问题|疑问|咨询|帮助|了解|核实)|请以[^。]{0,12}为准|感谢|谢谢)[^。\d]{0,24}[。！：:，,]?$"
)
"""Sentences of a conversation that state nothing of a document."""


@dataclass(frozen=True, slots=True)
class Vetted:
    """What becomes of a sentence: ``text`` with ``pieces`` to cite behind it. ``struck``: it was not borne out, and the
    text is the document's line or nothing. ``moved``: other evidence than the numbers named bears it out."""

    text: str = ""
    pieces: tuple[Piece, ...] = ()
    struck: bool = False
    moved: bool = False


class Vetting:
    """Weighs the sentences of one reply."""

    def __init__(
        self, library: Library, case: Case, documents: dict[str, StoredDocument],
        evidence: Sequence[Numbered],
    ) -> None:  # fmt: skip
        self._library = library
        self._case = case
        self._documents = documents
        self._evidence = {one.number: one for one in evidence}
        self._words: dict[Piece, str] = {}
        self._pairs: dict[Piece, frozenset[str]] = {}

    def vet(self, said: Said) -> Vetted:
        """The sentence as it may be shown; without text where it states nothing."""
        text = LEADS.sub("", said.text)
        if NO_CLAIM.match(text) or len(text.strip("。，：: ")) < 2:
            return Vetted()
        named = [p for n in said.numbers if n in self._evidence for p in self._evidence[n].pieces]
        if found := self._borne_out(text, named):
            return Vetted(
                text, found, moved=len(known_of(said, self._evidence)) < len(said.numbers)
            )
        every = [piece for one in self._evidence.values() for piece in one.pieces]
        if found := self._borne_out(text, every):
            return Vetted(text, found, moved=bool(said.numbers))
        line = self._nearest(text, named) or self._nearest(text, every)
        quote = (self._quote(line),) if line else ()
        return Vetted("".join(quote), (line,) if line else (), struck=True)

    # --- which sentences ---

    def _borne_out(self, text: str, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        """The fewest sentences that bear out the text; none where no three of the likeliest do."""
        ranked = self._ranked(text, pieces)
        for one in ranked[:TRIED]:
            if self._is_of(text, (one,)) and not judge(text, [self._said(one)]):
                return (one,)
        for count in (2, 3):
            for some in combinations(ranked[:TOGETHER], count):
                if self._is_of(text, some) and self._together(text, some):
                    return tuple(sorted(some, key=lambda p: (p.document_id, p.span.start)))
        return ()

    def _is_of(self, text: str, some: Sequence[Piece]) -> bool:
        """Do the sentences speak of what the text says, clause by clause?"""
        long = (clause for clause in CLAUSE.split(text) if len(clause) >= LONG)
        words = "\n".join(self._said(one) for one in some)
        return (
            not undecided(text, words)
            and self._like(TITLES.sub("", text), some) >= LIKE
            and all(
                _share(clause, frozenset().union(*(pairs(self._said(one)) for one in some)))
                >= CLAUSE_LIKE
                for clause in long
            )
        )

    def _together(self, text: str, some: Sequence[Piece]) -> bool:
        """Do sentences bear out a text between them, each clause by one of them alone? A 不得 of one is not said of
        the other's matter."""
        said = [self._said(one) for one in some]
        if judge(text, said):
            return False
        return all(
            any(not judge(clause, [words]) for words in said)
            for clause in CLAUSE.split(text)
            if len(clause) > SHORT
        )

    def _nearest(self, text: str, pieces: Iterable[Piece]) -> Piece | None:
        """The line that says most of what a struck sentence is about."""
        ranked = self._ranked(text, pieces)
        return ranked[0] if ranked and self._like(text, ranked[:1]) >= STANDS else None

    def _ranked(self, text: str, pieces: Iterable[Piece]) -> list[Piece]:
        return sorted(dict.fromkeys(pieces), key=lambda p: -self._like(text, (p,)))

    def _like(self, text: str, pieces: Sequence[Piece]) -> float:
        """The share of the text's character pairs that the sentences hold, their titles and headings left aside."""
        return _share(text, frozenset().union(*(self._held(piece) for piece in pieces)))

    def _held(self, piece: Piece) -> frozenset[str]:
        if piece not in self._pairs:
            text = self._library.document(piece.document_id).text
            words = (text[s.start : s.end] for s in (piece.span, *piece.context))
            self._pairs[piece] = frozenset(pairs("\n".join(words)))
        return self._pairs[piece]

    def _said(self, piece: Piece) -> str:
        """What a citation of this sentence vouches for."""
        if piece not in self._words:
            scratch = Citer(self._library, self._documents)
            scratch.span(piece.document_id, piece.span, context=piece.context)
            words = cited_words(self._library, scratch.citations[0], self._case)
            lines = (line for line in words.split("\n") if not is_command(line))
            self._words[piece] = "\n".join(lines)  # a heading may speak to the program too
        return self._words[piece]

    def _quote(self, piece: Piece) -> str:
        text = self._library.document(piece.document_id).text
        return " ".join(text[piece.span.start : piece.span.end].split())


def undecided(text: str, words: str) -> bool:
    """Does a text decide something of which its source says nothing?"""
    return any(said.search(text) and not there.search(words) for said, there in DECISIVE)


def _share(text: str, held: frozenset[str]) -> float:
    own = set(pairs(text))
    return len(own & held) / max(1, len(own))


def known_of(said: Said, evidence: dict[int, Numbered]) -> tuple[int, ...]:
    """The numbers a sentence cites that there are."""
    return tuple(n for n in said.numbers if n in evidence)
