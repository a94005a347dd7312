"""The data directory: where it is, opening it, and the commands about it as a whole."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from app.cli.parser import Commands, add
from app.settings import Settings
from app.store.database import Database
from app.store.migrate import lock, migrate
from app.version import vigil_version


def register(commands: Commands) -> None:
    add(commands, "migrate", run_migrate, help="bring the data to this version's schema")
    add(commands, "version", run_version, help="say which version this is")


def directory(arguments: argparse.Namespace) -> Path:
    """--data, else VIGIL_DATA, else the platform's data directory."""
    named = arguments.data or os.environ.get("VIGIL_DATA")
    return Path(named) if named else platformdirs.user_data_path("vigil", appauthor=False)


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Database]:
    """The database, of the newest schema; works beside a running server."""
    data = directory(arguments)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(Settings(data=data).database)
    try:
        migrate(database)
        yield database
    finally:
        database.close()


def run_migrate(arguments: argparse.Namespace) -> None:
    data = directory(arguments)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with lock(Settings(data=data).lock), opened(arguments):
        print(f"{data} has the newest schema")


def run_version(arguments: argparse.Namespace) -> None:
    print(f"vigil {vigil_version()}")
