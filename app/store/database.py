"""The embedded database file: how it is opened, for reading and for writing.

WAL with `synchronous=FULL`: a commit that returned survives a power cut. Each connection is read
back and refused if SQLite did not take a setting.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

BUSY_TIMEOUT_S = 5.0  # how long a short command-line write waits for the server's commit
WAL_AUTOCHECKPOINT_PAGES = 4000
FULL = 2


class UnsafeDatabase(Exception):
    """SQLite did not take a setting on which durability rests."""

    def __init__(self, setting: str, wanted: object, got: object) -> None:
        self.setting, self.wanted, self.got = setting, wanted, got
        super().__init__(f"database setting {setting} is {got!r}, must be {wanted!r}")


class Database:
    """The file and its two ways in. Opening it does not create tables: see `store.migrate`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer = _engine(path, begin="BEGIN IMMEDIATE", query_only=False)
        self._reader = _engine(path, begin="BEGIN", query_only=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read-only view of one committed state."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One immediate transaction: committed when the block ends, rolled back if it raises."""
        with self._writer.begin() as connection:
            yield connection

    @property
    def writer(self) -> Engine:
        return self._writer

    def close(self) -> None:
        self._reader.dispose()
        self._writer.dispose()


def _engine(path: Path, *, begin: str, query_only: bool) -> Engine:
    engine = create_engine(
        f"sqlite+pysqlite:///{path}",
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        connect_args={
            "check_same_thread": False,
            "timeout": BUSY_TIMEOUT_S,
            "cached_statements": 256,
            "isolation_level": None,  # we say BEGIN ourselves: a deferred one can fail on upgrade
        },
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        _set(connection, "journal_mode", "wal")
        _set(connection, "synchronous", FULL)
        _set(connection, "foreign_keys", 1)
        connection.execute(f"PRAGMA wal_autocheckpoint={WAL_AUTOCHECKPOINT_PAGES}")
        if query_only:
            _set(connection, "query_only", 1)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _set(connection: sqlite3.Connection, setting: str, wanted: object) -> None:
    connection.execute(f"PRAGMA {setting}={wanted}")
    (got,) = connection.execute(f"PRAGMA {setting}").fetchone()
    if got != wanted:
        raise UnsafeDatabase(setting, wanted, got)
