"""Pages as somebody sees them, and what a page must never do behind their back."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    WebError,
)
from playwright.async_api import expect as expect

from tests.running import PASSWORD

expect.set_options(timeout=15_000)

WALL_TV: Any = {"width": 1920, "height": 1080}
DESK: Any = {"width": 1280, "height": 800}
REFUSALS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


class Watched:
    """Everything a page asked for and complained of."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self._expected: list[str] = []

    def expect_complaint(self, part: str) -> None:
        """The browser itself reports a request that was refused or found nobody."""
        self._expected.append(part)

    @contextmanager
    def following(self, context: BrowserContext) -> Iterator[None]:
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", self._failed)
        yield
        context.remove_listener("request", self._asked)
        context.remove_listener("console", self._said)
        context.remove_listener("weberror", self._failed)

    def _asked(self, request: Request) -> None:
        self.asked.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _failed(self, error: WebError) -> None:
        self.complaints.append(str(error.error))

    def check(self) -> None:
        foreign = [url for url in self.asked if not url.startswith((self.origin, "data:", "blob:"))]
        assert not foreign, foreign
        unexpected = [
            complaint
            for complaint in self.complaints
            if not any(part in complaint for part in self._expected)
        ]
        assert not unexpected, unexpected


class Visitor:
    """One browser of one person (or of a wall), with its sign-in."""

    def __init__(self, url: str, context: BrowserContext) -> None:
        self.url = url
        self.context = context
        self.watched = Watched(url)
        self._pages: list[Page] = []

    async def blank(self, size: Any = None) -> Page:
        """A new page; closed at the end of the visit."""
        page = await self.context.new_page()
        await page.set_viewport_size(size or WALL_TV)
        self._pages.append(page)
        return page

    async def open(self, path: str, size: Any = None) -> Page:
        page = await self.blank(size)
        await page.goto(self.url + path)
        return page

    async def leave(self) -> None:
        for page in self._pages:
            await page.close()

    async def wall(self, *beds: str) -> Page:
        """The wall of these beds, once its picture is complete."""
        page = await self.open(f"/wall?beds={','.join(beds)}")
        await live(page)
        return page

    async def bed(self, bed: str, size: Any = None) -> Page:
        page = await self.open(f"/beds/{bed}", size)
        await live(page)
        return page


async def live(page: Page) -> None:
    await expect(page.locator("html[data-link=live]")).to_be_attached()


@asynccontextmanager
async def context(browser: Browser, **options: Any) -> AsyncIterator[BrowserContext]:
    """One browser profile: cookies and cache of its own."""
    made = await browser.new_context(**options)
    try:
        await made.add_init_script(REFUSALS)
        yield made
    finally:
        await made.close()


@asynccontextmanager
async def visit(url: str, profile: BrowserContext) -> AsyncIterator[Visitor]:
    """Checked at the end: nothing left the origin, nothing was refused or complained of."""
    made = Visitor(url, profile)
    with made.watched.following(profile):
        yield made
        await made.leave()
    made.watched.check()


@asynccontextmanager
async def visitor(browser: Browser, url: str) -> AsyncIterator[Visitor]:
    """Somebody with a browser of their own, not signed in."""
    async with context(browser) as profile, visit(url, profile) as made:
        yield made


async def sign_in(made: Visitor, name: str = "nurse", password: str = PASSWORD) -> Page:
    page = await made.open("/sign-in")
    await page.get_by_label("Name").fill(name)
    await page.get_by_label("Password").fill(password)
    await page.locator("[data-action=sign-in]:visible").click()
    return page


def tile(page: Page, bed: str) -> Locator:
    return page.locator(f"bed-tile[data-bed='{bed}']")


def vital(parent: Page | Locator, name: str) -> Locator:
    return parent.locator(f"[data-vital={name}]")


def action(page: Page, name: str) -> Locator:
    return page.locator(f"[data-action={name}]")


def card(page: Page, rule: str = "") -> Locator:
    """The alarm cards, or those whose alarm's id holds this rule."""
    return page.locator(f"alarm-card[data-alarm*='.{rule}']")
