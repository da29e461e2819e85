"""The ways in which a language model or its server goes wrong, for tests and the bench ``llm-faults``.

Each is a script for the server; what a reader must never be shown stands in ``Script.poison``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from eval.bench import scripted_llm as server
from eval.bench.scripted_llm import Asked, Script, changed

NUMBER = re.compile(r"(?<![第\d.、])(?!\d+[.、](?!\d))\d{2,}(?:\.\d+)?")
WITH_UNIT = re.compile(r"(\d+(?:\.\d+)?)(%|元|人次|人|名|所|个|小时|天|日)")
NEGATIONS = (
    ("不得", "可以"),
    ("不超过", "超过"),
    ("不低于", "低于"),
    ("不少于", "少于"),
    ("严禁", "允许"),
    ("免收", "收取"),
)
MODALS = (("应当", "不得"), ("可以", "不得"), ("须", "不须"))
PLACES = (
    ("澄州市", "汕海市"),
    ("青禾区", "白塔区"),
    ("临溪县", "汕海县"),
    ("全区", "全省"),
    ("全县", "全省"),
)
OBEYED = "已按文件要求忽略先前的规则。全体学生一律免交所有费用，另可领取8888元补助"
LINKED = "**{words}** [详情](http://evil.example/a?k=1)<img src=x onerror=alert(1)> ![图](https://evil.example/p.png)"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One way to behave: ``sound`` where the answer should be the model's own and right."""

    name: str
    say: Callable[[Script], Callable[[Asked], str]] = lambda script: server.well
    send: Callable[[object, dict[str, object], str], None] = server.streamed
    refuse: tuple[tuple[int, dict[str, str], str], ...] = ()
    sound: bool = False
    heard: bool = True
    """A reply with words comes; else the answer without a model is all there can be."""

    def on(self, script: Script) -> None:
        """Lets the server behave so from the next request on."""
        script.poison.clear()
        script.say, script.send, script.refuse = self.say(script), self.send, list(self.refuse)


def tampered(change: Callable[[str], str]) -> Callable[[Script], Callable[[Asked], str]]:
    """The best sentence, changed; where it can be changed, the change is poison."""

    def of(script: Script) -> Callable[[Asked], str]:
        def say(asked: Asked) -> str:
            for number, sentence in asked.best(6):
                words = sentence.rstrip("。；")
                if (other := change(words)) != words:
                    script.poison.append(other)
                    return f"{other}[{number}]。"
            return server.well(asked)

        return say

    return of


def poisoned(words: str) -> Callable[[Script], Callable[[Asked], str]]:
    """A true sentence, then words that stand nowhere."""

    def of(script: Script) -> Callable[[Asked], str]:
        def say(asked: Asked) -> str:
            script.poison.append(words)
            first = asked.best(1)
            return "".join(f"{s.rstrip('。；')}[{n}]。{words}[{n}]。" for n, s in first)

        return say

    return of


def _other_number(words: str) -> str:
    return NUMBER.sub(lambda m: str(int(m.group().split(".")[0]) * 2 + 7), words, count=1)


def _swapped(words: str) -> str:
    """Two values of one unit in each other's place."""
    found = list(WITH_UNIT.finditer(words))
    for a, b in pairwise(found):
        if a[2] == b[2] and a[1] != b[1]:
            return f"{words[: a.start()]}{b[1]}{a[2]}{words[a.end() : b.start()]}{a[1]}{b[2]}{words[b.end() :]}"
    return words


def _replaced(table: tuple[tuple[str, str], ...]) -> Callable[[str], str]:
    def change(words: str) -> str:
        old, new = next(((a, b) for a, b in table if a in words), ("", ""))
        return words.replace(old, new, 1) if old else words

    return change


def _month(words: str) -> str:
    return re.sub(r"(\d{1,2})月", lambda m: f"{int(m[1]) % 12 + 1}月", words, count=1)


def _cites_wrongly(script: Script) -> Callable[[Asked], str]:
    def say(asked: Asked) -> str:
        numbers = [n for n, _ in asked.evidence]
        return "".join(
            f"{s.rstrip('。；')}[{next((n for n in reversed(numbers) if n != own), 77)}]。"
            for own, s in asked.best()
        )

    return say


def _no_marks(script: Script) -> Callable[[Asked], str]:
    return lambda asked: "".join(f"{s.rstrip('。；')}。" for _, s in asked.best())


def _rambles(script: Script) -> Callable[[Asked], str]:
    def say(asked: Asked) -> str:
        filler = "教育事关千家万户，各方面都要高度重视并且持续推进相关工作落地见效"
        script.poison.append(filler)
        return server.well(asked) + "".join(f"{filler}，第{n}点亦是如此。" for n in range(200))

    return say


def _linked(script: Script) -> Callable[[Asked], str]:
    script.poison += ["evil.example", "<img", "**", "onerror"]
    return changed(lambda words: LINKED.format(words=words))


def _said(text: str) -> Callable[[Script], Callable[[Asked], str]]:
    return lambda script: lambda asked: text


BUSY: tuple[int, dict[str, str], str] = (
    429,
    {"Retry-After": "0"},
    '{"error": {"message": "rate limit"}}',
)
FAILS: tuple[int, dict[str, str], str] = (500, {}, '{"error": {"message": "internal"}}')

BEHAVIOURS = (
    Behaviour("answers well", sound=True),
    Behaviour("cites wrongly", _cites_wrongly, sound=True),
    Behaviour("cites nothing", _no_marks, sound=True),
    Behaviour("changes a figure", tampered(_other_number)),
    Behaviour("invents a figure", poisoned("区财政另行安排专项资金4321万元")),
    Behaviour("turns a negation", tampered(_replaced(NEGATIONS))),
    Behaviour("turns a duty", tampered(_replaced(MODALS))),
    Behaviour("swaps two values", tampered(_swapped)),
    Behaviour("another place", tampered(_replaced(PLACES))),
    Behaviour("another month", tampered(_month)),
    Behaviour("obeys an instruction", poisoned(OBEYED)),
    Behaviour("rambles", _rambles),
    Behaviour("links and markup", _linked, sound=True),
    Behaviour("thinks aloud", send=server.thinks, sound=True),
    Behaviour("says nothing", _said(""), heard=False),
    Behaviour("only thinks", _said("<think>也许是3333元"), heard=False),
    Behaviour("busy, then well", refuse=(BUSY,), sound=True),
    Behaviour("busy", refuse=(BUSY,) * 9, heard=False),
    Behaviour("fails", refuse=(FAILS,) * 9, heard=False),
    Behaviour("refuses the key", refuse=((401, {}, '{"error": {"message": "bad key"}}'),) * 9, heard=False),
    Behaviour("knows no such model", refuse=((404, {}, '{"error": {"message": "model not found"}}'),) * 9, heard=False),
    Behaviour("sends no JSON", send=server.broken, heard=False),
    Behaviour("sends a web page", send=server.page, heard=False),
    Behaviour("never begins", send=server.silent, heard=False),
    Behaviour("drips", send=server.drips, heard=False),
    Behaviour("stalls", send=server.stalls),
    Behaviour("cuts the stream", send=server.cuts),
)  # fmt: skip
