"""A screen that cannot be relied on says so, and the alarm goes on to somebody else (T20, T14)."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio
from playwright.async_api import Page

from tests.browser.pages import Visitor, action, card, expect
from tests.browser.practice import Bed, Practice
from tests.browser.test_sound import HIGH, MEDIUM, Sent, badge, bursts, desk, sounded

HIDE = """hidden => {
  Object.defineProperty(document, "visibilityState", {value: hidden, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""
UNRECEIVED = timedelta(seconds=10)


@pytest_asyncio.fixture(loop_scope="package")
async def bed(practice: Practice) -> AsyncIterator[Bed]:
    async with practice.bed() as made:
        await made.infusion()
        yield made


async def test_a_blocked_screen_says_so_and_after_10_s_the_next_one_is_called(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    page, sent = await desk(nurse, bed)
    bed.bedside.show(spo2=82)
    await practice.advance(8)
    shown = card(page, "spo2_low_high")
    await expect(page.locator("sound-banner")).to_have_text("No sound: press a key or click")
    await practice.advance(9)
    await expect(shown).to_contain_text("no screen has confirmed")
    await expect(shown).to_contain_text("told: charge nurse")
    assert not [each for each in sent.receipts("spo2_low_high") if each["event"] == "sounded"]
    onset, told = times(await shown.inner_text())
    # It is raised 5 s after the onset, and from then on it waits for a receipt.
    assert UNRECEIVED <= told - onset <= UNRECEIVED + timedelta(seconds=7)


def times(text: str) -> tuple[timedelta, timedelta]:
    """Since when, and when the charge nurse was told: times of one day."""
    found = re.search(r"since ([\d:]+)[\s\S]*told: charge nurse ([\d:]+)", text)
    assert found, text
    since, told = (time_of_day(each) for each in found.groups())
    return since, told if told >= since else told + timedelta(days=1)


def time_of_day(text: str) -> timedelta:
    hours, minutes, seconds = map(int, text.split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


async def test_a_hidden_tab_watches_nobody_and_says_so_when_it_is_back(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    page, sent = await desk(nurse, bed)
    await arm(page, sent)
    await page.evaluate(HIDE, "hidden")
    await expect(badge(page)).to_have_text("hidden")
    assert sent.stations()[-1]["visible"] is False
    await practice.advance(60)
    bed.bedside.show(spo2=82)
    await practice.advance(8)
    await expect(card(page, "spo2_low_high")).to_be_visible()
    told = [each["event"] for each in sent.receipts("spo2_low_high")]
    assert "shown" not in told  # nobody can see it; that it sounds is true
    await page.evaluate(HIDE, "visible")
    await expect(badge(page)).to_have_text(re.compile(r"^hidden, back 0:\d\d ago$"))
    await practice.advance(1)
    async with asyncio.timeout(10):
        while "shown" not in {each["event"] for each in sent.receipts("spo2_low_high")}:
            await sent.more()


async def test_a_new_high_alarm_sounds_through_a_pause_within_3_s(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    page, sent = await desk(nurse, bed)
    await arm(page, sent)
    bed.bedside.show(hr=125, pr=125)
    await practice.advance(80)  # whatever such a rate raises has been raised
    await sounded(page, MEDIUM)
    await action(page, "pause-sound").click()
    await expect(badge(page)).to_have_text(re.compile("^sound paused"))
    silent = len(await bursts(page))
    await practice.advance(20)
    assert len(await bursts(page)) == silent
    bed.bedside.show(spo2=82)
    await practice.advance(8)
    begun = time.monotonic()
    await sounded(page, HIGH, within_s=3)
    assert time.monotonic() - begun < 3
    await expect(badge(page)).not_to_have_text(re.compile("paused"))
    await expect(action(page, "pause-sound")).to_be_visible()


async def arm(page: Page, sent: Sent) -> None:
    """As a nurse does: plays the test sound and hears it."""
    await page.keyboard.press("Shift")
    await badge(page).click()
    await action(page, "play-test").click()
    await action(page, "heard").click()
    async with asyncio.timeout(10):
        while not sent.stations()[-1]["armed"]:
            await sent.more()
