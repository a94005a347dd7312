"""Brings the database to the newest schema, and holds the lock that says "a server runs here"."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout

import app
from app.store.database import Database


class DataInUse(Exception):
    """Another process holds this data directory."""

    def __init__(self, data: Path) -> None:
        self.data = data
        super().__init__(f"a server is running on {data}: stop it first")


class NewerSchema(Exception):
    """The data was written by a newer Vigil."""

    def __init__(self, found: str) -> None:
        super().__init__(f"the data has schema {found}, which this version does not know")


def lock(path: Path) -> FileLock:
    """Takes the data directory for this process, or raises DataInUse."""
    path.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(path)
    try:
        held.acquire(blocking=False)
    except Timeout:
        raise DataInUse(path.parent) from None
    return held


def migrate(database: Database) -> None:
    """Runs the migrations that are missing. Safe to call at every start."""
    database.path.parent.mkdir(parents=True, exist_ok=True)
    config = Config()
    config.set_main_option("script_location", str(_scripts()))
    with database.writer.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    known = ScriptDirectory.from_config(config)
    if found == known.get_current_head():
        return
    if found is not None and found not in {script.revision for script in known.walk_revisions()}:
        raise NewerSchema(found)
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _scripts() -> Path:
    return Path(app.__file__).parent.parent / "migrations"
