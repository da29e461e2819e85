"""What a browser sends: files with the names, and for a folder the paths, that they have on a person's computer."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

FORBIDDEN = re.compile(r'[<>:"|?*]') if os.name == "nt" else re.compile(r"[\0]")
"""Characters that no file name of this system can hold."""
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
FILES, FOLDERS = "files", "folders"
"""Where single files and whole folders lie in a parcel."""


def named(sent: Iterable[Mapping[str, Any]], room: Path) -> list[tuple[Path, tuple[str, ...]]]:
    """Uploads as (path, parts of the name). Only what lies in ``room``, where uploads are kept: the rest of a
    message is as its sender likes."""
    found = []
    for one in sent:
        path = Path(str(one.get("path", ""))).resolve()
        parts = safe_parts(str(one.get("name", ""))) or (path.name,)
        if path.is_file() and path.is_relative_to(room.resolve()):
            found.append((path, parts))
    return found


def names_and_paths(payload: Any) -> list[tuple[str, str]]:
    """Uploads of a file box as (path, name as the person's computer has it).

    Takes the place of the box's own ``preprocess``: Gradio's path loses brackets and quotation
    marks. Not a subclass: Gradio writes a stub file beside it.
    """
    files = getattr(payload, "root", payload) or []
    files = files if isinstance(files, list) else [files]
    return [(f.path, Path(f.orig_name or f.path).name) for f in files]


def safe_parts(name: str) -> tuple[str, ...]:
    """The parts of a relative path; nothing that leads out of a folder."""
    parts = re.split(r"[/\\]", CONTROL.sub("", name))
    clean = (FORBIDDEN.sub("_", part).strip() for part in parts)
    return tuple(part for part in clean if part not in ("", ".", ".."))


def parcel(files: Iterable[tuple[Path, tuple[str, ...]]]) -> tuple[Path, list[str]]:
    """Copies uploads into a new folder under their own names; returns it and what to take in.

    A single file is named outright, as a person names it; a folder is a pattern, so that its files keep
    the folder's name (``2025/要点.docx``).
    """
    folder = Path(tempfile.mkdtemp(prefix="edu-policy-upload-"))
    named_outright: list[str] = []
    folders = False
    for path, parts in files:
        inside = len(parts) > 1
        room = folder / (FOLDERS if inside else FILES)
        target = free_path(room.joinpath(*parts))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        folders = folders or inside
        if not inside:
            named_outright.append(str(target))
    return folder, named_outright + ([str(folder / FOLDERS / "*")] if folders else [])


def free_path(path: Path) -> Path:
    """The path, or with a number where an upload of the same name lies there already."""
    free, number = path, 2
    while free.exists():
        free, number = path.with_name(f"{path.stem}（{number}）{path.suffix}"), number + 1
    return free


def typed_folder(text: str) -> Path:
    """A path as people paste it: quotation marks around it (Windows) and ~ are understood."""
    return Path(text.strip().strip("\"'“”").strip()).expanduser()
