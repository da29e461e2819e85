"""The way back: a stored document as pages with boxes, or as a faithful page of HTML."""

from ingest.render.html import document_html
from ingest.render.images import PageImages
from ingest.render.places import PageBox, page_boxes

__all__ = ["PageBox", "PageImages", "document_html", "page_boxes"]
