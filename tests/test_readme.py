"""Documentation that cannot rot: commands, settings and snippets of the README are tried."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.settings import VARIABLES

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)
COMMANDS = [
    line for kind, body in BLOCKS if kind == "bash"
    for line in body.splitlines() if line.startswith(".venv/bin/python")
]  # fmt: skip
SNIPPETS = [body for kind, body in BLOCKS if kind == "python"]


def entry(command: str) -> tuple[str, ...]:
    """``-m ingest add`` of a command line, or ``app.py``."""
    words = shlex.split(command)[1:]
    if words[0] != "-m":
        return (words[0],)
    sub = words[2:3] if len(words) > 2 and not words[2].startswith("-") else []
    return ("-m", words[1], *sub)


@pytest.mark.parametrize("words", sorted({entry(c) for c in COMMANDS}), ids=" ".join)
def test_every_command_of_the_readme_exists(words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, *words, "--help"], cwd=ROOT, capture_output=True, text=True,
        encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    flags = {w for c in COMMANDS if entry(c) == words for w in shlex.split(c) if w.startswith("--")}
    assert all(flag in done.stdout for flag in flags)


def test_every_variable_stands_in_the_table() -> None:
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.M))
    assert table == set(VARIABLES)


def test_make_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.M), target


SAYS = ("900", "课后服务")
"""What each snippet prints, among other things."""


def test_the_python_snippets_run(tmp_path: Path) -> None:
    env = os.environ | {"EDU_POLICY_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    for snippet, says in zip(SNIPPETS, SAYS, strict=True):
        done = subprocess.run(
            [sys.executable, "-c", f"if __name__ == '__main__':\n{indent(snippet)}"],
            cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert says in done.stdout


def indent(code: str) -> str:
    return "\n".join(f"    {line}" for line in code.splitlines())
