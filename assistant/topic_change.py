"""A message that leaves what was talked about: 换个问题，…… and 对了，…… before a question of its own."""

from __future__ import annotations

import re

from assistant.follow_up import History
from assistant.follow_up_text import LONG, own_words
from assistant.follow_up_words import ANOTHER_TOPIC, BY_THE_WAY, CONDITION, REFERS
from assistant.question import read_question

SAYS_ENOUGH = 4
"""Characters of its own from which a question may be asked without the talk before it."""
QUOTED_NAME = re.compile(r"[“\"「][^”\"」]{2,12}[”\"」]")
"""A name in quotes, which is a matter of its own however short."""
LEANS = re.compile(r"^(?:那|其中|这|它|还有|然后)|(?:那个|这个|这些|那些)|呢[？?。！\s]*$")
"""Words of a question that goes on with what was said."""


def stands_alone(question: str, history: History) -> bool:
    """May a later question that the talk does not answer be asked without it: does it point to nothing said before,
    and name a matter of its own?"""
    own = read_question(BY_THE_WAY.sub("", question))
    if not history or own.kind in ("greeting", "open") or own.article:
        return False
    if LEANS.search(own.text) or REFERS.search(own.text) or CONDITION.match(own.text):
        return False
    return bool(QUOTED_NAME.search(own.text)) or len(own_words(own)) >= SAYS_ENOUGH


def without_old_topic(message: str, history: History) -> tuple[str, History]:
    """The message without the words that change the topic, and the conversation that it still belongs to: none behind
    such words, where what follows them says enough by itself."""
    opener = ANOTHER_TOPIC.match(message)
    if opener and (rest := message[opener.end() :].strip()):
        leans = REFERS.search(rest) or not own_words(read_question(rest))
        return rest, history if leans else ()
    if not history:
        return message, history
    for words, least in ((BY_THE_WAY, LONG),):
        said = words.match(message)
        rest = message[said.end() :].strip() if said else ""
        if rest and not REFERS.search(rest) and len(own_words(read_question(rest))) >= least:
            return rest, ()
    return message, history
