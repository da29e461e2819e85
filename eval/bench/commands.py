"""``python -m eval bench NAME``: which bench runs with which arguments; figures as JSON on stdout."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from eval.runner import library_for
from ingest.errors import SettingsError


def add_parser(commands: Any) -> None:
    """The ``bench`` command with its options."""
    bench = commands.add_parser("bench", help=f"measure a room: {', '.join(BENCHES)}")
    bench.add_argument("name", choices=tuple(BENCHES))
    bench.add_argument(
        "folder", type=Path, nargs="?",
        help="folder of documents (default: corpus/); peer-cases: folder of the test cases; ragas: a saved run; screenshots: where to",
    )  # fmt: skip
    bench.add_argument(
        "gold", type=Path, nargs="?",
        help="metadata: values that are right, by file name (default: eval/gold/)",
    )  # fmt: skip
    search = bench.add_argument_group("retrieval, answers (--data, --save)")
    search.add_argument(
        "--questions", type=Path, action="append", default=[], metavar="F",
        help="this question file alone; may be repeated (default: all sets that fit)",
    )  # fmt: skip
    search.add_argument("--data", type=Path, help="a library; else one is made of the folder")
    search.add_argument("--systems", default="", metavar="A,B", help="only these (default: all)")
    search.add_argument(
        "--sets", default="", metavar="A,B",
        help="only these of questions, heading, article, place, place-family, training; screenshots: of zh, en, wide, phone, light, dark; app-stories: of teacher, official, colleague, evaluator, phone",
    )  # fmt: skip
    search.add_argument(
        "--training", type=Path, metavar="DIR", help="the model's training text: its held-out part"
    )
    search.add_argument(
        "--save", type=Path, metavar="FILE", help="a JSON line per question: ranks, or rows"
    )
    bench.add_argument(
        "--screenshots", type=Path, metavar="DIR", help="app-stories: pictures of what went wrong"
    )
    bench.add_argument("--split", choices=("dev", "held-out", "all"), default="all")
    facts = bench.add_argument_group("facts, facts-agreement")
    facts.add_argument(
        "--gold", type=Path, action="append", default=[], dest="gold_files", metavar="FILE",
        help="a gold file; may be repeated (default: eval/gold/facts-*.jsonl)",
    )  # fmt: skip
    facts.add_argument("--document", default="", metavar="NAME", help="documents with this name")
    facts.add_argument(
        "--show-held-out", action="store_true", help="list the held-out half's errors too"
    )
    bench.add_argument(
        "--sizes",
        default="1000,10000,100000",
        metavar="N,N",
        help="retrieval-cost, answers-cost: chunks",
    )
    bench.add_argument("--peer", choices=("jionlp",), help="peer-cases: score this peer beside us")
    bench.set_defaults(run=bench_command)


def bench_command(args: argparse.Namespace) -> int:
    """``bench``: figures as JSON; 1 where the bench holds something to be wrong."""
    figures = BENCHES[args.name](args)
    if "skipped" in figures:
        print(f"skipped: {figures['skipped']}", file=sys.stderr)
        return 0
    print(json.dumps(figures, ensure_ascii=False, default=str))
    return 0 if figures.get("ok", True) and not figures.get("violations") else 1


def retrieval(args: argparse.Namespace) -> dict[str, Any]:
    """``bench retrieval``: on a library of corpus/, of the folder, or the one given; a table on stderr."""
    from eval.bench.retrieval.run import Wish, chosen_sets, run
    from eval.bench.retrieval.systems import chosen
    from eval.bench.retrieval.table import table

    wish = Wish(
        systems=chosen(args.systems),
        sets=chosen_sets(args.sets, files=args.questions, training=args.training),
        files=tuple(args.questions),
        split=args.split,
        of_corpus=args.folder is None,
        training=args.training,
        save=args.save,
    )
    folder = folder_of(args) if args.folder else None
    with library_for(args.data, folder) as settings:
        figures = run(settings, wish)
    print(table(figures), file=sys.stderr)
    return figures


def answers(args: argparse.Namespace) -> dict[str, Any]:
    """``bench answers``: lists against the store, of corpus/, of the folder, or of the library given."""
    from eval.bench import answers as bench

    folder = folder_of(args) if args.folder else None
    with library_for(args.data, folder) as settings:
        figures = bench.run(settings, args.save)
    print(bench.table(figures), file=sys.stderr)
    return figures


def retrieval_cost(args: argparse.Namespace) -> dict[str, Any]:
    """``bench retrieval-cost``: time and memory, a table on stderr."""
    from eval.bench.retrieval import cost

    figures = cost.run(folder_of(args), cost.parse_sizes(args.sizes))
    print(cost.table(figures), file=sys.stderr)
    return figures


def answers_cost(args: argparse.Namespace) -> dict[str, Any]:
    """``bench answers-cost``: latency of whole answers by size of the library, a table on stderr."""
    from eval.bench import answer_cost
    from eval.bench.retrieval.cost import parse_sizes

    figures = answer_cost.run(folder_of(args), parse_sizes(args.sizes))
    print(answer_cost.table(figures), file=sys.stderr)
    return figures


def peer_cases(args: argparse.Namespace) -> dict[str, Any]:
    """``bench peer-cases``: without the folder of the shared cases it says so and is skipped."""
    if args.folder is None or not args.folder.is_dir():
        return {"skipped": f"bench {args.name} needs the folder of the shared cases"}
    from eval.bench import peer_cases

    return peer_cases.run(args.folder, peer=args.peer)


def documents(args: argparse.Namespace) -> dict[str, Any]:
    """Benches over a folder of documents: parsing, docx, cells, damaged, ocr, …"""
    module = {"docx": "docx_text"}.get(args.name, args.name.replace("-", "_"))
    more = (args.gold,) if args.name == "metadata" else ()
    figures: dict[str, Any] = import_module(f"eval.bench.{module}").run(folder_of(args), *more)
    return figures


def facts(args: argparse.Namespace) -> dict[str, Any]:
    """``bench facts`` and ``bench facts-agreement``: gold by file name, one half or both."""
    module = import_module(f"eval.bench.{args.name.replace('-', '_')}")
    figures: dict[str, Any] = module.run(
        folder_of(args),
        args.gold_files,
        split=args.split,
        document=args.document,
        show_held_out=args.show_held_out,
    )
    return figures


def suggestions(args: argparse.Namespace) -> dict[str, Any]:
    """``bench suggestions``: on the questions given (default: the set of corpus/), of a library or of corpus/."""
    from eval.bench import suggestions as bench
    from eval.questions import DEFAULT, load_questions

    asked = [q for path in args.questions or [DEFAULT] for q in load_questions(path)]
    chosen = [q for q in asked if args.split in ("all", q.split)]
    with library_for(args.data, folder_of(args) if args.folder else None) as settings:
        return bench.run(settings, chosen)


def guard(args: argparse.Namespace) -> dict[str, Any]:
    """``bench guard``: sentences of corpus/, of the folder, or of the library given; a table on stderr."""
    from eval.bench import guard as bench

    with library_for(args.data, folder_of(args) if args.folder else None) as settings:
        figures = bench.run(settings, args.systems)
    print(bench.table(figures), file=sys.stderr)
    return figures


def llm_faults(args: argparse.Namespace) -> dict[str, Any]:
    """``bench llm-faults``: on the questions given (default: the set of corpus/); a table on stderr."""
    from eval.bench import llm_faults as bench
    from eval.questions import DEFAULT, load_questions

    asked = [q for path in args.questions or [DEFAULT] for q in load_questions(path)]
    chosen = [q for q in asked if args.split in ("all", q.split)]
    with library_for(args.data, folder_of(args) if args.folder else None) as settings:
        figures = bench.run(settings, chosen)
    print(bench.table(figures), file=sys.stderr)
    return figures


def beside_ragas(args: argparse.Namespace) -> dict[str, Any]:
    """``bench ragas``: on a saved run, or on one made now of the set of corpus/; a table on stderr."""
    from eval import runner
    from eval.bench import beside_ragas as bench
    from eval.bench import ragas_peer
    from eval.formats.runs import load_run
    from eval.questions import DEFAULT, load_all

    if why := ragas_peer.missing():
        return {"skipped": why}
    if args.folder:
        made = load_run(args.folder)
        questions = load_all(args.questions) if args.questions else made.questions
    else:
        questions = load_all(args.questions or [DEFAULT])
        with library_for(args.data) as settings:
            made = runner.run(questions, settings, runner.file_stamp(args.questions or [DEFAULT]))
    of_half = [q for q in questions if args.split in ("all", q.split)]
    figures = bench.run(made, of_half)
    print(bench.table(figures), file=sys.stderr)
    return {"peer": ragas_peer.version(), **figures}


def screenshots(args: argparse.Namespace) -> dict[str, Any]:
    """``bench screenshots OUT``: pictures of every view, of the samples or of a copy of ``--data``."""
    from eval.bench import screenshots as pictures

    if args.folder is None:
        raise SettingsError("没有说图片存到哪里。", "python -m eval bench screenshots 文件夹")
    return pictures.run(args.folder, args.data, frozenset(filter(None, args.sets.split(","))))


def app(args: argparse.Namespace) -> dict[str, Any]:
    """``bench app-…``: the app in a process of its own."""
    from eval.bench.app.commands import bench

    if args.folder is not None:
        folder_of(args)
    return bench(args)


def checklist(args: argparse.Namespace) -> dict[str, Any]:
    """``bench checklist``: on a synthetic library of 5,000 facts; a table on stderr."""
    from eval.bench import checklist as bench

    figures = bench.run()
    print(bench.table(figures), file=sys.stderr)
    return figures


def folder_of(args: argparse.Namespace) -> Path:
    """The folder of documents, corpus/ by default.

    Raises:
        SettingsError: it does not exist.
    """
    from ingest.pipeline import corpus_dir

    folder: Path = args.folder or corpus_dir()
    if not folder.is_dir():
        raise SettingsError(f"找不到文件夹 {folder}。", "请检查路径。")
    return folder


BENCHES: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "peer-cases": peer_cases,
    "retrieval": retrieval,
    "retrieval-cost": retrieval_cost,
    "answers": answers,
    "answers-cost": answers_cost,
    "facts": facts,
    "facts-agreement": facts,
    "suggestions": suggestions,
    "guard": guard,
    "llm-faults": llm_faults,
    "ragas": beside_ragas,
    "screenshots": screenshots,
    **dict.fromkeys(
        ("app-load", "app-start", "app-citation", "app-network", "app-checklist", "app-stories"),
        app,
    ),
    "checklist": checklist,
    **dict.fromkeys(
        ("parsing", "docx", "cells", "metadata", "damaged", "ocr", "speed", "extraction-speed"),
        documents,
    ),
}
"""Name → what runs it."""
