"""A message that leaves what was talked about: 换个问题，…… and 对了，…… before a question of its own."""

from __future__ import annotations

from assistant.follow_up import History
from assistant.follow_up_text import LONG, own_words
from assistant.follow_up_words import ANOTHER_TOPIC, BY_THE_WAY, REFERS
from assistant.question import read_question


def without_old_topic(message: str, history: History) -> tuple[str, History]:
    """The message without the words that change the topic, and the conversation that it still belongs to: none behind
    such words, where what follows them says enough by itself."""
    if not history:
        return message, history
    for words, least in ((ANOTHER_TOPIC, 1), (BY_THE_WAY, LONG)):
        said = words.match(message)
        rest = message[said.end() :].strip() if said else ""
        if rest and not REFERS.search(rest) and len(own_words(read_question(rest))) >= least:
            return rest, ()
    return message, history
