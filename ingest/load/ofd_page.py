"""One page of an OFD file → glyphs, strokes and pictures, in points from the top left of the page.

A page shows its template pages, its own layers, and what these refer to; every object stands in a
frame of its own (Boundary, CTM) inside that of what holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import ParseLimit
from ingest.load.ofd_package import (
    FARTHEST,
    POINTS,
    Package,
    Resources,
    Sheet,
    children,
    first,
    numbers,
    page_box,
    text_of,
)
from ingest.load.ofd_text import Matrix, Run, is_upright, runs_of, times
from ingest.load.pdf_lines import bounds
from ingest.load.pdf_shapes import MOST_SHAPES, straight
from ingest.records import Box

MOST_OBJECTS = 200_000
"""Objects of one page; a full page set glyph by glyph has three thousand."""
MOST_GLYPHS = 100_000
DEEPEST = 6
"""Blocks and composite objects inside each other."""
# A drawing command and what it takes.
_COMMAND = re.compile(r"([SMLQBAC])([^SMLQBAC]*)", re.I)
# Command → how many numbers it takes; its last two are where it ends.
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
_WHITE = 250


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the page: its member in the package (empty where it is missing) and its place."""

    member: str
    box: Box


@dataclass(slots=True)
class Drawn:
    """All that one page shows; ``hidden`` and ``slanted`` are words that are not read out."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    shapes: int = 0
    hidden: list[str] = field(default_factory=list)
    slanted: list[str] = field(default_factory=list)


def read_page(package: Package, sheet: Sheet) -> Drawn:
    """What one page shows.

    Raises:
        DamagedFile: its part is missing or broken.
        ParseLimit: it holds more than a page does.
    """
    root = package.root(sheet.part)
    box = page_box(first(root, "Area")) or sheet.box
    drawn = Drawn(box[2] * POINTS, box[3] * POINTS)
    resources = sheet.document.resources
    for item in children(root, "PageRes"):
        package.add_resources(resources, text_of(item), sheet.part)
    reader = _Reader(drawn, resources)
    frame = (POINTS, 0.0, 0.0, POINTS, -box[0] * POINTS, -box[1] * POINTS)
    above = []
    for item in children(root, "Template"):
        member, order = sheet.document.templates.get(item.get("TemplateID") or "", ("", ""))
        read = package.optional("/" + member, "") if member else None
        if read is None:
            continue
        if (item.get("ZOrder") or order) == "Foreground":
            above.append(read[1])
        else:
            reader.layers(read[1], frame)
    for content in (root, *above):
        reader.layers(content, frame)
    return drawn


def words_of(appearance: Any) -> str:
    """The words that an annotation shows."""
    codes = [] if appearance is None else appearance.iter("{*}TextCode")
    return "".join(text_of(code) for code in codes)


class _Reader:
    def __init__(self, drawn: Drawn, resources: Resources) -> None:
        self._drawn = drawn
        self._resources = resources
        self._objects = 0
        self._glyphs = 0

    def layers(self, root: Any, frame: Matrix) -> None:
        """Everything on the layers of a page or template."""
        for layer in children(first(root, "Content"), "Layer"):
            for item, matrix in self._objects_of(layer, frame, 0):
                self._read(item, matrix)

    def _objects_of(self, block: Any, frame: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
        for item in block:
            self._objects += 1
            if self._objects > MOST_OBJECTS:
                raise ParseLimit("一页里的对象过多。")
            kind = str(item.tag).rsplit("}", 1)[-1]
            if kind == "PageBlock" and depth < DEEPEST:
                yield from self._objects_of(item, frame, depth + 1)
            elif kind == "CompositeObject" and depth < DEEPEST:
                inner = self._resources.drawings.get(item.get("ResourceID") or "")
                if inner is not None:
                    yield from self._objects_of(inner, _inner(item, frame), depth + 1)
            elif kind in ("TextObject", "PathObject", "ImageObject"):
                yield item, _inner(item, frame)

    def _read(self, item: Any, matrix: Matrix) -> None:
        kind = str(item.tag).rsplit("}", 1)[-1]
        visible = (item.get("Visible") or "").lower() != "false"
        if kind == "TextObject":
            self._text(item, matrix, visible)
        elif kind == "PathObject" and visible:
            self._path(item, matrix)
        elif visible:
            member = self._resources.media.get(item.get("ResourceID") or "", "")
            self._drawn.pictures.append(Picture(member, _image_box(item, matrix)))

    def _text(self, item: Any, matrix: Matrix, visible: bool) -> None:
        if not visible:
            self._drawn.hidden.append(words_of(item))
        elif not is_upright(matrix):
            self._drawn.slanted.append(words_of(item))
        else:
            font = self._resources.fonts.get(item.get("Font") or "")
            for run in runs_of(item, matrix, font):
                self._glyphs += len(run.text)
                if self._glyphs > MOST_GLYPHS:
                    raise ParseLimit("一页里的文字过多。")
                self._drawn.runs.append(run)

    def _path(self, item: Any, matrix: Matrix) -> None:
        self._drawn.shapes += 1
        stroked = (item.get("Stroke") or "true").lower() != "false"
        filled = (item.get("Fill") or "").lower() == "true"
        painted = stroked or (filled and not _is_white(first(item, "FillColor")))
        if not painted or len(self._drawn.strokes) > MOST_SHAPES:
            return
        for outline in _outlines(text_of(first(item, "AbbreviatedData")), matrix):
            self._drawn.strokes += straight(outline)


def _inner(item: Any, frame: Matrix) -> Matrix:
    """The frame inside an object: its own matrix, then its place, then the frame around it."""
    a, b, c, d, e, f = numbers(item.get("CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    x, y = numbers(item.get("Boundary"), 2) or (0.0, 0.0)
    return times((a, b, c, d, e + x, f + y), frame)


def _image_box(item: Any, matrix: Matrix) -> Box:
    """A picture fills the unit square of its matrix; without one, its boundary."""
    size = (1.0, 1.0) if item.get("CTM") else (numbers(item.get("Boundary"), 4) or (0.0,) * 4)[2:]
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (0.0, size[0]) for y in (0.0, size[1])]
    points = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
    return bounds([(x, y, x, y) for x, y in points])


def _is_white(color: Any) -> bool:
    if color is None:
        return False
    channels = numbers(color.get("Value"), 3)
    clear = (color.get("Alpha") or "255").strip() == "0"
    return clear or (channels is not None and min(channels) >= _WHITE)


def _outlines(data: str, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The straight sub-paths of a drawing as points of the page; a curve parts them."""
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    for count, step in enumerate(_COMMAND.finditer(data)):
        if count > MOST_SHAPES:
            return
        kind = step[1].upper()
        ends = None if kind == "C" else numbers(step[2], _TAKES[kind])
        if kind == "C" and len(points) > 1:
            points.append(points[0])
        if kind != "L" and len(points) > 1:
            yield points
        if kind != "L":
            points = []
        if ends is not None and max(map(abs, ends[-2:])) < FARTHEST:
            x, y = ends[-2:]
            points.append((a * x + c * y + e, b * x + d * y + f))
    if len(points) > 1:
        yield points
