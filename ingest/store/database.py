"""The engine of the truth and its schema version: SQLite in the data folder, or any SQLAlchemy URL."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from ingest.errors import LibraryError, LibraryLocked
from ingest.settings import Settings
from ingest.store import tables
from ingest.store.migrations import MIGRATIONS, Migration

SCHEMA_VERSION = 7
"""What this code reads and writes; older databases are brought forward at opening."""

AT_ONCE = 500
"""Values in one IN (…): below the smallest limit of any database."""

Item = TypeVar("Item")


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
                tables.metadata.create_all(connection)
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
    return connection.execute(
        sa.select(tables.meta.c.value).where(tables.meta.c.key == key)
    ).scalar()


def put_meta(connection: sa.Connection, key: str, value: str) -> None:
    """Sets a value of the ``meta`` table."""
    connection.execute(sa.delete(tables.meta).where(tables.meta.c.key == key))
    connection.execute(sa.insert(tables.meta).values(key=key, value=value))


def now() -> str:
    """The time in UTC, ISO 8601 to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def batches(items: Iterable[Item], size: int = AT_ONCE) -> Iterator[list[Item]]:
    """Lists of at most ``size`` items, in order."""
    whole = list(items)
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


def column(
    connection: sa.Connection,
    wanted: sa.ColumnElement[Any],
    *conditions: sa.ColumnElement[bool],
) -> list[Any]:
    """The values of one column."""
    return list(connection.execute(sa.select(wanted).where(*conditions)).scalars())


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
