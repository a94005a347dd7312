"""One Chromium and one simulated clinic for all tests here, on one event loop."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext

from tests.browser import chromium
from tests.browser.pages import Visitor, context, live, sign_in, visit, visitor
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
async def profile(window: Browser, practice: Practice) -> AsyncIterator[BrowserContext]:
    """The nurse's browser: signing in is slow on purpose and the figure's library is large, so
    once is enough."""
    async with context(window) as made:
        async with visit(practice.url, made) as somebody:
            await live(await sign_in(somebody))
        yield made


@pytest_asyncio.fixture(loop_scope="package")
async def nurse(practice: Practice, profile: BrowserContext) -> AsyncIterator[Visitor]:
    async with visit(practice.url, profile) as made:
        yield made


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def charge_profile(window: Browser, practice: Practice) -> AsyncIterator[BrowserContext]:
    async with context(window) as made:
        async with visit(practice.url, made) as somebody:
            await live(await sign_in(somebody, "charge"))
        yield made


@pytest_asyncio.fixture(loop_scope="package")
async def charge(practice: Practice, charge_profile: BrowserContext) -> AsyncIterator[Visitor]:
    """The charge nurse, at a desk of her own."""
    async with visit(practice.url, charge_profile) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="package")
async def clinician(window: Browser, practice: Practice) -> AsyncIterator[Visitor]:
    async with visitor(window, practice.url) as made:
        await live(await sign_in(made, "clinician"))
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
        yield made
