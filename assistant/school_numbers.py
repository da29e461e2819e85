"""Schools that people call by their number (一中, 二小, 三幼) in the words of the documents: 市第一中学."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

SHORT = re.compile(
    r"(?<![第一二三四五六七八九十初高年完市县区州])(?P<number>[一二三四五六七八九十]{1,2})(?P<of>中|小|幼|职中|职高)"
    r"(?=[的读上里那校和跟与、，,。？?还的呢离收招在有是比招住食学费今明要每六八四一两三]|初中|高中|$)"
    r"(?!(?:学(?!费|校)|考|期|级|时|段|央|型|班|组|等|年|学生|间|部|旬|心))"
)
"""A number with the first character of what the school is."""
WHOLE = {"中": r"[高初]?级?(?:实验)?(?:中学|中)", "小": r"(?:实验|完全)?小学", "幼": "幼儿园", "职中": "职业(?:中学|高中|学校|中专)", "职高": "职业(?:高中|中学|学校)"}  # fmt: skip
"""How names in full go on behind 第一."""


def called_short(question: str) -> bool:
    """Does a question call a school by its number alone?"""
    return SHORT.search(question) is not None


def with_school_numbers(question: str, texts: Sequence[str]) -> str:
    """The question with such a school by its name, where some texts hold one name for it and never the short one."""
    whole = "\n".join(texts)

    def named(said: re.Match[str]) -> str:
        full = re.compile(rf"[市县区州]?第{said['number']}{WHOLE[said['of']]}")
        if re.search(rf"(?<!第){re.escape(said.group())}(?!学)", whole):
            return said.group()
        names = Counter(full.findall(whole))
        bare = {name.lstrip("市县区州") for name in names}
        return names.most_common(1)[0][0] if len(bare) == 1 else said.group()

    return SHORT.sub(named, question)
