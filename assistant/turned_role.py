"""A follow-up that asks of the same office what it does in the other role: 那配合的呢 behind 计财科牵头哪几项."""

from __future__ import annotations

import re

LEADS = re.compile(r"牵头|主责|主办|领衔")
HELPS = re.compile(r"配合|参与|协办|协助")
SAYS_NOTHING = re.compile(
    r"那么?|要|让|由|请|它们?|他们?|她们?|这个?|该|自己|本身|人家|给|别人|其他|只|光|单|作为|又|还|再|也|都|呢|呀|啊|吗|嘛|的|是|有|需要|得|去|来|做|干|一共|总共|哪几[项个件条]|哪些|几[项个件条]|多少[项个件条]"
    r"|什么|啥|任务|工作|事情?|活儿?|项目?|科室?|单位|部门|科|处室?|股室?|列出来|说说|分别"
)
"""Words of a follow-up that name neither an office nor a matter."""
LEFT = 1
"""Characters that may be left of a follow-up which says nothing but the role."""


def with_role(question: str, earlier: str) -> str:
    """The earlier question with the role that the later one asks for instead; the later one as it is where it names
    an office or a matter of its own."""
    asked, other = (HELPS, LEADS) if HELPS.search(question) else (LEADS, HELPS)
    said = asked.search(question)
    if said is None or other.search(question):
        return question
    if not other.search(earlier) or asked.search(earlier):
        return question
    left = re.sub(r"[\W_]", "", SAYS_NOTHING.sub("", asked.sub("", question)))
    return other.sub(said.group(), earlier, count=1) if len(left) <= LEFT else question
