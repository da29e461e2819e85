"""Remembers what a model server gave for one text: how long its vectors are, and which model it is.

The first lets a library open while the server is away. The second notices that another model answers
under the same name: many servers take any name for the one model that they run.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.static import normalise

Vector = NDArray[np.float32]

FILE = "embedding-endpoints.json"
SAME = 0.98
"""Cosine from which two vectors of one text are of one model: servers round, and a batch or another
card changes the last digits; two models are nowhere near."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A model by the unit vector that it gave for one text, as it was stored (float16)."""

    data: bytes

    @classmethod
    def of(cls, vector: Vector) -> Identity:
        """The identity of whoever gave this vector."""
        return cls(normalise(vector.reshape(1, -1))[0].astype("<f2").tobytes())

    @property
    def dimension(self) -> int:
        """How long the model's vectors are."""
        return len(self.data) // 2

    @property
    def mark(self) -> str:
        """Eight hex digits for the model's name."""
        return hashlib.blake2b(self.data, digest_size=4).hexdigest()

    def is_of(self, other: Identity) -> bool:
        """Whether both vectors are of one model."""
        if self.dimension != other.dimension:
            return False
        one, two = (np.frombuffer(i.data, "<f2").astype(np.float32) for i in (self, other))
        return float(one @ two) >= SAME


class Remembered:
    """Model and server → identities, in a file of the data folder. Losing it costs embedding anew."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def current(self, model: str) -> Identity | None:
        """What answered last; None where nothing did, or where it has changed since."""
        entry = self._entry(model)
        known = _identities(entry)
        return known[-1] if known and not entry.get("changed") else None

    def learn(self, model: str, seen: Identity) -> Identity:
        """Remembers what answers now; one that was known before keeps the vectors that it made."""
        known = _identities(self._entry(model))
        found = next((one for one in known if one.is_of(seen)), seen)
        self._write(model, [*(one for one in known if one != found), found], changed=False)
        return found

    def forget(self, model: str) -> None:
        """Something else answers: who that is is asked when a library is opened the next time."""
        self._write(model, _identities(self._entry(model)), changed=True)

    def _entry(self, model: str) -> dict[str, Any]:
        """What the file says of a model, read once: another process may replace the file meanwhile."""
        entry = self._read().get(model)
        return entry if isinstance(entry, dict) else {}

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _write(self, model: str, known: list[Identity], *, changed: bool) -> None:
        """A folder that cannot be written is no matter: then the server is asked at every opening."""
        data = [base64.b64encode(one.data).decode() for one in known]
        text = json.dumps(self._read() | {model: {"known": data, "changed": changed}})
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


def _identities(entry: dict[str, Any]) -> list[Identity]:
    """All that answered under a model's name, the last one at the end; none where the entry is damaged."""
    try:
        raw = [base64.b64decode(text, validate=True) for text in entry.get("known") or []]
    except (binascii.Error, ValueError, TypeError):
        return []
    return [Identity(data) for data in raw if data and len(data) % 2 == 0]
