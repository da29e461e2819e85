"""The tables of the truth.

Nothing here is SQLite's own. Times are UTC in ISO 8601; whole records lie as JSON (codec.py).
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()


def _of_document(*, primary_key: bool = False) -> sa.Column[str]:
    """The document that a row belongs to, and goes with."""
    to = sa.ForeignKey("documents.id", ondelete="CASCADE")
    return sa.Column("document_id", sa.String(64), to, primary_key=primary_key, nullable=False)


meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    # Older versions stay readable for the citations of old conversations.
    sa.Column("current", sa.Boolean, nullable=False, index=True),
    sa.Column("format", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    # Paragraphs, pages, tables, places and removed words of the Document.
    sa.Column("layout", sa.Text, nullable=False),
    sa.Column("metadata", sa.Text, nullable=False),
    sa.Column("sections", sa.Text, nullable=False),
    sa.Column("original", sa.String(64), nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("chunks", sa.Integer, nullable=False),
    sa.Column("facts", sa.Integer, nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False),
    sa.Column("added_at", sa.String(40), nullable=False),
    # How many sentences wait in the review queue; empty while nobody has looked (older libraries).
    sa.Column("uncovered", sa.Integer),
)

# Numbered articles (第十条) of current documents, so that one is found without reading every document's
# sections; ``number`` as 10 or 10之二.
articles = sa.Table(
    "articles",
    metadata,
    _of_document(primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("number", sa.String(32), nullable=False, index=True),
    sa.Column("data", sa.Text, nullable=False),
)

chunks = sa.Table(
    "chunks",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    _of_document(),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("embed_text", sa.Text, nullable=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("page", sa.Integer),
    sa.Column("text_hash", sa.String(64), nullable=False, index=True),
    sa.Index("chunks_in_order", "document_id", "position"),
)

# One row a chunk text and model, so that no text is ever embedded twice; float16.
vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column("text_hash", sa.String(64), primary_key=True),
    sa.Column("model", sa.String(200), primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

facts = sa.Table(
    "facts",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    _of_document(),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Index("facts_in_order", "document_id", "position"),
)

# The facts that a version held when the next one took its place: what a new version changed is told
# from them. Its row of ``documents`` stays, and takes this one along when it goes.
earlier_facts = sa.Table(
    "earlier_facts",
    metadata,
    _of_document(primary_key=True),
    sa.Column("data", sa.Text, nullable=False),
)

# What people have said of a fact. No foreign key: a row outlives its fact when that vanishes.
states = sa.Table(
    "states",
    metadata,
    sa.Column("fact_id", sa.String(64), primary_key=True),
    # The name of its history, kept while the fact's id changes from version to version.
    sa.Column("thread", sa.String(64), nullable=False),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("state", sa.String(32), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    # Why a person should look again (值已变化：900元→950元); empty where nothing changed.
    sa.Column("flag", sa.Text, nullable=False),
    # The fact as it was, where the newest version of its document no longer holds it.
    sa.Column("vanished", sa.Text),
    # What shows that it is done (佐证): words or an address.
    sa.Column("proof", sa.Text, nullable=False, server_default=""),
)

history = sa.Table(
    "history",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("thread", sa.String(64), nullable=False, index=True),
    sa.Column("fact_id", sa.String(64), nullable=False),
    sa.Column("state", sa.String(32), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    # state, correct, reject, add, withdraw, settle, unsettle or undo.
    sa.Column("event", sa.String(16), nullable=False, server_default="state"),
    # What an edit changed, the machine's own reading, and how it was before, as JSON.
    sa.Column("data", sa.Text, nullable=False, server_default=""),
    # Changes made by one action bear one name, and are undone as one.
    sa.Column("batch", sa.String(32), nullable=False, server_default=""),
    sa.Index("history_of_batch", "batch"),
    sa.Index("history_of_fact", "fact_id"),
    sqlite_autoincrement=True,
)

# How people have edited a fact; the machine's own reading stays in ``facts``. A fact that has an edit
# has a row in ``states`` too: that row carries the thread from version to version.
edits = sa.Table(
    "edits",
    metadata,
    sa.Column("thread", sa.String(64), primary_key=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    # Corrected fields as typed, as JSON.
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("rejected", sa.Boolean, nullable=False),
    # The fact itself where a person added it, without later corrections.
    sa.Column("added", sa.Text),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)

# Sentences with a number or a date word that gave no fact, in document order.
uncovered = sa.Table(
    "uncovered",
    metadata,
    _of_document(primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("item", sa.String(64), nullable=False, index=True),
    sa.Column("data", sa.Text, nullable=False),
)

# Sentences of which a person said that nothing is to be done. Named by source and words, so that they
# stay settled in every version that says the same.
settled = sa.Table(
    "settled",
    metadata,
    sa.Column("item", sa.String(64), primary_key=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)

# Sentences of the review queue that a language model was asked about, by the names they have there; ``dropped``
# says as JSON what of its reply was left out and why.
asked = sa.Table(
    "asked",
    metadata,
    sa.Column("item", sa.String(64), primary_key=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("dropped", sa.Text, nullable=False),
)

# The rows that it proposed for them; none of them is a fact until a person adds it.
proposals = sa.Table(
    "proposals",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("item", sa.String(64), nullable=False, index=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)

# What became of every file that was ever added, by its identity.
outcomes = sa.Table(
    "outcomes",
    metadata,
    sa.Column("source", sa.String(1000), primary_key=True),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)

# Files with pages that are pictures, in the order in which OCR reads them; a source stands once.
scans = sa.Table(
    "scans",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("source", sa.String(1000), nullable=False, unique=True),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("suffix", sa.String(16), nullable=False),
    sa.Column("pages", sa.Text, nullable=False),
    sa.Column("plan_year", sa.Integer),
    sa.Column("sample", sa.Boolean, nullable=False),
    # Pages read so far; empty while nobody has begun.
    sa.Column("done", sa.Integer),
    sqlite_autoincrement=True,
)

# The ordered log that the indexes follow: these documents' chunks changed, came or went.
changes = sa.Table(
    "changes",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("document_id", sa.String(64), nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sqlite_autoincrement=True,
)

# The conversations of each browser. A deleted one stays until it is forgotten, so that deleting can be undone.
conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    # The secret name of the browser that holds it: nobody else sees it.
    sa.Column("browser", sa.String(64), nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("created_at", sa.String(40), nullable=False),
    sa.Column("updated_at", sa.String(40), nullable=False),
    sa.Column("deleted_at", sa.String(40)),
)

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("conversation_id", sa.String(64), nullable=False, index=True),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sqlite_autoincrement=True,
)

feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("conversation_id", sa.String(64), nullable=False),
    sa.Column("message_id", sa.Integer),
    sa.Column("rating", sa.String(16), nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    # Why an answer is of no use: 引用错误, 数字错误, 没找到, 不完整; empty where nothing was chosen.
    sa.Column("reason", sa.String(32), nullable=False, server_default=""),
)

unanswered = sa.Table(
    "unanswered",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

# What was taken out of the library, with all that brings it back: ``data`` is the writer's own JSON.
removed = sa.Table(
    "removed",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
