"""The filters of the checklist on a command line."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable

from assistant.progress_door import Filters
from assistant.time_windows import BY_WORDS, WINDOWS

NAMED = "；".join(f"{name} {words}" for name, words in WINDOWS.items())


def parser() -> argparse.ArgumentParser:
    """What every command that speaks of rows takes; to be used as a parent."""
    shared = argparse.ArgumentParser(add_help=False)
    day = dt.date.fromisoformat
    of = shared.add_argument_group("which rows")
    of.add_argument("--from", dest="since", type=day, metavar="D")
    of.add_argument("--to", dest="until", type=day, metavar="D")
    of.add_argument("--window", default="", metavar="W", help=NAMED)
    of.add_argument("--state", metavar="S", help="待确认 已确认 进行中 已完成 不适用 逾期 已驳回")
    of.add_argument("--kind", choices=("target", "deadline"))
    of.add_argument("--owner", metavar="O", help="words of the office that is responsible")
    of.add_argument(
        "--topic", default="", metavar="T", help="words that a row must hold, all of them"
    )
    of.add_argument(
        "--document", action="append", metavar="ID", help="id or source; may be repeated"
    )
    of.add_argument(
        "--year",
        action="append",
        type=int,
        metavar="Y",
        help="year that a document is for; likewise",
    )
    of.add_argument("--unconfirmed", action="store_true", help="only what nobody has confirmed")
    of.add_argument("--today", type=day, metavar="D", help="the day overdue counts from")
    return shared


def filters_of(args: argparse.Namespace) -> Filters:
    """The filters that were given."""
    return Filters(
        kinds=(args.kind,) if args.kind else None,
        since=args.since,
        until=args.until,
        states=(args.state,) if args.state else None,
        owner=args.owner,
        documents=args.document,
        today=args.today,
        window=args.window,
        topic=args.topic,
        years=args.year,
        unconfirmed=args.unconfirmed,
    )


def is_filtered(args: argparse.Namespace) -> bool:
    """Was any filter given? ``--today`` is none: it only says from where time counts."""
    given = filters_of(args)
    return any(value for name, value in given.items() if name != "today")


KINDS = {"target": "指标", "deadline": "时间节点"}


def in_words(filters: Filters) -> str:
    """The filters as an exported file names them: 本周；状态：逾期；责任单位：基础教育科. "" where there is none."""
    window = filters.get("window") or ""
    said = [
        WINDOWS.get(window, window if window in BY_WORDS else ""),
        f"{first:%Y-%m-%d} 起" if (first := filters.get("since")) else "",
        f"{last:%Y-%m-%d} 止" if (last := filters.get("until")) else "",
        "、".join(KINDS.get(kind, kind) for kind in filters.get("kinds") or ()),
        _listed("状态", filters.get("states")),
        f"责任单位：{owner}" if (owner := filters.get("owner")) else "",
        _listed("文件", filters.get("documents")),
        _listed("年份", filters.get("years")),
        f"含“{topic}”" if (topic := filters.get("topic")) else "",
        "只看未确认" if filters.get("unconfirmed") else "",
    ]
    return "；".join(part for part in said if part)


def _listed(head: str, values: Iterable[object] | None) -> str:
    return f"{head}：{'、'.join(map(str, values))}" if values else ""
