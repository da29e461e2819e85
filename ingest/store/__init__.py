"""The library: one truth in SQL, two indexes that follow it; ``store.py`` is the one door."""
