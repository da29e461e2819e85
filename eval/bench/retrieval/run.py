"""The order of the bench: a library, the sets that fit it, every system, figures."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.bench.retrieval import systems, training_sets
from eval.bench.retrieval.known_items import article_set, heading_set
from eval.bench.retrieval.measure import Measured, headline, measure, rows_of, set_figures
from eval.bench.retrieval.place_family import family_set, write_family
from eval.bench.retrieval.places import place_set
from eval.bench.retrieval.question_files import fitting, given
from eval.bench.retrieval.records import AskedSet
from eval.bench.retrieval.shelf import Shelf
from eval.runner import library_for
from ingest.errors import EmbeddingError, SettingsError
from ingest.settings import Settings

KNOWN_ITEMS = {"heading": heading_set, "article": article_set, "place": place_set}
"""Sets made from the library that is measured."""
SETS = ("questions", *KNOWN_ITEMS, "place-family", "training")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for."""

    systems: tuple[str, ...]
    sets: tuple[str, ...]
    files: tuple[Path, ...] = ()
    split: str = "all"
    of_corpus: bool = True
    training: Path | None = None
    save: Path | None = None


def chosen_sets(names: str, *, files: Sequence[Path], training: Path | None) -> tuple[str, ...]:
    """The sets of a comma-separated list; where it is empty, all, or those of the files given.

    Raises:
        SettingsError: there is no such set, or it needs a folder.
    """
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in SETS]
    if unknown:
        raise SettingsError(f"没有名为 {'、'.join(unknown)} 的题集。", f"可选：{'、'.join(SETS)}。")
    if "training" in wanted and training is None:
        raise SettingsError("题集 training 需要训练文本。", "请用 --training 指定文件夹。")
    if wanted:
        return tuple(name for name in SETS if name in wanted)
    everything = ("questions",) if files else SETS[:-1]
    return (*everything, *(("training",) if training else ()))


def run(settings: Settings, wish: Wish) -> dict[str, Any]:
    """Figures of every set; those of all question files together stand at the top, by system."""
    skipped = systems.missing(wish.systems)
    names = [name for name in wish.systems if name not in skipped]
    with _opened(settings) as shelf:
        written = _chosen(_written(shelf, wish), wish)
        known = [KNOWN_ITEMS[name](shelf) for name in wish.sets if name in KNOWN_ITEMS]
        measured = measure(shelf, [*written, *_chosen(known, wish)], names)
        stamp = {
            "questions": sum(len(one.asked) for one in written),
            "documents": len(shelf.documents),
            "chunks": len(shelf.chunks),
            "model": shelf.embedder.name,
            "split": wish.split,
        }
    top = headline(measured[: len(written)])
    measured += [*_family(wish, names), *_training(settings, wish, names)]
    if wish.save:
        _save(wish.save, measured)
    sets = [set_figures(one) for one in measured]
    return stamp | top | {"sets": sets, "skipped_systems": skipped}


def _written(shelf: Shelf, wish: Wish) -> Sequence[AskedSet]:
    """The question files, where they are wished for."""
    if "questions" not in wish.sets:
        return ()
    if wish.files:
        return given(wish.files)
    sources = {document.source for document in shelf.documents.values()}
    return fitting(sources, of_corpus=wish.of_corpus)


def _chosen(sets: Sequence[AskedSet], wish: Wish) -> list[AskedSet]:
    halves = [one.of_split(wish.split) for one in sets]
    return [one for one in halves if one.asked]


def _family(wish: Wish, names: Sequence[str]) -> Iterator[Measured]:
    """The made-up notices, in a library of their own."""
    from ingest.pipeline import corpus_dir

    if "place-family" not in wish.sets:
        return
    with tempfile.TemporaryDirectory(prefix="edu-policy-family-") as folder:
        write_family(corpus_dir(), Path(folder))
        with library_for(None, Path(folder)) as settings, _opened(settings) as shelf:
            yield from measure(shelf, _chosen([family_set(shelf)], wish), names)


def _training(settings: Settings, wish: Wish, names: Sequence[str]) -> Iterator[Measured]:
    """Each set of held-out training text, in a library of its own."""
    if wish.training is None or "training" not in wish.sets:
        return
    fitting = [name for name in names if name in training_sets.SYSTEMS]
    for items in training_sets.training_items(wish.training):
        with tempfile.TemporaryDirectory(
            prefix="edu-policy-training-", ignore_cleanup_errors=True
        ) as folder:
            fresh = settings.model_copy(update={"data_dir": Path(folder), "database_url": ""})
            with _opened(fresh) as shelf:
                chunks = training_sets.lay_in(shelf.store, items.name, items.passages)
            with _opened(fresh) as shelf:
                one = training_sets.as_set(items, chunks)
                yield from measure(shelf, _chosen([one], wish), fitting)


@contextmanager
def _opened(settings: Settings) -> Iterator[Shelf]:
    """The library of these settings; a model that cannot be used ends the bench."""
    from assistant import PolicyAssistant

    with PolicyAssistant.open(settings) as assistant, assistant.library.unforgiving():
        if state := assistant.vectors():
            raise EmbeddingError(
                f"还有 {state.total - state.done:,} 段文字没有模型 {state.model} 的向量：{state.error}。",
                "没有向量就量不出检索的好坏，请先让模型可用，再运行 python -m ingest rebuild。",
            )
        yield Shelf(assistant)


def _save(path: Path, measured: Sequence[Measured]) -> None:
    rows = [json.dumps(row, ensure_ascii=False) for one in measured for row in rows_of(one)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
