"""A database on a real file, a recorder that writes to it, and a ward on top of both."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.monitoring.bedside import Ward, opened
from tests.store.conftest import database, recorder

__all__ = ["database", "recorder"]


@pytest.fixture
async def ward(tmp_path: Path) -> AsyncIterator[Ward]:
    async with opened(tmp_path / "data") as made:
        yield made
