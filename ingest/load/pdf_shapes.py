"""Shapes drawn on a pdf page → straight strokes and the sides of painted rectangles."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from ingest.records import Box

THIN = 3.2
"""Points: a filled shape this thin is a line."""
MOST_SHAPES = 20_000
"""A page with more drawn shapes holds a drawing; looking for tables there would take seconds."""


def shapes(page: Any) -> Iterator[Box]:
    """Straight strokes and the sides of painted rectangles, as rectangles of PDF space."""
    import pypdfium2.raw as raw

    count = 0
    whole = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    drawn = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM)
    kind_of, item_of = raw.FPDFPageObj_GetType, raw.FPDFPage_GetObject
    items = (item_of(page, i) for i in range(raw.FPDFPage_CountObjects(page)))
    pending: list[tuple[Any, tuple[float, ...], int]] = [
        (item, whole, 0) for item in items if kind_of(item) in drawn
    ]
    for item, matrix, depth in pending:
        kind = kind_of(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < 4:
            inner = _times(_matrix(raw, item), matrix)
            pending += [
                (raw.FPDFFormObj_GetObject(item, i), inner, depth + 1)
                for i in range(max(raw.FPDFFormObj_CountObjects(item), 0))
            ]
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            count += 1
            if count > MOST_SHAPES:
                return
            yield from _sides(raw, item, _times(_matrix(raw, item), matrix))


def _sides(raw: Any, item: Any, matrix: tuple[float, ...]) -> Iterator[Box]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not stroke.value and (not fill.value or _is_white(raw, item)):
        return
    for outline in _outlines(raw, item, matrix):
        yield from straight(outline)


def straight(outline: Sequence[tuple[float, float]]) -> Iterator[Box]:
    """The straight parts of a sub-path: all of one that is thin, else its level and upright sides."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    box = (min(xs), min(ys), max(xs), max(ys))
    if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
        yield box
        return
    for (x0, y0), (x1, y1) in pairwise(outline):
        if abs(x0 - x1) <= 0.7 or abs(y0 - y1) <= 0.7:
            yield (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _outlines(
    raw: Any, item: Any, matrix: tuple[float, ...]
) -> Iterator[list[tuple[float, float]]]:
    """The sub-paths of a path as points of the page; a curve is its end point far away."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for i in range(min(max(raw.FPDFPath_CountSegments(item), 0), MOST_SHAPES)):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            if len(points) > 1:
                yield points
            points = []
            continue
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _is_white(raw: Any, item: Any) -> bool:
    channels = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(item, *channels):
        return False
    red, green, blue, alpha = (channel.value for channel in channels)
    return alpha < 16 or min(red, green, blue) >= 250


def _matrix(raw: Any, item: Any) -> tuple[float, ...]:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip
