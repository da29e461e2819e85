"""File names for the pages of documents: readable, allowed on every system, one file a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ingest.render.fact_page import MARK_OF_SOURCE, source_mark

FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
"""What Windows does not allow in a name, and what would show it in another order than it is."""
DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that are devices on Windows, with any suffix."""
LONGEST = 70
"""Characters of a name before the suffix: three bytes each stay below 255 bytes."""
HEAD = 4_000
"""Characters of an existing page in which the mark of its document stands."""


def page_names(sources: Sequence[str], folder: Path | None = None) -> dict[str, str]:
    """A name for the page of every source.

    Names that would be equal, on a system that does not tell capitals either, all carry a short hash
    of their source, so that a document keeps its name whichever documents are written with it. A name
    that is taken in ``folder`` by something other than this document's page carries it too.
    """
    plain = {source: safe_name(source) for source in sources}
    count = Counter(name.casefold() for name in plain.values())
    names = {}
    for source, name in plain.items():
        taken = count[name.casefold()] > 1
        if not taken and folder is not None:
            taken = _is_of_another(folder / f"{name}.html", source)
        names[source] = f"{name}-{source_mark(source)[:8]}.html" if taken else f"{name}.html"
    return names


def safe_name(source: str) -> str:
    """The last part of a source as a file name without suffix: ``a/通知?.docx`` → ``通知_.docx``."""
    name = re.split(r"[/\\]", source)[-1]
    name = FORBIDDEN.sub("_", name).removesuffix(".html").strip(" .")
    if len(name) > LONGEST:
        name = f"{name[: LONGEST - 9].rstrip(' .')}-{source_mark(source)[:8]}"
    return f"_{name}" if DEVICES.match(name) or not name else name


def _is_of_another(path: Path, source: str) -> bool:
    if not path.exists():
        return False
    with path.open(encoding="utf-8", errors="replace") as file:
        return MARK_OF_SOURCE.format(source_mark(source)) not in file.read(HEAD)
