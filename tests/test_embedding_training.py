"""Training's own rooms: rows of tokens, uneven questions, batches, the loop that can be interrupted, written pairs."""

from __future__ import annotations

import importlib.util
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.clean import clean
from ingest.embedding import fit as fitting
from ingest.embedding.bags import Bags, gather, gather_two, kept, stack
from ingest.embedding.fit import fit
from ingest.embedding.noise import cut, drop, splits
from ingest.embedding.pairs import Mix, Sampler
from ingest.embedding.recipe import Recipe
from ingest.embedding.texts import Pair, Passage, TrainingText
from ingest.embedding.unfinished import training_key, unfinished_folder
from ingest.embedding.written import written, written_pairs
from ingest.errors import NeedsOcr
from ingest.load import load

CORPUS = Path(__file__).parent.parent / "corpus"


def bags(*rows: list[int]) -> Bags:
    return Bags(
        np.array([t for row in rows for t in row], np.int32),
        np.cumsum([0, *map(len, rows)], dtype=np.int64),
    )


def rows(some: Bags) -> list[list[int]]:
    return [
        some.tokens[a:b].tolist()
        for a, b in zip(some.offsets[:-1], some.offsets[1:], strict=True)
    ]  # fmt: skip


def letters(lines: object) -> Bags:
    """A tokenizer for tests: one token a character."""
    return bags(*[[ord(c) % 500 + 1 for c in line] for line in lines])  # type: ignore[attr-defined]


def text() -> TrainingText:
    passages = tuple(
        Passage(
            "laws",
            f"第{n}号办法>总则",
            "学校应当按时检查食堂并记录。" * 3 + f"第{n}条。" * 4,
            f"{n // 2}",
        )
        for n in range(12)
    )
    pairs = tuple(Pair("LCQMC", f"问题{n}怎么办", f"办法{n}是这样", "") for n in range(6))
    return TrainingText(passages, pairs)


# --- rows -------------------------------------------------------------------------------------


def test_rows_are_cut_stacked_and_kept() -> None:
    some = bags([1, 2, 3], [], [4, 5])
    assert rows(some.rows(np.array([2, 0]))) == [[4, 5], [1, 2, 3]]
    assert rows(gather(some.tokens, np.array([1, 3]), np.array([2, 1]))) == [[2, 3], [4]]
    two = gather_two(some.tokens, (np.array([0]), np.array([1])), (np.array([3]), np.array([2])))
    assert rows(two) == [[1, 4, 5]]
    assert rows(stack([some, bags([9])])) == [[1, 2, 3], [], [4, 5], [9]]
    assert rows(kept(some, np.array([True, False, True, False, True]))) == [[1, 3], [], [5]]


def test_words_are_cut_at_their_likeliest_place() -> None:
    scores = {
        "义": -5.0,
        "务": -5.0,
        "教": -5.0,
        "育": -5.0,
        "义务": -2.0,
        "教育": -2.0,
        "义务教育": -3.0,
    }
    ids = {"[UNK]": 0, **{piece: n for n, piece in enumerate(scores, 1)}}
    pieces = splits(scores, ids)
    assert (pieces.left[7], pieces.right[7]) == (ids["义务"], ids["教育"])
    assert pieces.left[1] == pieces.left[0] == -1
    random = np.random.default_rng(1)
    assert rows(cut(bags([7, 1], [5]), pieces, 1.0, random)) == [[5, 6, 1], [1, 2]]
    assert rows(cut(bags([7, 1], [5]), pieces, 0.0, random)) == [[7, 1], [5]]


def test_short_rows_lose_nothing_and_long_ones_a_share() -> None:
    random = np.random.default_rng(2)
    some = bags([1, 2], list(range(1, 1001)))
    left = rows(drop(some, 0.1, random))
    assert left[0] == [1, 2]
    assert 850 < len(left[1]) < 950 and left[1] == sorted(left[1])


# --- batches ----------------------------------------------------------------------------------


def test_the_same_generator_draws_the_same_batch() -> None:
    sampler = Sampler(text(), letters)
    one, two = (sampler.draw(64, np.random.default_rng([1, 2])) for _ in range(2))
    assert rows(one.questions) == rows(two.questions) and rows(one.passages) == rows(two.passages)
    assert len(one.items) == len(one.groups) == len(one.titled) == len(rows(one.questions))
    assert rows(sampler.draw(64, np.random.default_rng(3)).questions) != rows(one.questions)


def test_titles_and_pairs_are_marked_as_what_they_are() -> None:
    sampler = Sampler(text(), letters, mix=Mix(span=0.0, title=1.0, pair=0.0))
    assert sampler.draw(20, np.random.default_rng(1)).titled.all()
    pairs = sampler.with_mix(Mix(span=0.0, title=0.0, pair=1.0)).draw(20, np.random.default_rng(1))
    assert not pairs.titled.any() and (pairs.items < 0).all()


def test_neighbours_of_a_document_meet_in_a_batch() -> None:
    passages = tuple(replace(p, document=f"{n // 3}") for n, p in enumerate(text().passages))
    mix = Mix(span=1.0, title=0, pair=0, near=1.0, cut=0, drop=0)
    sampler = Sampler(TrainingText(passages, ()), letters, mix=mix)
    always = pairs_of_a_middle(sampler)
    assert len(always) > 100 and all(abs(one - two) == 1 for one, two in always)
    by_chance = pairs_of_a_middle(sampler.with_mix(replace(mix, near=0.0)))
    met = sum(abs(one - two) == 1 for one, two in by_chance)
    assert met < len(by_chance) / 2, "two of twelve passages are neighbours"


