"""To the bathroom and back: recorded on the bed page, counted on the wall, an alarm when late."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio

from tests.browser.pages import DESK, Visitor, action, card, expect, tile, vital
from tests.browser.practice import Bed, Practice


@pytest_asyncio.fixture(loop_scope="package")
async def bed(practice: Practice) -> AsyncIterator[Bed]:
    async with practice.bed() as made:
        yield made


async def test_to_the_bathroom_and_back(nurse: Visitor, practice: Practice, bed: Bed) -> None:
    await bed.infusion()
    page = await nurse.bed(bed.name, DESK)
    header = page.locator("bed-header")
    await expect(action(page, "off-monitor")).to_have_count(0)  # not while the drug flows
    await action(page, "pause").click()
    await action(page, "off-monitor").click()
    step = page.get_by_role("form", name=f"Off monitor, M.K. · bed {bed.name}")
    await expect(step.get_by_label("bathroom")).to_be_checked()
    await step.get_by_label("Companion").fill("Anna")
    await action(page, "confirm-off-monitor").click()
    await expect(header.locator(".phase-chip")).to_have_text("OFF MONITOR · PAUSED")
    await expect(header.locator(".clock")).to_have_text(
        re.compile(r"^0:\d\d of 10:00 · bathroom · nurse$")
    )
    await expect(action(page, "resume")).to_be_disabled()
    await expect(action(page, "resume")).to_contain_text("Back on the monitor first")
    await expect(page.locator("session-log")).to_contain_text("Off monitor, bathroom, with Anna")

    for name in ("hr", "pr", "spo2"):
        bed.bedside.drop(name)
    wall = await nurse.wall(bed.name)
    shown = tile(wall, bed.name)
    await practice.advance(190)
    await expect(shown.locator(".tile-line")).to_have_text(
        re.compile(r"^OFF( MONITOR)? 3:\d\d of 10:00 · bathroom · nurse$")
    )
    await expect(vital(shown, "spo2")).to_have_text("--")
    await practice.advance(415)
    await expect(shown.locator(".tile-line")).to_contain_text("Off the monitor for 10 min")
    await expect(header.locator(".phase-chip")).to_have_attribute("data-off", "overdue")
    await expect(card(page, "off_monitor_medium")).to_contain_text("Off the monitor for 10 min")

    bed.bedside.show(hr=74, spo2=97)
    await action(page, "back-on-monitor").click()
    await expect(header.locator(".phase-chip")).to_have_text("INFUSION PAUSED")
    await expect(card(page, "off_monitor")).to_have_count(0)
    await expect(page.locator("session-log")).to_contain_text("Back on monitor")
    await practice.advance(5)
    await action(page, "resume").click()
    await expect(header.locator(".phase-chip")).to_have_text("INFUSION")
    await expect(shown.locator(".tile-line")).to_have_text("no alarm")
