"""``bench app-load | app-start | app-citation | app-network | app-checklist | app-stories``: figures, and a sentence on stderr."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from eval.runner import library_for


def bench(args: argparse.Namespace) -> dict[str, Any]:
    """On a copy of the library given (``--data``), else on one made of corpus/."""
    figures = _figures(args)
    if "said" in figures:
        print(figures["said"], file=sys.stderr)
    return figures


def _figures(args: argparse.Namespace) -> dict[str, Any]:
    from eval.bench.app import citation, listing, load, network, start

    if args.name == "app-citation":
        return citation.run()
    if args.name == "app-checklist":
        return listing.run()
    if args.name == "app-stories":
        from eval.bench.app.stories import run as stories
        from ingest.pipeline import corpus_dir

        wanted = filter(None, args.sets.split(","))
        return stories.run(args.folder or corpus_dir(), args.screenshots, wanted)
    with library_for(args.data) as settings:
        data = settings.data_dir
        if args.name == "app-start":
            return start.run(data)
        if args.name == "app-network":
            return network.run(data)
        return load.run(args.folder, data, _questions(args.questions))


def _questions(files: list[Path]) -> list[str]:
    """What people ask: the question files given, else that of corpus/; the half that rules may be tuned on."""
    from eval.questions import DEFAULT, load_questions

    asked = [q for path in files or [DEFAULT] for q in load_questions(path)]
    return [q.question for q in asked if q.split == "dev" and not q.history]
