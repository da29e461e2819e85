"""Makes vectors behind an app that serves: of another model that was chosen, or after a server was away."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ingest.errors import PolicyError

if TYPE_CHECKING:
    from ingest.store.store import Store

LOOK_SECONDS = 5.0
"""How often is looked whether vectors are missing: another process may add documents."""
RETRY_SECONDS = 60.0
"""Until a model that failed is tried again."""
JOIN_SECONDS = 5.0

log = logging.getLogger(__name__)


@contextmanager
def filling_vectors(store: Store) -> Iterator[None]:
    """Makes whatever vectors are missing in a thread of its own, until the block ends."""
    stopping = threading.Event()
    thread = threading.Thread(target=_run, args=(store, stopping), name="vectors", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(JOIN_SECONDS)


def _run(store: Store, stopping: threading.Event) -> None:
    while not stopping.is_set():
        pause = LOOK_SECONDS
        try:
            _fill(store, stopping)
        except (PolicyError, OSError) as error:  # the model, the disk or the lock: later
            log.debug("vectors wait: %s", error)
            pause = RETRY_SECONDS
        except Exception:
            if not stopping.is_set():  # else the library was closed under a request that took long
                log.exception("vectors could not be made")
            pause = RETRY_SECONDS
        stopping.wait(pause)


def _fill(store: Store, stopping: threading.Event) -> None:
    """One look; what was made comes into the index at once, so that no question waits for it."""
    if not store.vectors_missing():
        return
    store.fill_vectors(stopped=stopping.is_set)
    if not stopping.is_set() and not store.vectors_missing():
        store.catch_up(fill=False)
