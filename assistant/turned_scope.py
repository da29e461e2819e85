"""A follow-up that turns round whom the question before was of: 那不住校的呢 after 住校生, 那住校的呢 after 不住校的."""

from __future__ import annotations

import re

NOT = "不是|没有|不|没|未|非"
"""What denies the words behind it."""
TURNS = re.compile(
    rf"^(?:那|那么|如果|要是|换成)?[，, ]?(?P<no>{NOT})?(?P<what>[一-鿿]{{2,6}}?)(?:的话|的|了的)?(?:生|学生|孩子|娃|老师|教师|人)?呢[？?]?$"
)
"""The whole of such a follow-up, with what it denies or affirms."""
BEHIND = r"(?:过的|了的|的|生(?!活))?"
"""What may stand between those words and what they say it of: 住校生 生活补助."""


def turned(question: str, earlier: str) -> str:
    """The earlier question with its group turned round; empty where the follow-up does not do that."""
    found = TURNS.match(question.strip())
    if found is None or found["what"] not in earlier:
        return ""
    denied = re.compile(rf"(?:{NOT}){found['what']}{BEHIND}")
    plain = re.compile(f"{found['what']}{BEHIND}")
    if found["no"] and not denied.search(earlier):
        return plain.sub(f"{found['no']}{found['what']}的", earlier, count=1)
    if not found["no"] and denied.search(earlier):
        return denied.sub(f"{found['what']}的", earlier, count=1)
    return ""
