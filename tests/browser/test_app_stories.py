"""The bench of the stories on the samples: everybody comes to the end of their way. Slow; the other files hold its parts in CI."""

from __future__ import annotations

import pytest

from eval.bench.app.stories import run


@pytest.mark.slow
def test_every_person_comes_to_the_end_on_the_samples() -> None:
    from ingest.pipeline import corpus_dir

    told = run.run(corpus_dir())
    assert told["ok"], told["said"]
