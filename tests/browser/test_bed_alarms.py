"""Alarms on the bed page: their cards, and who may take them."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Page, WebSocketRoute

from tests.browser.pages import Visitor, card, expect, live, vital
from tests.browser.practice import Bed, Practice


@pytest_asyncio.fixture(loop_scope="package")
async def bed(practice: Practice) -> AsyncIterator[Bed]:
    """An infusion during which the pressure has just been 190/94."""
    async with practice.bed() as made:
        await made.infusion()
        await made.cuff(190, 94)
        yield made


HIGH = "sbp_high_high"


async def test_a_card_says_what_since_when_and_how_urgent(nurse: Visitor, bed: Bed) -> None:
    page = await nurse.bed(bed.name)
    shown = card(page, HIGH)
    await expect(shown).to_have_count(1)
    await expect(shown).to_have_attribute("data-condition", "active")
    await expect(shown).to_have_attribute("data-priority", "high")
    await expect(shown).to_contain_text("!!!")
    await expect(shown).to_contain_text("SBP 190 ≥ 180")
    await expect(shown).to_contain_text(re.compile(r"since \d\d:\d\d:\d\d · 0:\d\d"))
    await expect(vital(page, "bp")).to_have_attribute("data-look", "fill")
    await expect(page.locator("alarm-strip")).to_contain_text("SBP 190 ≥ 180")


async def test_acknowledging_from_the_card_takes_it_on_every_screen(
    nurse: Visitor, bed: Bed
) -> None:
    page = await nurse.bed(bed.name)
    wall = await nurse.wall(bed.name)
    await card(page, HIGH).locator("[data-action=acknowledge]").click()
    await expect(card(page, HIGH)).to_have_attribute("data-attention", "acknowledged")
    await expect(card(page, HIGH)).to_have_attribute("data-look", "edge")
    await expect(card(page, HIGH)).to_contain_text("✓ nurse")
    await expect(card(page, HIGH).locator("[data-action=acknowledge]")).to_be_hidden()
    await expect(wall.locator("bed-tile")).to_have_attribute("data-look", "edge")
    assert bed.place.alarms(bed.session)[HIGH]["acknowledged_by"] == "nurse"


async def test_the_keyboard_alone_is_enough_to_acknowledge(nurse: Visitor, bed: Bed) -> None:
    page = await nurse.bed(bed.name)
    button = card(page, HIGH).locator("[data-action=acknowledge]")
    await expect(button).to_be_visible()
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await button.evaluate("button => button === document.activeElement"):
            break
    await expect(button).to_be_focused()
    await expect(button).to_have_css("outline-style", "solid")
    await expect(button).to_have_css("outline-width", "3px")
    await page.keyboard.press("Enter")
    await expect(card(page, HIGH)).to_have_attribute("data-attention", "acknowledged")


async def test_a_tap_on_an_alarm_that_has_changed_meanwhile_is_refused(
    nurse: Visitor, bed: Bed
) -> None:
    """The page's own socket is slowed: the tap leaves with the revision that was seen."""

    def hold_commands(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def forward(message: str | bytes) -> None:
            if '"acknowledge"' in str(message) and HIGH in str(message):
                acknowledge_first(bed)
            server.send(message)

        socket.on_message(forward)

    page = await nurse.blank()
    await page.route_web_socket("**/ws/screen", hold_commands)
    await page.goto(f"{nurse.url}/beds/{bed.name}")
    await live(page)
    await card(page, HIGH).locator("[data-action=acknowledge]").click()
    await expect(card(page, HIGH).locator(".problem")).to_contain_text("It changed before your tap")
    await expect(card(page, HIGH)).to_contain_text("✓")


def acknowledge_first(bed: Bed) -> None:
    alarm = bed.place.alarms(bed.session)[HIGH]
    answer = bed.api.post(f"/api/alarms/{alarm['id']}/acknowledge", {"revision": alarm["revision"]})
    assert answer.status_code == 200, answer.text


async def test_an_alarm_of_another_bed_stands_in_the_strip_and_leads_there(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    async with practice.bed() as calm:
        await calm.infusion()
        page = await nurse.bed(calm.name)
        await expect(page.locator("alarm-cards")).to_contain_text("No alarms on this bed")
        lead = page.locator("alarm-strip a.strip-alarm")
        await expect(lead).to_have_attribute("href", re.compile(r"^/beds/"))
        await lead.click()
        await expect(page.locator("alarm-card").first).to_be_visible()


async def test_no_alarm_is_red_and_yellow_on_anything_else(nurse: Visitor, bed: Bed) -> None:
    """Red and yellow belong to alarms: no button, form or phase has them."""
    page = await nurse.bed(bed.name)
    await expect(card(page, HIGH)).to_be_visible()
    assert await strangely_coloured(page) == []


async def strangely_coloured(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(
        """() => {
          const alarming = new Set(["rgb(208, 26, 38)", "rgb(255, 90, 99)", "rgb(255, 210, 31)"]);
          return [...document.querySelectorAll("button, input, .phase-chip, .problem, .criteria *")]
            .filter((box) => ["color", "backgroundColor", "borderTopColor"]
              .some((name) => alarming.has(getComputedStyle(box)[name])))
            .map((box) => box.outerHTML);
        }"""
    )
    return found
