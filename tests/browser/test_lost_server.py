"""The server dies under the screens: within seconds nothing old is shown as if it were now."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from time import monotonic

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.browser.bedside import sending
from tests.browser.pages import Visitor, action, expect, live, sign_in, tile, visitor, vital
from tests.peers import Api
from tests.running import Running, add_monitor, add_token, add_user, put_on_duty

BED = "1"
BAND = re.compile(r"^NO CONNECTION since \d\d:\d\d:\d\d · look at the bedside monitors$")
GONE_WITHIN_S = 6.0


class Fragile:
    """A real-time clinic of one bed, whose server can be killed and started again."""

    def __init__(self, data: Path) -> None:
        self.data = data
        add_user(data, "nurse", "nurse")
        self.monitor = add_monitor(data, "m1", BED)
        token = add_token(data, "nurse")
        put_on_duty(data)
        self.server = Running(data)
        self.port = self.server.url.rsplit(":", 1)[1]
        self.api = Api(self.server.url, token)
        self.session = self.api.session(BED, simulated=True)["id"]

    def start_again(self) -> None:
        self.server = Running(self.data, "--port", self.port)

    def close(self) -> None:
        self.api.close()
        self.server.stop()


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fragile]:
    made = Fragile(tmp_path_factory.mktemp("fragile"))
    yield made
    made.close()


@pytest_asyncio.fixture(loop_scope="package")
async def somebody(window: Browser, fragile: Fragile) -> AsyncIterator[Visitor]:
    async with visitor(window, fragile.server.url) as made:
        made.watched.expect_complaint("net::ERR_")
        made.watched.expect_complaint("WebSocket connection to")
        await live(await sign_in(made))
        yield made


async def test_a_lost_server_empties_the_pages_and_they_come_back_by_themselves(
    somebody: Visitor, fragile: Fragile
) -> None:
    async with sending(fragile.server.url, fragile.monitor, hr=72, spo2=98):
        wall = await somebody.wall(BED)
        desk = await somebody.bed(BED)
        for page in (wall, desk):
            await expect(vital(page, "spo2")).to_have_text("98")
        fragile.server.kill()
        killed = monotonic()
        for page in (wall, desk):
            await expect(page.locator("link-banner")).to_have_text(BAND)
            await expect(page.locator("html[data-link=lost]")).to_be_attached()
            for name, nothing in (("spo2", "--"), ("hr", "--"), ("bp", "--/--")):
                await expect(vital(page, name)).to_have_text(nothing)
        assert monotonic() - killed < GONE_WITHIN_S
        await expect(tile(wall, BED).locator(".clock")).to_have_text("--:--")
        await expect(wall.locator("alarm-strip")).to_contain_text("alarms do not arrive")
        await expect(action(desk, "baseline")).to_be_disabled()
        await expect(action(desk, "baseline")).to_contain_text("No connection")
        await not_reloaded(wall)
        fragile.start_again()
        for page in (wall, desk):
            await expect(vital(page, "spo2")).to_have_text("98")
            await expect(page.locator("link-banner")).to_be_hidden()
        await expect(tile(wall, BED)).to_contain_text("M.K.")
        await expect(action(desk, "baseline")).to_be_enabled()
        assert await wall.evaluate("globalThis.mark") == "the same page"


async def not_reloaded(page: Page) -> None:
    await page.evaluate("globalThis.mark = 'the same page'")


async def test_a_record_made_without_the_server_says_that_it_is_not_saved(
    somebody: Visitor, fragile: Fragile
) -> None:
    desk = await somebody.bed(BED)
    note = desk.get_by_role("textbox", name="Note")
    await note.fill("nausea, settles by itself")
    fragile.server.kill()
    await action(desk, "notes").click()
    toast = desk.locator("record-toast")
    await expect(toast).to_contain_text("not saved yet")
    await expect(note).to_have_value("nausea, settles by itself")
    fragile.start_again()
    await live(desk)
    await toast.get_by_role("button", name="Try again").click()
    await expect(toast).to_contain_text("saved")
    await expect(toast).not_to_contain_text("not saved yet")
    log = fragile.api.get(f"/api/sessions/{fragile.session}/log").json()["items"]
    assert len([record for record in log if record.get("name") == "note"]) == 1


async def test_only_the_simulated_session_is_marked_in_a_real_clinic(
    somebody: Visitor, fragile: Fragile
) -> None:
    wall = await somebody.wall(BED)
    await expect(tile(wall, BED)).to_have_attribute("data-simulated", "")
    await expect(wall.locator("not-live-frame")).to_be_hidden()
    desk = await somebody.bed(BED)
    await expect(desk.locator("not-live-frame")).to_be_visible()
    await expect(desk.locator("bed-header")).to_contain_text("SIMULATED")
