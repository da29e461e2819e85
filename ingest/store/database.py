"""The truth: tables, engine and schema version. SQLite in the data folder, or any SQLAlchemy URL.

Nothing in the schema is SQLite's own. Times are UTC in ISO 8601; whole records lie as JSON (codec.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from ingest.errors import LibraryError, LibraryLocked
from ingest.settings import Settings

SCHEMA_VERSION = 1
"""What this code reads and writes; older databases are brought forward at opening."""

tables = sa.MetaData()

meta = sa.Table(
    "meta",
    tables,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

documents = sa.Table(
    "documents",
    tables,
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
    sa.Column("plan_year_edited", sa.Boolean, nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False),
    sa.Column("added_at", sa.String(40), nullable=False),
)

chunks = sa.Table(
    "chunks",
    tables,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column(
        "document_id",
        sa.String(64),
        sa.ForeignKey("documents.id", ondelete="CASCADE"),
        nullable=False,
    ),
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
    tables,
    sa.Column("text_hash", sa.String(64), primary_key=True),
    sa.Column("model", sa.String(200), primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

facts = sa.Table(
    "facts",
    tables,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column(
        "document_id",
        sa.String(64),
        sa.ForeignKey("documents.id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Index("facts_in_order", "document_id", "position"),
)

# What people have said of a fact. No foreign key: a row outlives its fact when that vanishes.
states = sa.Table(
    "states",
    tables,
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
)

history = sa.Table(
    "history",
    tables,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("thread", sa.String(64), nullable=False, index=True),
    sa.Column("fact_id", sa.String(64), nullable=False),
    sa.Column("state", sa.String(32), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

# What became of every file that was ever added, by its identity.
outcomes = sa.Table(
    "outcomes",
    tables,
    sa.Column("source", sa.String(1000), primary_key=True),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)

# The ordered log that the indexes follow: these documents' chunks changed, came or went.
changes = sa.Table(
    "changes",
    tables,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("document_id", sa.String(64), nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sqlite_autoincrement=True,
)

messages = sa.Table(
    "messages",
    tables,
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
    tables,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("conversation_id", sa.String(64), nullable=False),
    sa.Column("message_id", sa.Integer),
    sa.Column("rating", sa.String(16), nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

unanswered = sa.Table(
    "unanswered",
    tables,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

Migration = Callable[[sa.Connection], None]
MIGRATIONS: dict[int, Migration] = {}
"""Schema version → what brings a database from the version before it there."""


class Database:
    """One engine. Reading and writing happen inside ``read()`` and ``write()``."""

    def __init__(self, settings: Settings) -> None:
        self.url = database_url(settings)
        self._engine = sa.create_engine(self.url)
        if self.url.get_backend_name() == "sqlite":
            _prepare_sqlite(self._engine, settings.lock_seconds)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection whose statements all see one state of the database."""
        with _mapped(self.url), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction: committed at the end, rolled back on an error."""
        with _mapped(self.url), self._engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            with connection.begin():
                yield connection

    def prepare(self, migrations: Mapping[int, Migration] = MIGRATIONS) -> None:
        """Makes the tables of a new database, brings those of an older one forward.

        Raises:
            LibraryError: the database was made by a newer version of this program.
        """
        newest = max([SCHEMA_VERSION, *migrations])
        with self.read() as connection:
            found = _schema_version(connection)
        if found == newest:
            return
        if found > newest:
            raise LibraryError(
                f"资料库 {_shown(self.url)} 由更新版本的程序建立（{found} > {newest}）。",
                "请升级本程序，或换一个数据文件夹（--data）。",
            )
        with self.write() as connection:
            # Another process may have been faster: look again inside the transaction.
            found = _schema_version(connection)
            if found == 0:
                tables.create_all(connection)
                found = SCHEMA_VERSION
            for version in range(found + 1, newest + 1):
                migrations[version](connection)
            put_meta(connection, "schema_version", str(newest))

    def close(self) -> None:
        """Closes every connection, so that the files can be moved or deleted."""
        self._engine.dispose()


def database_url(settings: Settings) -> sa.URL:
    """The URL of the truth. Built from parts for SQLite: a folder's name may hold % or ?."""
    if settings.database_url:
        return sa.make_url(settings.database_url)
    return sa.URL.create("sqlite", database=str(settings.data_dir / "library.sqlite3"))


def get_meta(connection: sa.Connection, key: str) -> str | None:
    """A value of the ``meta`` table."""
    return connection.execute(sa.select(meta.c.value).where(meta.c.key == key)).scalar()


def put_meta(connection: sa.Connection, key: str, value: str) -> None:
    """Sets a value of the ``meta`` table."""
    connection.execute(sa.delete(meta).where(meta.c.key == key))
    connection.execute(sa.insert(meta).values(key=key, value=value))


def _schema_version(connection: sa.Connection) -> int:
    """0 for a database without tables."""
    if not sa.inspect(connection).has_table("meta"):
        return 0
    return int(get_meta(connection, "schema_version") or 0)


def _prepare_sqlite(engine: sa.Engine, wait_seconds: float) -> None:
    """Write-ahead log (readers never wait), foreign keys, patience, and transactions of our own.

    The sqlite3 module would begin a transaction only at the first write; one that has read before it
    writes can then fail at once with "database is locked". BEGIN IMMEDIATE waits its turn instead.
    """

    @sa.event.listens_for(engine, "connect")
    def configure(connection: Any, record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(max(wait_seconds, 1) * 1000)}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def _mapped(url: sa.URL) -> Iterator[None]:
    """Errors of the database that a person can act on, as errors of the library."""
    try:
        yield
    except OperationalError as error:
        if "locked" in str(error.orig):
            raise LibraryLocked(
                f"资料库 {_shown(url)} 正被另一个进程写入。", "请稍后再试。"
            ) from error
        raise LibraryError(
            f"资料库 {_shown(url)} 无法读写：{error.orig}。",
            "请检查数据文件夹是否存在、磁盘是否已满、是否有写入权限。",
        ) from error
    except DatabaseError as error:
        # sqlite3.DatabaseError itself, not one of its children, means a damaged file.
        if type(error.orig) is sqlite3.DatabaseError:
            raise LibraryError(
                f"资料库 {_shown(url)} 已损坏：{error.orig}。",
                "请从备份恢复该文件，或移走数据文件夹后重新添加文件。",
            ) from error
        raise


def _shown(url: sa.URL) -> str:
    """The place of the database as people may see it: without its password."""
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()
