"""The commands of ``python -m ingest``: files, library, found (facts and what gave none); console says it."""
