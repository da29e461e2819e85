"""A question given back: what it does not say, and whole questions to choose from that are known to be answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.case import Case
from assistant.follow_up import History
from assistant.joined import said
from assistant.labels import labels, place_name, title
from assistant.place_names import lies_in
from assistant.provinces import NATION, is_national
from assistant.records import Answer
from assistant.rivals import Candidate
from ingest.grammar import parse_numeral
from ingest.records import quoted

OPTIONS = 6
"""Questions offered where the answers are many."""
CHOOSE = "请选择或写明"
"""How a question is given back."""
POLITE = re.compile(r"^(?:请问一下|请问|想问一下|问一下|我想知道|想知道|麻烦问下)[，, ]?")
"""What goes before the place in a question."""
AGAIN = re.compile(r"^(?:各|我|全|本)?[省市区县](?=[政人教的内里])")
"""A rank before the matter, which a place takes the place of: 省政府工作报告, 本市的学校."""
GIVEN_BACK = re.compile(rf"{CHOOSE}|请说明是哪一份")
PICK = re.compile(r"(?:第|选)?\s*([1-6一二三四五六])\s*(?:个|项|条|号)?[。.！!]?")
"""An answer to it by number alone."""
OFFERED = re.compile(r"^(\d)\. (.+)$", re.M)
SHOWN = 3
"""Places or titles named in the sentence that gives the question back."""


class AskingBack:
    """Gives one question back."""

    def __init__(self, case: Case, again: Callable[[str], Answer]) -> None:
        """``again`` answers a whole question: an option is offered where it finds its document."""
        self.case = case
        self.query = case.query
        self.again = again

    def which(self, found: Sequence[Candidate]) -> Answer | None:
        """The nation's answer where there is one, and a choice of the others; each choice is known to be answered."""
        country = next((c for c in found if is_national(c.document.metadata)), None)
        others = [c for c in found if c is not country]
        names = labels([c.document for c in others])
        options = self._options(others, names)
        if len(options) < 2:
            return None
        missing, held = self._missing(others, names)
        lines = [f"{missing}，库中几份文件答得不同（{held}），{CHOOSE}："]
        lines += [f"{number}. {option}" for number, option in enumerate(options, 1)]
        if country is None:
            return Answer("\n".join(lines), "clarify", options=options)
        words = said(country.answer, self.case.citer)
        words = words.removeprefix(f"{title(country.document)}：")
        lead = f"按{NATION}的{quoted(country.document.metadata.title)}：\n{words}"
        return Answer(
            "\n".join((lead, *lines)), "extractive", self.case.citer.citations, options=options
        )

    def which_document(self) -> Answer | None:
        """A date of the document itself is asked for and none is named: the newest are offered."""
        dated = [
            d for d in self.case.documents.values() if d.metadata.issued or d.metadata.effective
        ]
        dated.sort(key=lambda d: str(d.metadata.issued or d.metadata.effective), reverse=True)
        options = tuple(f"{title(d)}{self.query.text}" for d in dated[:OPTIONS])
        if len(dated) < 2:
            return None
        lines = [f"问题没有写明是哪一份文件，库中有 {len(self.case.documents)} 份，{CHOOSE}："]
        lines += [f"{number}. {option}" for number, option in enumerate(options, 1)]
        return Answer("\n".join(lines), "clarify", options=options)

    def _missing(self, others: list[Candidate], names: dict[str, str]) -> tuple[str, str]:
        """What the question does not say, and some of what there is to choose from."""
        places = {place for c in others if (place := place_name(c.document))}
        slot = "地区" if len(places) > len(others) / 2 else "文件"
        shown = [names[c.document.id] for c in others]
        more = "等" if len(shown) > SHOWN else ""
        return f"问题没有写明{slot}", "、".join(shown[:SHOWN]) + more

    def _options(self, found: Sequence[Candidate], names: dict[str, str]) -> tuple[str, ...]:
        """Whole questions with a place or title put in, of those that are answered."""
        options: list[str] = []
        words = AGAIN.sub("", POLITE.sub("", self.query.text.strip()))
        for one in found:
            label = names[one.document.id]
            forms = [f"{label}{words}", f"{title(one.document)}：{words}"]
            option = next((f for f in dict.fromkeys(forms) if self._answers(f, label, one)), None)
            if option is not None and option not in options:
                options.append(option)
            if len(options) == OPTIONS:
                break
        return tuple(options)

    def _answers(self, option: str, label: str, one: Candidate) -> bool:
        """Is the option answered from its document? A place with this one document chooses it for sure."""
        if option.startswith(label) and label == one.document.metadata.place:
            here = [d for d in self.case.scope.values() if lies_in(label, d.metadata)]
            if len(here) == 1:
                return True
        answer = self.again(option)
        return answer.mode in ("extractive", "structured") and any(
            c.document_id == one.document.id for c in answer.citations
        )


def picked(message: str, history: History) -> str:
    """The question that a bare number picks of those given back right before; else the message as it is."""
    number = PICK.fullmatch(message.strip())
    if number is None or not history or history[-1][0] != "assistant":
        return message
    value = parse_numeral(number.group(1))
    said_last = history[-1][1]
    offered: dict[str, str] = (
        dict(OFFERED.findall(said_last)) if GIVEN_BACK.search(said_last) else {}
    )
    return offered.get(str(value), message)
