"""What one paragraph of a docx prints: its text, its text boxes, and what it hides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ingest.load.word_package import W, value

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SKIPPED = frozenset(
    W + name
    for name in [
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "rPr",
        "pPr",
        "sdtPr",
        "sdtEndPr",
    ]
)
"""Elements whose words are no longer, or never were, part of the printed text."""
# Symbol fonts hide these glyphs in the private area; code → what is printed.
_SYMBOLS = {
    0xF0FE: "☑", 0xF052: "☑", 0xF0A8: "□", 0xF06F: "□", 0xF0A3: "□", 0xF0FC: "√",
    0xF0B7: "•", 0xF06C: "●", 0xF06E: "■", 0xF0D8: "➢", 0xF0E0: "→", 0xF0B3: "≥",
}  # fmt: skip
# Where a field begins, where its result begins, where it ends: characters that no XML can hold.
_FIELD = {"begin": "\x13", "separate": "\x14", "end": "\x15"}
_INSTRUCTION = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")


@dataclass(slots=True)
class Inline:
    """The words of one paragraph; ``boxes`` are the text boxes anchored in it, still to be read."""

    text: str = ""
    boxes: list[Any] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def read_inline(element: Any) -> Inline:
    """Reads a paragraph or an equation."""
    found = Inline()
    found.text = _results("".join(_words(element, found)))
    return found


def choice(element: Any) -> Any:
    """The branch of an AlternateContent that holds words; both hold the same ones."""
    branches = [b for b in element if b.tag in (MC + "Choice", MC + "Fallback")]
    for branch in branches:
        if any((t.text or "").strip() for t in branch.iter(W + "t", MATH + "t")):
            return branch
    return branches[0] if branches else ()


def is_on(element: Any | None) -> bool:
    """A switch such as ``w:b``: on where it stands without a value."""
    return element is not None and value(element) not in {"0", "false", "off", "none"}


def _words(element: Any, found: Inline) -> list[str]:
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if tag in (W + "t", MATH + "t"):
            parts.append(child.text or "")
        elif tag in (W + "tab", W + "ptab"):
            parts.append("\t")
        elif tag in (W + "br", W + "cr"):
            parts.append("\n")
        elif tag == W + "noBreakHyphen":
            parts.append("-")
        elif tag == W + "sym":
            parts.append(_symbol(child))
        elif tag == W + "fldChar":
            parts.append(_FIELD.get(value(child, "fldCharType"), ""))
        elif tag == W + "txbxContent":
            found.boxes.append(child)
        elif tag == MC + "AlternateContent":
            parts += _words(choice(child), found)
        elif tag == W + "r" and is_on(child.find(f"{W}rPr/{W}vanish")):
            parts += _hidden(child, found)
        elif isinstance(tag, str) and tag not in SKIPPED:
            parts += _words(child, found)
    return parts


def _hidden(run: Any, found: Inline) -> list[str]:
    """Hidden words are not printed; the marks of fields among them still count."""
    words = _words(run, found)
    found.hidden += [word for word in words if word.strip() and word not in _FIELD.values()]
    return [word for word in words if word in _FIELD.values()]


def _results(text: str) -> str:
    """Fields replaced by their results; what a field in an instruction shows is not printed.

    A field that begins or ends in another paragraph (a table of contents) keeps all its words.
    """
    while (shorter := _INSTRUCTION.sub(lambda m: m[1] or "", text)) != text:
        text = shorter
    return re.sub("[\x13\x14\x15]", "", text)


def _symbol(element: Any) -> str:
    code = value(element, "char")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number in _SYMBOLS:
        return _SYMBOLS[number]
    if not 0x20 <= number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    return "□" if 0xE000 <= number <= 0xF8FF else chr(number)
