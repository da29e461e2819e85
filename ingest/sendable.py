"""Texts as tokenizers, servers and files can take them."""

from __future__ import annotations


def sendable(text: str) -> str:
    """A text that every server and tokenizer can read: half characters, which no UTF-8 has, become ``?``."""
    return text.encode("utf-8", "replace").decode("utf-8")
