"""The files as they were added, by content hash, beside the database."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path


class Originals:
    """A folder of files named by the SHA-256 of their bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Writes the bytes once; a reader never sees half a file. Returns the name."""
        name = hashlib.sha256(data).hexdigest()
        path = self.path(name)
        if path.exists() and path.stat().st_size == len(data):
            return name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return name

    def read(self, name: str) -> bytes | None:
        """The bytes, or None where they were not kept."""
        path = self.path(name)
        return path.read_bytes() if name and path.is_file() else None

    def drop(self, name: str) -> None:
        """Deletes a file. One that another program holds open (Windows) stays until the next time."""
        if name:
            with contextlib.suppress(PermissionError):
                self.path(name).unlink(missing_ok=True)

    def sweep(self, needed: set[str]) -> None:
        """Deletes what no document needs: files of a put that was killed before it was committed."""
        for path in self.folder.glob("*/*"):
            if path.name not in needed:
                with contextlib.suppress(PermissionError):
                    path.unlink(missing_ok=True)

    def path(self, name: str) -> Path:
        """Where a file of this name lies."""
        return self.folder / name[:2] / name
