"""The evaluators' command line: ``python -m eval run | score | compare | gate | questions | check | …``.

``run`` without ``--data`` ingests corpus/ into a new library of its own, so that a figure never depends
on what somebody has in ./data. JSON alone on stdout. Exit codes: 0 good; 1 a question crashed, a figure
fell or a quote is gone; 2 wrong use.
"""

from __future__ import annotations

import argparse
import sys

from eval.bench.commands import add_parser as add_bench
from eval.commands import judge, judging, running, sets
from ingest.errors import LibraryLocked, PolicyError


def main(argv: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = parser().parse_args(argv)
    try:
        return int(args.run(args))
    except LibraryLocked as error:
        print(error, file=sys.stderr)
        return 3
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(prog="python -m eval", description="run and score question sets")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for room in (running, judge, judging, sets):
        room.add(commands)
    add_bench(commands)
    return top


if __name__ == "__main__":
    sys.exit(main())
