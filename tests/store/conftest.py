"""A migrated database on a real file, and the recorder that writes to it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from app.store.database import Database
from app.store.migrate import migrate
from app.store.recorder import Recorder


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "vigil.sqlite3")
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
async def recorder(database: Database) -> AsyncIterator[Recorder]:
    started = Recorder(database)
    started.start()
    yield started
    await started.stop()
