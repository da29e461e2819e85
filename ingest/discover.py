"""Paths, patterns, folders and archives that a person names → the files to read, each with its identity."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.archives import Limits, is_ofd, unpack
from ingest.errors import DocumentError, SettingsError
from ingest.settings import Settings

FOLDER_NOTES = frozenset({"readme", "sources", "thumbs", "desktop"})
"""Stems of files that describe a folder; left out of a folder walk, taken when named outright."""
NOTES = frozenset({"", ".md", ".txt", ".csv", ".json", ".yaml", ".yml", ".ini", ".db"})
"""Suffixes of such files; a README.docx is a document."""
ARCHIVES = frozenset({".zip"})
"""Suffixes of files that hold files."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to read: files with their identity, and what was refused before it was read.

    ``archives`` are the identities of archives that were opened: no documents themselves.
    """

    files: tuple[tuple[Path, str], ...]
    refused: tuple[tuple[str, DocumentError], ...] = ()
    archives: tuple[str, ...] = ()

    @property
    def sources(self) -> list[str]:
        """All identities, those refused last."""
        return [source for _, source in self.files] + [source for source, _ in self.refused]


@contextmanager
def discover(paths: Iterable[str | Path], settings: Settings) -> Iterator[Found]:
    """All files under the paths, archives opened; what was unpacked lasts as long as the context.

    A member's identity is that of its archive, a slash, and its place inside: ``包.zip/甲/计划.docx``.

    Raises:
        SettingsError: a path does not exist, or a pattern matches nothing.
    """
    with tempfile.TemporaryDirectory(prefix="edu-unpacked-", ignore_cleanup_errors=True) as room:
        files: dict[str, Path] = {}
        refused: dict[str, DocumentError] = {}
        archives: list[str] = []
        limits = Limits(settings.max_file_mb * 2**20)
        for number, (path, source) in enumerate(find_files(paths)):
            if path.suffix.lower() not in ARCHIVES or is_ofd(path):
                files[source] = path
                continue
            archives.append(source)
            members = unpack(path, source, Path(room, str(number)), limits, is_document)
            for name, outcome in members:
                if isinstance(outcome, DocumentError):
                    refused[name] = outcome
                else:
                    files[name] = outcome
        for source in files:
            refused.pop(source, None)
        opened = tuple(source for source in archives if source not in refused)
        yield Found(tuple((p, s) for s, p in files.items()), tuple(refused.items()), opened)


def find_files(paths: Iterable[str | Path]) -> list[tuple[Path, str]]:
    """Files under the paths with their identity: relative to the added folder, or the file's name.

    A path that does not exist and holds ``*``, ``?`` or ``[`` is a pattern (``**`` for any folders);
    identities are then relative to the folder before the first of these. Hidden files, Office lock
    files (``~$…``) and a folder's own notes are left out of a walk. Two files that would have one
    identity keep both: the later one is named with the folder it was found in.

    Raises:
        SettingsError: a path does not exist, or a pattern matches nothing.
    """
    found: dict[str, Path] = {}
    for path in (Path(p) for p in paths):
        if path.is_dir():
            _join(found, _walk(path, path), path)
        elif path.is_file():
            _join(found, {storable(path.name): path}, path.parent)
        elif glob.has_magic(str(path)):
            _join(found, _matches(path), _root(path))
        else:
            raise SettingsError(f"找不到 {path}。", "请检查路径；路径里有空格时请加引号。")
    return [(file, source) for source, file in found.items()]


def _join(found: dict[str, Path], more: dict[str, Path], root: Path) -> None:
    """Adds files found below ``root``; another file under a taken name takes its folders along."""
    above = [storable(part) for part in root.absolute().parts[1:]]
    for source, path in more.items():
        name, depth = source, 0
        while name in found and not found[name].samefile(path) and depth < len(above):
            depth += 1
            name = "/".join([*above[len(above) - depth :], source])
        found[name] = path


def _walk(folder: Path, root: Path) -> dict[str, Path]:
    """The documents below a folder by their place under ``root``."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {
        storable(relative.as_posix()): file
        for file in files
        if is_document(relative := file.relative_to(root))
    }


def _matches(pattern: Path) -> dict[str, Path]:
    """What a pattern matches; folders among it are walked."""
    root = _root(pattern)
    found: dict[str, Path] = {}
    try:
        matched = sorted(root.glob(str(pattern.relative_to(root))))
    except ValueError:  # 甲**.docx: pathlib wants ** to be a part of its own
        matched = []
    for path in matched:
        if path.is_dir():
            found |= _walk(path, root)
        elif path.is_file() and is_document(relative := path.relative_to(root)):
            found[storable(relative.as_posix())] = path
    if not found:
        raise SettingsError(
            f"没有文件与 {pattern} 相符。", "请检查路径和通配符；** 表示任意多层文件夹。"
        )
    return found


def _root(pattern: Path) -> Path:
    """The folder before the first part that is a pattern; one whose name has brackets may exist."""
    root = Path(pattern.anchor)
    for part in pattern.relative_to(root).parts if pattern.anchor else pattern.parts:
        if glob.has_magic(part) and not (root / part).is_dir():
            break
        root = root / part
    return root


def storable(name: str) -> str:
    """A name whose bytes are no UTF-8 with U+FFFD for them: no database takes them as they are."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_document(relative: Path) -> bool:
    """Is a file of a folder or archive meant to be read? Not what is hidden or describes the folder."""
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in relative.parts)
    note = relative.stem.lower() in FOLDER_NOTES and relative.suffix.lower() in NOTES
    return not hidden and not note
