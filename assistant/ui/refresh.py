"""What the page runs when a tab or a view is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Refresh:
    """A handler with the parts it reads and fills."""

    run: Callable[..., Any]
    inputs: list[Any]
    outputs: list[Any]
