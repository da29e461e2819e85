"""What stands in the lexical index, and how it is asked: fields, entries, and queries over them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from ingest.records import Chunk
from ingest.store.changes import Position
from ingest.store.tokens import tokenize

if TYPE_CHECKING:
    import tantivy

TOKENIZER_VERSION = 1
"""Goes up with every change of ``tokenize`` or of the fields: an older index is built again."""

BOOSTS: dict[str, float] = {"body": 1.0, "heading": 0.6, "title": 0.3}
"""What a match counts by field; heading holds the heading path and a table's header."""
Words = str | Mapping[str, float]
"""What is looked for: a text, or tokens with their weights."""
MAX_TERMS = 2_000
"""Different tokens of a question that are looked up: a pasted page, but not a pasted book."""


def heading_and_body(chunk: Chunk) -> tuple[str, str]:
    """What the embed text holds before the chunk's own words, and these words."""
    body = chunk.text.strip()
    if chunk.embed_text.endswith(body):
        return chunk.embed_text[: len(chunk.embed_text) - len(body)], body
    return " ".join(chunk.section), chunk.embed_text or chunk.text


def schema() -> Any:
    """The fields of the index."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document_id", tokenizer_name="raw", index_option="basic")
    for name in BOOSTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("marker", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("note", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def term(index: tantivy.Index, field: str, value: str) -> tantivy.Query:
    """What holds this value in this field."""
    import tantivy

    option = "freq" if field in BOOSTS else "basic"
    return tantivy.Query.term_query(index.schema, field, value, option)


def entry(chunk: Chunk, title: str) -> tantivy.Document:
    """A chunk under its document's title."""
    import tantivy

    heading, body = heading_and_body(chunk)
    heading = heading.removeprefix(title)  # the title has a field of its own
    made = tantivy.Document()
    made.add_text("id", chunk.id)
    made.add_text("document_id", chunk.document_id)
    for field, text in (("heading", heading), ("body", body), ("title", title)):
        made.add_text(field, " ".join(tokenize(text)))
    return made


def marker(position: Position, built: str) -> tantivy.Document:
    """How far an index has come, and how it was built: a document of its own."""
    import tantivy

    made = tantivy.Document()
    made.add_text("marker", "position")
    note = {"seen": position.seen, "token": position.token, "built": built}
    made.add_text("note", json.dumps(note))
    return made


def read_marker(index: tantivy.Index, built: str) -> Position | None:
    """How far the index has come; None where it was built otherwise, or not at all."""
    searcher = index.searcher()
    hits = searcher.search(term(index, "marker", "position"), 1).hits
    if not hits:
        return None
    note = json.loads(searcher.doc(hits[0][1]).to_dict()["note"][0])
    return Position(note["seen"], note["token"]) if note["built"] == built else None


def words_query(index: tantivy.Index, query: Words) -> tantivy.Query | None:
    """Chunks that share a token with the query; None where it has none."""
    import tantivy

    terms = Counter(tokenize(query)) if isinstance(query, str) else dict(query)
    fields = BOOSTS if isinstance(query, str) else {"body": 1.0}
    while len(terms) > MAX_TERMS:
        terms.popitem()  # the last first: what a long paste begins with counts
    parts = [
        (tantivy.Occur.Should, tantivy.Query.boost_query(term(index, name, word), boost * count))
        for word, count in terms.items()
        for name, boost in fields.items()
    ]
    return tantivy.Query.boolean_query(parts) if parts else None


def within(index: tantivy.Index, words: tantivy.Query, field: str, values: Collection[str]) -> Any:
    """The same, only chunks whose field has one of these values; that says nothing of their score."""
    import tantivy

    wanted = tantivy.Query.term_set_query(index.schema, field, list(values))
    only = tantivy.Query.const_score_query(wanted, 0.0)
    must = tantivy.Occur.Must
    return tantivy.Query.boolean_query([(must, words), (must, only)])
