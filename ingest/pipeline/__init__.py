"""Paths in, a report and a filled library out. Only here is the order of the stages known."""

from ingest.pipeline.again import read_again
from ingest.pipeline.changes import (
    bring_forward,
    coverage,
    look_through,
    open_store,
    refresh_status,
    relate,
    remove,
    remove_samples,
    restore,
    set_metadata,
)
from ingest.pipeline.export import document_page, export_jsonl, export_pages
from ingest.pipeline.filling import filling_vectors
from ingest.pipeline.run import (
    Progress,
    add_samples,
    corpus_dir,
    embed_chunks,
    ingest_paths,
    reading_scans,
)
from ingest.pipeline.stages import (
    Job,
    Reading,
    document_id,
    hash_file,
    read,
    recognise_picture,
    understand,
)

__all__ = [
    "Job", "Progress", "Reading", "add_samples", "bring_forward", "corpus_dir", "coverage", "document_id", "document_page", "embed_chunks", "export_jsonl", "export_pages", "filling_vectors", "hash_file",
    "ingest_paths", "look_through", "open_store", "read", "read_again", "reading_scans", "recognise_picture", "refresh_status", "relate", "remove", "remove_samples", "restore", "set_metadata",
    "understand",
]  # fmt: skip
