"""What the styles of a docx say about a paragraph: heading level, size, bold, centred."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from ingest.load.word_package import W, value, whole

# Style names that mean a heading, in English and Chinese Word and in WPS.
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
# Word itself allows a chain of eleven.
_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of one paragraph."""

    style_id: str
    style: str
    level: int | None
    font_size: float | None
    bold: bool
    centred: bool


class Styles:
    """Resolves properties along the chain of styles; a direct property wins."""

    def __init__(self, root: Any | None) -> None:
        found = [] if root is None else list(root.iter(W + "style"))
        self._by_id = {value(style, "styleId"): style for style in found}
        self._default = next(
            (
                value(style, "styleId")
                for style in found
                if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}
            ),
            "",
        )
        default = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
        self._size = _half_points(default)
        self._cache: dict[tuple[str, str], Any | None] = {}

    def chain(self, style_id: str) -> list[Any]:
        """A style and what it is based on, nearest first."""
        found: dict[str, Any] = {}
        while style_id in self._by_id and style_id not in found and len(found) < _LONGEST_CHAIN:
            found[style_id] = self._by_id[style_id]
            style_id = value(found[style_id].find(W + "basedOn"))
        return list(found.values())

    def lookup(self, style_id: str, path: str) -> Any | None:
        """The nearest element at ``path`` (``w:pPr/w:jc`` …) in a style's chain."""
        key = (style_id, path)
        if key not in self._cache:
            where = "/".join(W + step for step in path.split("/"))
            hits = (style.find(where) for style in self.chain(style_id))
            self._cache[key] = next((hit for hit in hits if hit is not None), None)
        return self._cache[key]

    def name(self, style_id: str) -> str:
        """The name people see for a style."""
        return value(self._by_id[style_id].find(W + "name")) if style_id in self._by_id else ""

    def looks(self, paragraph: Any) -> Looks:
        """What direct formatting and styles together make of a paragraph."""
        properties = paragraph.find(W + "pPr")
        direct = _find(properties, "pStyle")
        style_id = value(direct) or self._default
        alignment = _find(properties, "jc")
        if alignment is None:
            alignment = self.lookup(style_id, "pPr/jc")
        size, bold = self._run_looks(paragraph, style_id)
        return Looks(
            style_id,
            self.name(style_id),
            self._level(properties, style_id),
            size,
            bold,
            value(alignment) == "center",
        )

    def _level(self, properties: Any | None, style_id: str) -> int | None:
        outline = _find(properties, "outlineLvl")
        if outline is None:
            for style in self.chain(style_id):
                if named := _HEADING_NAME.fullmatch(value(style.find(W + "name")).strip()):
                    return int(named[1])
                outline = style.find(f"{W}pPr/{W}outlineLvl")
                if outline is not None:
                    break
        text = value(outline)
        return int(text) + 1 if text.isdecimal() and int(text) < 9 else None

    def _run_looks(self, paragraph: Any, style_id: str) -> tuple[float | None, bool]:
        """The commonest size by characters, and whether every word is bold."""
        sizes: Counter[float | None] = Counter()
        light = heavy = 0
        for run in paragraph.iter(W + "r"):
            count = sum(len((t.text or "").strip()) for t in run.iterchildren(W + "t"))
            if not count:
                continue
            properties = run.find(W + "rPr")
            character = value(_find(properties, "rStyle"))
            size = self._property(properties, "sz", character, style_id)
            sizes[_half_points(size)] += count
            if _on(self._property(properties, "b", character, style_id)):
                heavy += count
            else:
                light += count
        common = sizes.most_common(1)[0][0] if sizes else None
        return common or self._size, heavy > 0 and light == 0

    def _property(self, properties: Any | None, name: str, character: str, style_id: str) -> Any:
        found = _find(properties, name)
        if found is None and character:
            found = self.lookup(character, f"rPr/{name}")
        return self.lookup(style_id, f"rPr/{name}") if found is None else found


def _find(properties: Any | None, name: str) -> Any | None:
    return None if properties is None else properties.find(W + name)


def _half_points(element: Any | None) -> float | None:
    size = whole(element, 0)
    return size / 2 if size else None


def _on(element: Any | None) -> bool:
    return element is not None and value(element) not in {"0", "false", "off", "none"}
