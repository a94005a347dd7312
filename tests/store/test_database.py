"""Durability rests on settings that are read back, and on a log that only grows."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from app.store import database as opening
from app.store.database import Database, UnsafeDatabase
from app.store.recorder import Entry, Recorder
from tests.store.chain import AT, Chain

FULL = 2  # SQLite's number for `synchronous=FULL`


def setting(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_every_connection_commits_for_good(database: Database) -> None:
    with ExitStack() as stack:
        connections = [stack.enter_context(database.reading()) for _ in range(3)]
        connections.append(stack.enter_context(database.writer.connect()))
        for connection in connections:
            assert setting(connection, "journal_mode") == "wal"
            assert setting(connection, "synchronous") == FULL
            assert setting(connection, "foreign_keys") == 1


def test_a_setting_that_was_not_taken_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite answers an unknown value with the one it keeps, and no error."""
    monkeypatch.setattr(opening, "FULL", 7)
    database = Database(tmp_path / "vigil.sqlite3")
    with pytest.raises(UnsafeDatabase, match="synchronous"), database.reading():
        pass
    database.close()


def test_readers_cannot_write(database: Database) -> None:
    with database.reading() as connection, pytest.raises(DatabaseError, match="readonly"):
        connection.execute(text("INSERT INTO beds VALUES ('1', '1', 0)"))


def test_a_block_that_raises_leaves_nothing(database: Database) -> None:
    def change_of_mind() -> None:
        with database.writing() as connection:
            connection.execute(text("INSERT INTO beds VALUES ('1', '1', 0)"))
            raise LookupError

    with pytest.raises(LookupError):
        change_of_mind()
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM beds")).scalar() == 0


@pytest.mark.parametrize("change", ["UPDATE {} SET at = 0", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["records", "audit"])
async def test_what_happened_cannot_be_changed(
    database: Database, recorder: Recorder, table: str, change: str
) -> None:
    recorder.submit(Chain().opening())
    audited = f"INSERT INTO audit (at, who, what, object, detail) VALUES ({AT}, 'a', 'b', 'c', '')"
    await recorder.write(lambda connection: connection.execute(text(audited)) and None)
    with (
        pytest.raises(DatabaseError, match=f"{table} is append-only"),
        database.writing() as connection,
    ):
        connection.execute(text(change.format(table)))
    with database.reading() as connection:
        count = connection.execute(text(f"SELECT count(*) FROM {table} WHERE at >= {AT}"))
        assert count.scalar() == 1


async def test_a_number_is_stored_once_whatever_the_program_believes(
    database: Database, recorder: Recorder
) -> None:
    chain = Chain()
    recorder.submit(chain.opening())
    boot = "INSERT INTO boots VALUES (1, 'm1', 'b1', 0, 0)"
    await recorder.write(lambda connection: connection.execute(text(boot)) and None)
    recorder.submit(Entry(records=[chain.row(1, 1)]))
    await recorder.write(lambda connection: None)
    again = "INSERT INTO records SELECT 99, log, 99, at, kind, body, hash, boot, seq FROM records"
    with pytest.raises(IntegrityError, match="boot"), database.writing() as connection:
        connection.execute(text(f"{again} WHERE seq = 1"))
