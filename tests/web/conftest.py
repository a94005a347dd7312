from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.clinic import Clinic, opened


@pytest.fixture
async def clinic(tmp_path: Path) -> AsyncIterator[Clinic]:
    async with opened(tmp_path) as clinic:
        yield clinic
