"""Migrations: they make what the tables say, and an interrupted one leaves nothing half done."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import event, inspect, text

import app
from app.store import directory
from app.store.database import Database
from app.store.migrate import DataInUse, NewerSchema, lock, migrate
from app.store.tables import metadata


def test_the_migrations_make_the_tables(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    statements: list[str] = []
    event.listen(
        database.writer,
        "before_cursor_execute",
        lambda *given: statements.append(given[2]),
    )
    migrate(database)
    assert [s for s in statements if s.split()[0] not in ("SELECT", "PRAGMA", "BEGIN")] == []


MIGRATIONS = Path(app.__file__).parent.parent / "migrations"


class PowerCut(Exception):
    pass


@pytest.mark.parametrize("at", ["CREATE TABLE records", "CREATE TRIGGER audit_no_delete"])
def test_an_interrupted_migration_is_done_again(tmp_path: Path, at: str) -> None:
    interrupted = Database(tmp_path / "vigil.sqlite3")

    def cut(*given: object) -> None:
        if at in str(given[2]):
            raise PowerCut

    event.listen(interrupted.writer, "before_cursor_execute", cut)
    with pytest.raises(PowerCut):
        migrate(interrupted)
    interrupted.close()
    again = Database(tmp_path / "vigil.sqlite3")
    assert inspect(again.writer).get_table_names() == []
    migrate(again)
    with again.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    again.close()


def test_data_of_the_first_schema_are_kept(tmp_path: Path) -> None:
    database = Database(tmp_path / "vigil.sqlite3")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO beds VALUES ('1', 'One', 1)"))
        connection.execute(text("INSERT INTO monitors VALUES ('m1', 'hash', 1, NULL)"))
    migrate(database)
    with database.writing() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert [monitor.id for monitor in directory.every_monitor(connection)] == ["m1"]
        before = directory.version(connection)
        directory.bind(connection, 2, "test", "m1", "1")
        assert directory.version(connection) > before  # its triggers are still there
    database.close()


def test_data_of_a_newer_version_is_refused(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema, match="9999"):
        migrate(database)


def test_one_server_a_data_directory(tmp_path: Path) -> None:
    file = tmp_path / "new" / "vigil.lock"
    held = lock(file)
    with pytest.raises(DataInUse, match="is running"):
        lock(file)
    held.release()
    lock(file).release()
