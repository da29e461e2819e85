"""How well scans are read: pages set from known text, spoilt in the usual ways, read back.

The truth is what was printed, so errors are counted exactly: Levenshtein distance over the characters
without white space after NFKC, divided by the length; digits also by themselves, because a wrong
digit is what harms.
"""

from __future__ import annotations

import io
import random
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ingest.discover import find_files
from ingest.errors import DocumentError
from ingest.pipeline import Job, hash_file, read, recognise_picture

FONTS = (
    "wqy-microhei.ttc", "wqy-zenhei.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc",
    "simsun.ttc", "msyh.ttc", "simfang.ttf", "PingFang.ttc", "STHeiti Light.ttc",
)  # fmt: skip
FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts",
    "C:/Windows/Fonts", "/System/Library/Fonts", "/Library/Fonts",
)  # fmt: skip
DPI = 200
LINES = 26
"""Lines of a page; about 700 characters, as a page of 公文 has."""
LINE = 28
"""Characters of a line."""
PAGES = 2
"""Pages per quality."""
SHOWN = 4


def run(folder: Path, *, pages: int = PAGES) -> dict[str, Any]:
    """Character and digit error rates and seconds a page for every quality; ``skipped`` says why not."""
    font = find_font()
    if font is None:
        return {"skipped": "no Chinese font found (fonts-wqy-microhei or fonts-noto-cjk has one)"}
    texts = list(page_texts(folder, pages))
    if not texts:
        return {"skipped": f"no document with enough text in {folder}"}
    found: dict[str, Any] = {}
    for name, spoil in QUALITIES.items():
        rows = [_score(text, spoil(render(text, font))) for text in texts]
        if any(row is None for row in rows):
            return {"skipped": "the ocr extra is not installed (make ocr)"}
        found[name] = _summary([row for row in rows if row is not None])
    return {"pages": len(texts), "font": font.name, "qualities": found}


def _summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    def rate(key: str) -> float:
        wrong, of = (sum(int(r[name]) for r in rows) for name in (key, f"{key}_of"))
        return round(wrong / max(of, 1), 4)

    return {
        "character_error_rate": rate("characters"),
        "digit_error_rate": rate("digits"),
        "seconds_a_page": round(sum(r["seconds"] for r in rows) / len(rows), 2),
        "examples": [e for r in rows for e in r["examples"]][:SHOWN],
    }


def _score(text: str, picture: Any) -> dict[str, Any] | None:
    began = time.perf_counter()
    page = recognise_picture(picture)
    if page is None:
        return None
    seconds = time.perf_counter() - began
    got = folded("".join(block.text for block in page.blocks))
    wanted = folded(text)
    figures, read_figures = re.sub(r"\D", "", wanted), re.sub(r"\D", "", got)
    return {
        "characters": distance(wanted, got), "characters_of": len(wanted),
        "digits": distance(figures, read_figures), "digits_of": len(figures),
        "seconds": seconds, "examples": differences(wanted, got),
    }  # fmt: skip


def folded(text: str) -> str:
    """Without white space, full-width and half-width alike."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def distance(a: str, b: str) -> int:
    """Levenshtein distance of two texts."""
    if not a or not b:
        return len(a) + len(b)
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def differences(a: str, b: str) -> list[str]:
    """The first places where the two differ: wanted → read."""
    from difflib import SequenceMatcher

    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [f"{a[i:j]}→{b[k:m]}" for tag, i, j, k, m in steps if tag != "equal"][:SHOWN]


# --- pages ------------------------------------------------------------------------------------


def page_texts(folder: Path, count: int) -> Iterator[str]:
    """Texts of one page each from documents of the folder, in the order of their names."""
    for path, source in find_files([folder]):
        if count <= 0:
            return
        try:
            text = read(Job(path, source, hash_file(path))).document.text
        except DocumentError:
            continue
        lines = [
            line[i : i + LINE]
            for line in text.replace("\t", "　").split("\n")
            for i in range(0, len(line), LINE)
        ]
        if len(lines) >= LINES:
            count -= 1
            yield "\n".join(lines[:LINES])


def find_font() -> Path | None:
    """A Chinese font of this machine, the first of ``FONTS`` that it has."""
    found: dict[str, Path] = {}
    for folder in FOLDERS:
        for path in Path(folder).expanduser().rglob("*.tt*"):
            found.setdefault(path.name, path)
    return next((found[name] for name in FONTS if name in found), None)


def render(text: str, font: Path, dpi: int = DPI) -> Any:
    """The text on white A4 in 三号 (16 points), as a PIL picture."""
    from PIL import Image, ImageDraw, ImageFont

    scale = dpi / 72
    picture = Image.new("L", (round(595 * scale), round(842 * scale)), 255)
    pen = ImageDraw.Draw(picture)
    face = ImageFont.truetype(str(font), round(16 * scale))
    for number, line in enumerate(text.split("\n")):
        pen.text((64 * scale, (60 + 28 * number) * scale), line, font=face, fill=0)
    return picture


# --- qualities --------------------------------------------------------------------------------


def _noisy(picture: Any) -> Any:
    from PIL import Image, ImageFilter

    rng = random.Random(5)
    noise = Image.frombytes("L", picture.size, rng.randbytes(picture.width * picture.height))
    return Image.blend(picture.filter(ImageFilter.GaussianBlur(0.8)), noise, 0.4)


def _photo(picture: Any) -> Any:
    """Taken askew with a telephone: the sheet in perspective, one side in the shade."""
    from PIL import Image, ImageChops

    w, h = picture.size
    corners = (-0.03 * w, -0.02 * h, 0.02 * w, 1.04 * h, 1.03 * w, 0.99 * h, 0.98 * w, 0.03 * h)
    sheet = picture.transform((w, h), Image.Transform.QUAD, corners, resample=3, fillcolor=255)
    shade = Image.linear_gradient("L").rotate(90).resize((w, h))
    return ImageChops.multiply(sheet, shade.point(lambda v: 255 - v * 110 // 255))


def _jpeg(picture: Any) -> Any:
    from PIL import Image

    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=25)
    return Image.open(stream).convert("L")


def _fax(picture: Any) -> Any:
    small = picture.resize((picture.width // 2, picture.height // 2))
    return small.point(lambda v: 255 if v > 150 else 0).resize(picture.size)


QUALITIES: dict[str, Callable[[Any], Any]] = {
    "clean 200 dpi": lambda p: p,
    "100 dpi": lambda p: p.resize((p.width // 2, p.height // 2)).resize(p.size),
    "40 dpi": lambda p: p.resize((p.width // 5, p.height // 5)).resize(p.size),
    "noise and blur": _noisy,
    "jpeg quality 25": _jpeg,
    "photograph": _photo,
    "low contrast": lambda p: p.point(lambda v: 140 + v * 70 // 255),
    "tilted 2 degrees": lambda p: p.rotate(2, fillcolor=255, resample=3),
    "turned by 90": lambda p: p.rotate(90, expand=True),
    "upside down": lambda p: p.rotate(180),
    "fax 100 dpi black and white": _fax,
}
"""Name → what was done to the page."""
