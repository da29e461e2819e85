"""RawDocument → Document: page furniture, web boilerplate, broken lines and radicals cleaned."""

from ingest.clean.assemble import clean

__all__ = ["clean"]
