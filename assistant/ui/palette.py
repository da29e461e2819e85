"""The colours of the page and of the reader's page, light and dark, each named for what it is used for.

Text reaches a contrast of 4.5 on every ground it stands on, borders of controls 3 (WCAG 2.2 AA; a test computes it).
"""

from __future__ import annotations

from collections.abc import Mapping

COLOURS: Mapping[str, tuple[str, str]] = {
    "ground": ("#f4f6f5", "#14181b"),  # behind everything
    "surface": ("#ffffff", "#1c2226"),  # cards, boxes, tables
    "sunken": ("#eaeeec", "#262e33"),  # heads of tables, what is quoted, hovered rows
    "line": ("#d3dad7", "#3a444b"),  # between things
    "edge": ("#75808a", "#8a96a0"),  # around what is typed into or pressed
    "ink": ("#1b2328", "#e8ecef"),  # words
    "quiet": ("#515c65", "#b0bbc3"),  # words that explain
    "accent": ("#14607a", "#86cbe2"),  # links, the chosen tab, focus
    "accent-soft": ("#e0eff4", "#1d3945"),  # behind what is chosen
    "fill": ("#14607a", "#1b7390"),  # the one button that goes on
    "fill-hover": ("#0f4c61", "#23809f"),  # the same, under the pointer
    "on-fill": ("#ffffff", "#ffffff"),  # its words
    "good": ("#1a6a45", "#86d3a8"),  # done
    "good-soft": ("#e0f2e8", "#1b3729"),
    "warn": ("#6f4a00", "#ecc873"),  # soon, not sure, old
    "warn-soft": ("#fcf0d0", "#3b3117"),
    "bad": ("#a12d1c", "#f4a799"),  # late, wrong, failed
    "bad-soft": ("#fbe7e2", "#47261f"),
    "mark": ("#ffe58a", "#6a5600"),  # behind quoted words
    "mark-ink": ("#222222", "#fff7da"),  # quoted words
    "with": ("#d9eafb", "#28435c"),  # behind words that belong to the quoted ones
}
"""Name → (light, dark). In CSS they are ``var(--NAME)``."""

ON: tuple[tuple[str, str, float], ...] = (
    ("ink", "ground", 4.5),
    ("ink", "surface", 4.5),
    ("ink", "sunken", 4.5),
    ("ink", "accent-soft", 4.5),
    ("ink", "with", 4.5),
    ("quiet", "ground", 4.5),
    ("quiet", "surface", 4.5),
    ("quiet", "sunken", 4.5),
    ("accent", "ground", 4.5),
    ("accent", "surface", 4.5),
    ("accent", "sunken", 4.5),
    ("accent", "accent-soft", 4.5),
    ("on-fill", "fill", 4.5),
    ("on-fill", "fill-hover", 4.5),
    ("good", "good-soft", 4.5),
    ("good", "surface", 4.5),
    ("warn", "warn-soft", 4.5),
    ("warn", "surface", 4.5),
    ("bad", "bad-soft", 4.5),
    ("bad", "surface", 4.5),
    ("bad", "ground", 4.5),
    ("mark-ink", "mark", 4.5),
    ("edge", "ground", 3.0),
    ("edge", "surface", 3.0),
)
"""(what, on what, least contrast)."""


def variables(dark: bool) -> str:
    """The custom properties of one of both looks, for a CSS rule."""
    return " ".join(f"--{name}: {pair[dark]};" for name, pair in COLOURS.items())


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours ``#rrggbb``, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
