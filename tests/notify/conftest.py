from collections.abc import AsyncIterator

import pytest

from tests.notify.receivers import Hook, Mailbox, listening


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    made = Hook()
    async with listening(made):
        yield made


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    made = Mailbox()
    async with listening(made):
        yield made
