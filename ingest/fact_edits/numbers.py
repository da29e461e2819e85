"""Numbers as people type and read them: 950, 3,200, 3200万, 1.2亿."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)(万|亿)?")
"""950, 3,200 (commas go before), 3200万, 1.2亿"""
GROUPED = re.compile(r"(?<=\d)[, ](?=\d{3}(?!\d))")
"""A comma or blank between thousands; anywhere else it is a slip: 1,2 is not 12."""
MOST_DIGITS = 20
"""Digits of a number. Longer ones are no figures of a document and do not fit a spreadsheet."""
FACTORS = {None: Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}


def read_number(text: str) -> Decimal | None:
    """A number with 万 or 亿 behind it, digits of any width, thousands grouped or not; None for an empty
    text.

    Raises:
        ValueError: anything else.
    """
    plain = GROUPED.sub("", unicodedata.normalize("NFKC", text).strip())
    plain = re.sub(r"\s+(?=[万亿])", "", plain)
    if not plain:
        return None
    match = NUMBER.fullmatch(plain)
    if match is None or sum(char.isdigit() for char in match[1]) > MOST_DIGITS:
        raise ValueError(text)
    return Decimal(match[1]) * FACTORS[match[2]]


def say_number(number: Decimal) -> str:
    """A number with 万 or 亿 where that is shorter: 32000000 is 3200万."""
    for word, factor in (("亿", FACTORS["亿"]), ("万", FACTORS["万"])):
        share = number / factor
        if abs(share) >= 1 and share == share.quantize(Decimal("0.01")):
            return f"{plain_number(share)}{word}"
    return plain_number(number)


def plain_number(number: Decimal | None) -> str:
    """A number in digits, without an exponent and trailing zeros."""
    if number is None:
        return ""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
