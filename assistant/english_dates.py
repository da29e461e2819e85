"""Dates, articles and grades of an English question, as Chinese questions say them."""

from __future__ import annotations

import re

from assistant.english_words import GRADES, MONTHS, ORDINALS


def dates(text: str) -> str:
    """September 1, 2026 as 2026年9月1日; Article 12 as 第12条; grade 3 as 三年级."""
    month = "|".join(sorted(MONTHS, key=len, reverse=True))
    text = re.sub(
        rf"\b({month})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b",
        lambda m: f" {m[3]}年{MONTHS[m[1]]}月{int(m[2])}日 ", text,
    )  # fmt: skip
    text = re.sub(
        rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({month}) (\d{{4}})\b",
        lambda m: f" {m[3]}年{MONTHS[m[2]]}月{int(m[1])}日 ", text,
    )  # fmt: skip
    text = re.sub(
        rf"\b({month})\.?,? (?:of )?(\d{{4}})\b", lambda m: f" {m[2]}年{MONTHS[m[1]]}月 ", text
    )
    named = "|".join(m for m in sorted(MONTHS, key=len, reverse=True) if m not in ("may", "mar"))
    text = re.sub(rf"\b(?:in |by |during )({month})\b|\b({named})\b", _month, text)
    text = re.sub(r"\b((?:19|20)\d\d)\b(?!年)", r" \1年 ", text)
    text = re.sub(r"\barticles? (\d{1,3})\b", r" 第\1条 ", text)
    text = re.sub(
        r"\b(\w+) article\b",
        lambda m: f" 第{ORDINALS[m[1]]}条 " if m[1] in ORDINALS else m[0],
        text,
    )
    text = re.sub(r"\bgrade ([1-9])\b", lambda m: _grade(int(m[1])), text)
    return re.sub(
        r"\b(\w+) grade(?:rs?)?\b",
        lambda m: _grade(ORDINALS[m[1]]) if ORDINALS.get(m[1], 99) < 10 else m[0],
        text,
    )


def _grade(number: int) -> str:
    return f" {GRADES[number - 1]}年级 "


def _month(match: re.Match[str]) -> str:
    return f" {MONTHS[match[1] or match[2]]}月 "
