"""One Chromium and one simulated clinic for all tests here, on one event loop."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, StorageState

from tests.browser import chromium
from tests.browser.pages import Visitor, live, sign_in, visitor
from tests.browser.practice import Practice, simulated

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = chromium.executable() is None
    for item in items:
        if not item.path.is_relative_to(HERE):
            continue
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.asyncio(loop_scope="package"), append=False)
        if absent:
            item.add_marker(pytest.mark.skip(reason=chromium.ABSENT))


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def window() -> AsyncIterator[Browser]:
    async with chromium.started() as started:
        yield started


@pytest.fixture(scope="package")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    with simulated(tmp_path_factory.mktemp("practice")) as made:
        yield made


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def signed_in(window: Browser, practice: Practice) -> StorageState:
    """The nurse's cookie: signing in is slow on purpose, so once is enough."""
    async with visitor(window, practice.url) as somebody:
        await live(await sign_in(somebody))
        return await somebody.context.storage_state()


@pytest_asyncio.fixture(loop_scope="package")
async def nurse(
    window: Browser, practice: Practice, signed_in: StorageState
) -> AsyncIterator[Visitor]:
    async with visitor(window, practice.url, storage_state=signed_in) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="package")
async def wall(window: Browser, practice: Practice) -> AsyncIterator[Visitor]:
    """A display on the wall, with its own token."""
    async with visitor(window, practice.url) as made:
        page = await made.open("/sign-in")
        await page.get_by_role("button", name="Set up a wall display").click()
        await page.get_by_label("Wall token").fill(practice.ward.token("wall"))
        await page.get_by_role("button", name="Start this wall").click()
        await live(page)
        await page.close()
        yield made
