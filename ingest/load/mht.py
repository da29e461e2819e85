"""mht (a web page saved in one file, also by Word) → RawDocument: its html part, read as html is."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import Message

from ingest.errors import DamagedFile
from ingest.load import html, text
from ingest.load.encoding import decode
from ingest.records import Block, RawDocument


def load(data: bytes, source: str) -> RawDocument:
    """Reads a saved page; see :func:`ingest.load.load` for what it raises.

    The first html part with words is the page; frames and Word's headers, which are parts of their
    own, are kept apart as furniture.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    pages = [_page(part, source) for part in message.walk() if _is(part, "text/html")]
    read = [page for page in pages if page.blocks or page.furniture]
    main = next((page for page in read if page.blocks), None)
    if main is None:
        plain = next((part for part in message.walk() if _is(part, "text/plain")), None)
        if plain is None or not (words := _text(plain, source)[0]).strip():
            raise DamagedFile(
                f"“{source}”里没有网页正文。", "请在浏览器中重新保存网页（网页，仅 HTML）后添加。"
            )
        return replace(text.load(words.encode(), source), format="mht")
    asides = [_outside(block) for page in read if page is not main for block in page.blocks]
    return replace(main, format="mht", furniture=(*main.furniture, *asides))


def _is(part: Message, kind: str) -> bool:
    return not part.is_multipart() and part.get_content_type() == kind


def _page(part: Message, source: str) -> RawDocument:
    words, warnings = _text(part, source)
    page = html.load(words.encode("utf-8", "replace"), source)
    return replace(page, warnings=(*warnings, *page.warnings))


def _text(part: Message, source: str) -> tuple[str, tuple[str, ...]]:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return "", ()
    declared = part.get_content_charset("") or html.declared_encoding(payload)
    return decode(payload, source, declared=declared)


def _outside(block: Block) -> Block:
    words = block.text or "\t".join(cell.text for cell in block.cells)
    return Block("paragraph", words, style="part")