def pairs_of_a_middle(sampler: Sampler) -> list[tuple[int, int]]:
    """Rows that were drawn two and two, where the first is the middle passage of a document of three:
    a step to either side stays in the document."""
    pairs: list[tuple[int, int]] = []
    for seed in range(20):
        items = sampler.draw(40, np.random.default_rng(seed)).items.tolist()
        assert len(items) == 40, "no row was too short"
        pairs += zip(items[::2], items[1::2], strict=True)
    return [(one, two) for one, two in pairs if one % 3 == 1]


# --- the loop ---------------------------------------------------------------------------------


def needs_torch() -> None:
    if importlib.util.find_spec("torch") is None:
        pytest.skip("torch is not installed")


def test_an_interrupted_training_ends_with_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_torch()
    monkeypatch.setattr(fitting, "CHECKPOINT", 4)
    sampler, recipe = (
        Sampler(text(), letters),
        Recipe(steps=10, dimension=8, batch=32, lengths=(8,)),
    )
    whole = fit(sampler, 501, recipe, say=lambda message: None)
    state = tmp_path / "state.pt"

    class Interrupted(Exception):
        pass

    drawn = 0

    def stop(size: int, random: np.random.Generator) -> object:
        nonlocal drawn
        drawn += 1
        if drawn > 6:
            raise Interrupted
        return Sampler.draw(sampler, size, random)

    monkeypatch.setattr(fitting, "AHEAD", 1)
    broken = sampler.with_mix(Mix())
    object.__setattr__(broken, "draw", stop)
    with pytest.raises(Interrupted):
        fit(broken, 501, recipe, say=lambda message: None, checkpoint=state)
    assert state.is_file()
    resumed = fit(sampler, 501, recipe, say=lambda message: None, checkpoint=state)
    assert np.array_equal(whole, resumed)
    said: list[str] = []
    resumed = fit(sampler, 501, replace(recipe, device="cpu:0"), say=said.append, checkpoint=state)
    assert np.array_equal(whole, resumed) and said[0] == "goes on from step 8", "another device"


def test_a_checkpoint_of_other_data_or_another_recipe_is_not_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_torch()
    monkeypatch.setattr(fitting, "CHECKPOINT", 4)
    recipe = Recipe(steps=6, dimension=8, batch=32, lengths=(8,))
    others = TrainingText(text().passages[:8], text().pairs)
    for whole, other in ((others, recipe), (text(), replace(recipe, seed=1))):
        state, sampler = tmp_path / "state.pt", Sampler(whole, letters)
        fit(Sampler(text(), letters), 501, recipe, say=lambda m: None, checkpoint=state)
        said: list[str] = []
        found = fit(sampler, 501, other, say=said.append, checkpoint=state)
        assert np.array_equal(found, fit(sampler, 501, other, say=lambda m: None))
        assert "training begins anew" in said[0]


def test_what_an_interrupted_training_left_is_of_one_key(tmp_path: Path) -> None:
    recipe, said = Recipe(), list[str]()
    key = training_key(text(), ("双减",), recipe)
    folder = unfinished_folder(tmp_path, key, said.append)
    (folder / "tokenizer.json").write_text("{}")
    same = training_key(text(), ("双减",), replace(recipe, device="cuda"))
    assert unfinished_folder(tmp_path, same, said.append) == folder
    assert (folder / "tokenizer.json").is_file() and not said
    fewer = TrainingText(text().passages, text().pairs[1:])
    others = {
        training_key(text(), ("双减",), replace(recipe, tier="open")),
        training_key(text(), ("双减", "减负"), recipe),
        training_key(fewer, ("双减",), recipe),
        training_key(TrainingText(text().passages[1:], text().pairs), ("双减",), recipe),
    }
    assert len(others - {key}) == 4
    for number, other in enumerate(others, 1):
        (folder / "tokenizer.json").write_text("{}")
        unfinished_folder(tmp_path, other, said.append)
        assert not (folder / "tokenizer.json").exists() and len(said) == number


def test_the_unknown_piece_has_no_vector_and_the_loss_falls() -> None:
    needs_torch()
    said: list[str] = []
    recipe = Recipe(steps=60, dimension=16, batch=48, lengths=(16, 8), rate=0.05)
    weights = fit(Sampler(text(), letters), 501, recipe, say=said.append)
    assert not weights[0].any() and weights[1:].any()
    losses = [float(re.findall(r"loss ([\d.]+)", line)[0]) for line in said]
    assert losses[-1] < math.log(48)


# --- our own questions --------------------------------------------------------------------------


def test_written_questions_have_their_shape() -> None:
    all_of_them = written()
    assert len(all_of_them) > 4_000
    assert all(len(w.questions) == 5 and all(w.questions) for w in all_of_them)
    passages = [w.passage for w in all_of_them]
    assert len(set(passages)) == len(passages)
    assert all(20 <= len(p) <= 400 for p in passages)
    pairs = written_pairs()
    assert {p.source for p in pairs} == {"written"} and all(p.key for p in pairs)


def test_written_passages_hold_nothing_of_the_samples() -> None:
    theirs: set[str] = set()
    unread: list[str] = []
    for path in sorted(CORPUS.iterdir()):
        try:
            raw = load(path)
        except NeedsOcr:
            unread.append(path.name)
        else:
            found = pieces(clean(raw, document_id="d", sha256="0").text)
            assert found, path.name
            theirs |= found
    assert len(unread) == 1 and "扫描件" in unread[0], "only a picture has no text"
    shared = [one.passage for one in written() if not theirs.isdisjoint(pieces(one.passage))]
    assert not shared


def pieces(words: str, size: int = 20) -> set[str]:
    """All stretches of so many characters, white space apart; the model card promises that none is shared."""
    bare = re.sub(r"\s", "", words)
    return {bare[i : i + size] for i in range(len(bare) - size + 1)}
