"""Remembers how long the vectors of a model server are, so that a library opens while it is away."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path

FILE = "embedding-endpoints.json"


class Remembered:
    """Model and server → dimension, in a file of the data folder. Losing it costs one request."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def get(self, model: str) -> int | None:
        """The dimension that was seen last; None where none was."""
        known = self._read().get(model)
        return known if isinstance(known, int) and known > 0 else None

    def put(self, model: str, dimension: int | None) -> None:
        """Remembers a dimension, or with None forgets it. A folder that cannot be written is no matter."""
        known = self._read() | {model: dimension}
        text = json.dumps({m: d for m, d in known.items() if d}, ensure_ascii=False)
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # Another process may read at this moment: it sees the old file or the new one.
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=FILE)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(text)
                Path(name).replace(self._path)
            finally:
                Path(name).unlink(missing_ok=True)

    def _read(self) -> dict[str, object]:
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}
