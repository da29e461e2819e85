"""Uploads under the names that they have on a person's computer."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def names_and_paths(payload: Any) -> list[tuple[str, str]]:
    """Uploads as (path, name as the person's computer has it).

    Takes the place of the file box's own ``preprocess``: Gradio's path loses brackets and quotation
    marks, and the name is a document's identity. Not a subclass: Gradio writes a stub file beside it.
    """
    files = getattr(payload, "root", payload) or []
    files = files if isinstance(files, list) else [files]
    return [(f.path, Path(f.orig_name or f.path).name) for f in files]


def free_path(path: Path) -> Path:
    """The path, or with a number where an upload of the same name lies there already."""
    free, number = path, 2
    while free.exists():
        free, number = path.with_name(f"{path.stem}（{number}）{path.suffix}"), number + 1
    return free
