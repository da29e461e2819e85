"""Document → section tree: numbered headings, the file's own heading styles, titles, attachments."""

from ingest.structure.tree import find_sections

__all__ = ["find_sections"]
