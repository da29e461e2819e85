"""What is read from words that come again is kept, and nothing else is."""

from __future__ import annotations

from ingest.extract.repeated import LONGEST_REMEMBERED, remembered


def test_a_short_text_is_read_once_and_a_long_one_is_not_kept() -> None:
    read: list[str] = []

    @remembered
    def length(text: str, more: int = 0) -> int:
        read.append(text)
        return len(text) + more

    assert [length("学分"), length("学分"), length("学分", 1)] == [2, 2, 3]
    assert read == ["学分", "学分"], "asked anew only where something else is asked"
    long = "课" * (LONGEST_REMEMBERED + 1)
    assert length(long) == length(long) == len(long)
    assert read.count(long) == 2
