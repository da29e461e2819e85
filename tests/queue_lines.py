"""The lines of the review queue's table, read from its HTML."""

from __future__ import annotations

import re
from html import unescape

LINE = re.compile(
    r'<tr data-id="([^"]*)"(?: hidden)?><td class="sentence"><button type="button">(.*?)</button></td>'
    r'<td class="reason">(.*?)</td><td class="document">(.*?)</td></tr>'
)


def lines(table: str) -> list[tuple[str, str, str, str]]:
    """(document, sentence, reason, address) of each line of the queue."""
    found = [tuple(unescape(part) for part in line) for line in LINE.findall(table)]
    return [(document, sentence, reason, place) for place, sentence, reason, document in found]
