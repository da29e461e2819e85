"""The figures as Markdown, for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

SHOWN = ("R@1", "R@5", "MRR", "nDCG@10", "doc@1", "R@1500c")


def table(figures: Mapping[str, Any]) -> str:
    """One table a set: the whole with intervals, then its groups; what was left out stands at the end."""
    blocks = ["\n".join(_set(one)) for one in figures["sets"]]
    blocks += [f"skipped {name}: {why}" for name, why in figures["skipped_systems"].items()]
    return "\n\n".join(blocks)


def _set(one: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {one['name']} ({one['questions']} questions)"
    if missed := one["unreachable"]:
        yield f"no chunk of this library holds the gold of {len(missed)}: {', '.join(missed)}"
    yield ""
    yield "| group | n | system | " + " | ".join(SHOWN) + " | ms |"
    yield "|" + "---|" * (len(SHOWN) + 4)
    yield from _rows("all", one)
    for name, group in one["groups"].items():
        if " " not in name:  # each wording in each half is in the JSON
            yield from _rows(name, group)


def _rows(name: str, group: Mapping[str, Any]) -> Iterator[str]:
    for system, row in group["systems"].items():
        cells = " | ".join(_cell(row[metric]) for metric in SHOWN)
        yield f"| {name} | {group['questions']} | {system} | {cells} | {row.get('ms', '')} |"
    if best := group.get("fused_minus_best"):
        cells = " | ".join(
            f"{_cell(best[m]['difference'], '+')} vs {best[m]['best']}" for m in SHOWN
        )
        yield f"| {name} | {group['questions']} | fused − best single | {cells} | |"


def _cell(interval: tuple[float, float, float], sign: str = "") -> str:
    mean, lo, hi = (f"{value:{sign}.3f}" for value in interval)
    return f"{mean} [{lo}, {hi}]"
