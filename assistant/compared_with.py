"""A later question that only sets what was asked beside another time or rule (跟去年比是多了还是少了, 比老办法呢), said as a whole
question of the matter before it."""

from __future__ import annotations

import re

from assistant.apart_words import wanted_of

WITH = re.compile(
    r"^(?:那么?|这个?|它|要是|如果)?(?:[跟和与同比较]|相比)(?:于|起)?"
    r"(?P<with>(?:去年|上一?年|前年|以前|原来|原先|之前|过去|[旧老]|(?:20)?\d\d年|上一?版|试行)"
    r"(?:那|这)?(?:个|份|版|一版|时候|的时候)?的?(?:暂行|试行)?(?:办法|规定|方案|细则|文件|标准|政策|通知|版本?|时候|那会儿?)?(?:里面?)?)"
    r"(?:的)?(?P<rest>.*)$"
)
"""How such a question begins."""
NO_MATTER = re.compile(
    r"[比呢，,。？?\s的是有又还现在今年了]|相比|对比|起来|变化|区别|情况|怎么?样|如何"
)
COMPARED = re.compile(r"比(?![例赛率重如])|相差|区别|不同|变化|不一样")
"""A question that compares by itself."""
MOST = 3
"""Characters of a matter of its own from which it is a whole question."""


def whole_comparison(question: str, before: str) -> str:
    """The question behind the one before it, whose matter is compared; the question as it is where it has a matter of its
    own or compares nothing."""
    said = WITH.match(question.strip())
    if said is None or not before or COMPARED.search(before):
        return question
    left = NO_MATTER.sub("", wanted_of(said["rest"], ()).matter)
    return question if len(left) >= MOST else f"{before.rstrip('？?。！!，, ')}，{question.strip()}"
