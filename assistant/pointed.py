"""Words that point to an office of the answer before (这个单位还牵头别的任务吗) put right: the office by its name."""

from __future__ import annotations

import re

POINTS = re.compile(r"(?:这个?|那个?|该)(?:单位|科室?|部门|处室?|机构)(?![一-鿿]?[的里])")
OFFICE = re.compile(
    r"(?:单位|科室|部门|牵头|负责|主管)[：:]\s*(?P<office>[一-鿿]{2,16}?(?:局|科|处|室|中心|办|委|院|部|馆|股|会))(?=[、，,；;。（(\[\s]|$)"
    r"|(?:^|[，,；;。：:\s（(由])(?P<doer>[一-鿿]{2,14}?(?:局|科|处|室|中心|办|委|院|部|馆|股|会))(?=牵头|负责|主办|承办)",
    re.M,
)
"""An office that leads, as answers tell it."""
OTHERS = re.compile(
    r"还(?:有没有|要|在)?(牵头|负责|承担|主管|管|抓)(?:了|着)?(?:别的|其他的?|其它的?|哪些|什么|啥)(?:任务|工作|事情?|事项)?(?:[吗么呢嘛])?[？?。\s]*$"
)
"""Asks what else an office does: all that it does is told."""


def with_office(question: str, said: str) -> str:
    """The question with the one office that the answer before names first in place of the words that point to it."""
    points = POINTS.search(question)
    found = OFFICE.search(said) if points else None
    if points is None or found is None:
        return question
    named = (
        f"{question[: points.start()]}{found['office'] or found['doer']}{question[points.end() :]}"
    )
    return OTHERS.sub(r"\1哪些任务", named)


def points(question: str) -> bool:
    """Does a question point to an office?"""
    return bool(POINTS.search(question))
