"""What is entered at the chair: scales and symptoms, with the patient's name and the instant."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Locator, Page, Route

from tests.browser.pages import DESK, Visitor, action, card, expect, vital
from tests.browser.practice import Bed, Practice

MINUS = "\N{MINUS SIGN}"
TABLET: Any = {"width": 834, "height": 1112}


@pytest_asyncio.fixture(loop_scope="package")
async def bed(practice: Practice) -> AsyncIterator[Bed]:
    async with practice.bed() as made:
        yield made


async def test_a_sedation_score_is_one_tap_and_is_judged(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    await bed.infusion()
    await practice.advance(180)
    page = await nurse.bed(bed.name, TABLET)
    await action(page, "enter-scale").click()
    form = page.get_by_role("group", name=f"Scale, M.K. · bed {bed.name}")
    rows = form.locator("[data-score]")
    await expect(rows).to_have_text(
        [re.compile(words) for words in ("^5answers readily", "^4", "^3", "^2", "^1", "^0")]
    )
    for row in await rows.all():
        box = await row.bounding_box()
        assert box is not None
        assert box["height"] >= 80
    await page.get_by_role("button", name=f"{MINUS}2").click()
    await form.get_by_role("button", name="answers only to mild prodding").click()
    await expect(toast(page)).to_contain_text(f"MOAA/S 2 · M.K. · bed {bed.name} · saved")
    await expect(form).to_have_count(0)
    await expect(action(page, "enter-scale")).to_be_focused()
    await expect(page.get_by_role("button", name="now", pressed=True)).to_be_visible()
    await expect(card(page, "sedation_high")).to_contain_text("Deeply sedated")


async def test_an_answer_that_does_not_come_leaves_the_entry_not_saved_yet(
    nurse: Visitor, bed: Bed
) -> None:
    nurse.watched.expect_complaint("ERR_FAILED")
    await bed.infusion()
    page = await nurse.bed(bed.name, DESK)
    keys: list[str] = []

    async def unanswered(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        await (route.abort() if len(keys) == 1 else route.continue_())

    await page.route("**/events", unanswered)
    await action(page, "enter-symptom").click()
    await page.locator("[data-event=headache]").click()
    await expect(toast(page)).to_contain_text(f"Headache · M.K. · bed {bed.name} · not saved yet")
    await toast(page).get_by_role("button", name="Try again").click()
    await expect(toast(page)).to_contain_text(f"Headache · M.K. · bed {bed.name} · saved")
    assert len(keys) == 2
    assert keys[0] == keys[1]


async def test_an_alarm_frames_a_number_without_moving_it(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    await bed.infusion()
    page = await nurse.bed(bed.name, TABLET)
    value = vital(page, "spo2")
    await expect(value).to_have_text("98")
    between = await from_neighbour(page)
    bed.bedside.show(spo2=82)
    await practice.advance(8)
    await action(page, "acknowledge").first.click()
    await expect(value).to_have_attribute("data-look", "edge")
    await expect(value).to_have_css("outline-width", "4px")
    assert await from_neighbour(page) == between


async def from_neighbour(page: Page) -> list[float]:
    """How far the text of SpO2 stands from that of HR, px across and down."""
    away: list[float] = await page.evaluate(
        """() => {
            const [one, other] = ["spo2", "hr"].map((vital) => {
                const range = document.createRange();
                range.selectNodeContents(document.querySelector(`[data-vital=${vital}]`));
                return range.getBoundingClientRect();
            });
            return [one.x - other.x, one.y - other.y];
        }"""
    )
    return away


def toast(page: Page) -> Locator:
    return page.locator("record-toast")
