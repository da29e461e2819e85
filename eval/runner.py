"""Asks every question of a set and keeps what came back; running and scoring are apart."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.outcomes import Outcome, Passage, Run
from eval.questions import Question
from ingest.errors import SettingsError
from ingest.records import quoted
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant import Answer, Citation, PolicyAssistant

HITS = 10
"""Hits kept for the retrieval figures."""
NOT_STAMPED = frozenset(
    {
        "data_dir",
        "embedding_api_key",
        "reranker_api_key",
        "llm_api_key",
        "admin_password",
        "lock_seconds",
    }
)
"""Settings that open something or say nothing about answers."""
BESIDE = 160
"""Code points kept on both sides of a citation: a gold quote that is only hashed may begin in them."""


def run(
    questions: Iterable[Question],
    settings: Settings,
    stamp: dict[str, Any],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Asks the questions in order over one library; ``progress`` hears how many of how many are done."""
    from assistant import PolicyAssistant

    with PolicyAssistant.open(settings) as assistant:
        return ask_all(questions, assistant, settings, stamp, progress=progress)


def ask_all(
    questions: Iterable[Question],
    assistant: PolicyAssistant,
    settings: Settings,
    stamp: dict[str, Any],
    *,
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Run:
    """The same over a library that is open. Once ``stopped`` says so the rest is not asked: the run holds
    what was, and its stamp says so."""
    asked = tuple(questions)
    if not assistant.documents():
        raise SettingsError(f"{settings.data_dir} 里没有文件，没有可评测的内容。", "请先入库。")
    stamp = stamp | library_stamp(assistant, settings)
    if asked:  # the first answer loads models and indexes: its time is told, and not counted
        stamp["first_answer_seconds"] = round(ask(assistant, asked[0]).seconds, 3)
    outcomes: list[Outcome] = []
    for question in asked:
        if stopped():
            stamp["stopped"] = f"{len(outcomes)}/{len(asked)}"
            break
        outcomes.append(ask(assistant, question))
        if progress:
            progress(len(outcomes), len(asked))
    return Run(stamp, tuple(outcomes), asked[: len(outcomes)])


def ask(assistant: PolicyAssistant, question: Question) -> Outcome:
    """One question; a crash is an outcome too."""
    began = time.perf_counter()
    try:
        answer = assistant.ask(
            question.question, history=list(question.history), today=question.today, log=False
        )
        seconds = time.perf_counter() - began
        hits = assistant.search(question.question, k=HITS)
    except Exception as error:  # an unanswered question is a result, not the end of the run
        print(f"{question.id}: {type(error).__name__}: {error}", file=sys.stderr)
        return Outcome(question.id, error=f"{type(error).__name__}: {error}")
    return Outcome(
        question_id=question.id,
        mode=answer.mode,
        text=answer.text,
        citations=tuple(cited(assistant, c) for c in answer.citations),
        hits=tuple(Passage(h.source, h.chunk.text) for h in hits),
        rows=tuple(row_words(answer)),
        notes=answer.notes,
        options=answer.options,
        seconds=seconds,
    )


def cited(assistant: PolicyAssistant, citation: Citation) -> Passage:
    """A citation with all that it stands on."""
    text = assistant.document_text(citation.document_id)
    context = (text[span.start : span.end] for span in citation.context)
    title = quoted(citation.document_title)
    return Passage(
        source=citation.source,
        text=citation.quote,
        marker=citation.marker,
        around="\n".join((*context, *citation.section, title)),
        before=text[max(0, citation.start - BESIDE) : citation.start],
        after=text[citation.end : citation.end + BESIDE],
    )


def row_words(answer: Answer) -> Iterable[str]:
    """The words of each row that the page shows."""
    for row in answer.rows:
        fact = row.fact
        what = fact.action if fact.kind == "deadline" else f"{fact.scope}{fact.indicator}{fact.raw}"
        yield " ".join((fact.time.raw if fact.time else "", what, fact.owner, fact.quote))


def make_library(folder: Path, settings: Settings) -> None:
    """Ingests a folder of documents for a run; the documents count as real ones, not as samples."""
    from ingest.pipeline import ingest_paths

    report = ingest_paths([folder], settings)
    if not report.indexed:
        raise SettingsError(f"{folder} 里没有一份文件可以入库。", "请检查文件夹。")


@contextmanager
def library_for(data: Path | None, documents: Path | None = None) -> Iterator[Settings]:
    """The library to ask: the one given, or one made of corpus/ or of ``documents`` alone, in a folder
    that goes afterwards. Scans among ``documents`` are left out: reading them takes minutes."""
    from ingest.pipeline import corpus_dir

    if data is not None:
        yield Settings.from_env(data_dir=data)
        return
    with tempfile.TemporaryDirectory(
        prefix="edu-policy-eval-", ignore_cleanup_errors=True
    ) as folder:
        settings = Settings.from_env(data_dir=folder)
        if documents is not None:
            settings = settings.model_copy(update={"ocr": "off"})
        make_library(documents or corpus_dir(), settings)
        yield settings


def file_stamp(paths: Sequence[Path]) -> dict[str, Any]:
    """Which question files were asked; of several, the digest of their digests."""
    digests = [hashlib.sha256(_bytes(path)).hexdigest() for path in paths]
    joined = digests[0] if len(digests) == 1 else "".join(digests)
    digest = joined if len(digests) == 1 else hashlib.sha256(joined.encode()).hexdigest()
    return {"questions": " ".join(path.name for path in paths), "questions_sha256": digest}


def _bytes(path: Path) -> bytes:
    """A question file; of a folder all its files."""
    if path.is_dir():
        return b"".join(file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file())
    return path.read_bytes()


def library_stamp(assistant: PolicyAssistant, settings: Settings) -> dict[str, Any]:
    """What the run was made with; the library's hash is of its sources and their bytes."""
    documents = assistant.documents()
    held = sorted(f"{d.source}\t{d.sha256}\n" for d in documents)
    return {
        "version": version(),
        "commit": commit(),
        "model": settings.embedding_model,
        "settings": shown_settings(settings),
        "documents": len(documents),
        "chunks": sum(d.chunks for d in documents),
        "facts": sum(d.facts for d in documents),
        "library_sha256": hashlib.sha256("".join(held).encode()).hexdigest(),
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }


def version() -> str:
    """The installed version; of a working copy that is not installed, ``checkout``."""
    try:
        return metadata.version("edu-policy-assistant")
    except metadata.PackageNotFoundError:
        return "checkout"


def commit() -> str:
    """The commit of the working copy, with a + where files differ from it; empty where there is none."""
    home = Path(__file__).resolve().parent
    try:
        said = subprocess.run(
            ["git", "-C", str(home), "describe", "--always", "--exclude=*", "--dirty=+"],
            capture_output=True, text=True, timeout=10, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.strip()


def shown_settings(settings: Settings) -> dict[str, Any]:
    """The settings that are not as they are by default and may change answers; no address, no key."""
    given = settings.model_dump(mode="json", exclude=set(NOT_STAMPED), exclude_defaults=True)
    return {name: "***" if name.endswith("_url") else value for name, value in given.items()}
