"""The question set: one YAML format for all parts, read with errors that name file, question and field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.question_fields import FieldError, question_of, row_of
from eval.question_records import Gold, Question, Value
from ingest.errors import SettingsError

__all__ = [
    "DEFAULT",
    "Gold",
    "Question",
    "Value",
    "evenly",
    "load_all",
    "load_questions",
    "read_rows",
    "save_questions",
]

DEFAULT = Path(__file__).resolve().parent / "questions" / "corpus.yaml"
SHOWN = 20
"""Problems that one message lists."""
WIDTH = 200
HEAD = "# 题库，格式见 eval/question_records.py；由 python -m eval questions 写成，可以直接修改。\n"


def load_all(paths: Iterable[Path]) -> tuple[Question, ...]:
    """The questions of several files, in their order.

    Raises:
        SettingsError: as ``load_questions``, and where two files give the same id.
    """
    found: dict[str, Question] = {}
    for path in paths:
        for question in load_questions(path):
            if question.id in found:
                raise SettingsError(
                    f"题库 {path}：编号 {question.id} 在另一个题库里已有。",
                    "请改编号，或分开评测。",
                )
            found[question.id] = question
    return tuple(found.values())


def load_questions(path: Path) -> tuple[Question, ...]:
    """Reads one question file.

    Raises:
        SettingsError: the file is missing or questions are not of the format; the message names file,
            question and field of each, with the remedy.
    """
    import yaml

    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"题库 {path} 打不开。", "请检查 --questions 的路径。") from error
    except yaml.YAMLError as error:
        raise SettingsError(f"题库 {path} 不是正确的 YAML：{error}。", "请按行号修改。") from error
    return read_rows(raw, f"题库 {path}")


def read_rows(raw: Any, where: str) -> tuple[Question, ...]:
    """The questions of a list of rows; ``where`` names the file in the messages.

    Raises:
        SettingsError: as ``load_questions``.
    """
    rows = raw.get("questions", raw) if isinstance(raw, Mapping) else raw
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise SettingsError(f"{where} 里没有题目。", "文件应是题目的列表。")
    found: dict[str, Question] = {}
    problems = []
    for number, row in enumerate(rows, 1):
        name = f"第 {number} 题"
        if isinstance(row, Mapping) and row.get("id"):
            name += f"（{row['id']}）"
        try:
            question = question_of(row)
        except FieldError as error:
            problems.append(f"{name} 字段 {error.field}：{error.reason}。{error.remedy}")
            continue
        if question.id in found:
            problems.append(f"{name} 字段 id：编号 {question.id} 重复。每题一个编号。")
        found[question.id] = question
    if problems:
        more = [f"……另有 {len(problems) - SHOWN} 处"] if len(problems) > SHOWN else []
        raise SettingsError(
            "\n".join([f"{where} 有 {len(problems)} 处要改：", *problems[:SHOWN], *more])
        )
    return tuple(found.values())


def evenly(questions: tuple[Question, ...], limit: int | None) -> tuple[Question, ...]:
    """At most so many, spread evenly over the set."""
    if not limit or limit >= len(questions):
        return questions
    return tuple(questions[n * len(questions) // limit] for n in range(limit))


def save_questions(questions: Iterable[Question], path: Path) -> None:
    """Writes a question file that ``load_questions`` reads back as the same questions."""
    import yaml

    rows = [row_of(question) for question in questions]
    body = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=WIDTH)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + body, encoding="utf-8")


def _loader() -> Any:
    """The fast reader where PyYAML has it: ten times less time on a large set."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
