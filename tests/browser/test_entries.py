"""What is entered at the chair: scales, events, drugs, readings by hand; for whom and when."""

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
    await action(page, "enter-moaas").click()
    form = page.get_by_role("group", name=f"MOAA/S, M.K. · bed {bed.name}")
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
    await expect(action(page, "enter-moaas")).to_be_focused()
    await expect(page.get_by_role("button", name="now", pressed=True)).to_be_visible()
    await expect(card(page, "sedation_high")).to_contain_text("Deeply sedated")
    await expect(page.locator("scores-list")).to_contain_text("MOAA/S 2")
    await expect(page.locator("session-log")).to_contain_text("MOAA/S 2")


async def test_a_scale_of_several_questions_goes_back_without_loss(
    nurse: Visitor, bed: Bed
) -> None:
    await bed.infusion()
    page = await nurse.bed(bed.name, DESK)
    await action(page, "enter-scale").click()
    await page.locator("[data-scale=orientation]").click()
    question = page.locator(".question")
    await expect(question).to_contain_text("1 of 4: Own name")
    await question.locator("[data-score='1']").click()
    await question.locator("[data-score='0']").click()
    await expect(question).to_contain_text("3 of 4: Date")
    await action(page, "question-back").click()
    await expect(question.locator("[data-score='0']")).to_have_attribute("aria-pressed", "true")
    for _ in range(3):
        await question.locator("[data-score='1']").click()
    await expect(toast(page)).to_contain_text("Orientation 4 of 4")
    await expect(page.locator("scores-list")).to_contain_text("Orientation 4 of 4")

    await action(page, "enter-scale").click()
    await page.locator("[data-scale=nausea]").click()
    await page.get_by_label("Could not assess, because").fill("asleep")
    await action(page, "not-assessed").click()
    await expect(page.locator("scores-list")).to_contain_text("Nausea could not be assessed")
    await expect(page.locator("session-log")).to_contain_text(
        "Nausea could not be assessed: asleep"
    )


async def test_a_reading_by_hand_is_typed_on_the_pad_and_is_judged(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    nurse.watched.expect_complaint("status of 422")
    await bed.infusion()
    await practice.advance(60)
    page = await nurse.bed(bed.name, DESK)
    await action(page, "enter-reading").click()
    await expect(page.get_by_label("SBP, mmHg")).to_be_focused()
    await press(page, "1", "0", "4", "next value", "1", "8", "2")
    await expect(page.locator(".doubt")).to_have_text(
        "SBP 104 is not above DBP 182: are they swapped?"
    )
    await action(page, "give-reading").click()
    await expect(page.locator("entry-row .problem")).to_contain_text("are they swapped?")
    await press(page, "next value", "next value", "next value", "next value")
    await page.get_by_label("SBP, mmHg").fill("182")
    await page.get_by_label("DBP, mmHg").fill("104")
    await expect(page.locator(".doubt")).to_have_text("")
    await page.get_by_label("read from the bedside monitor").check()
    await action(page, "give-reading").click()
    await expect(toast(page)).to_contain_text("Reading by hand 182/104 · M.K.")
    await expect(vital(page, "bp")).to_have_text("182/104")
    await expect(page.locator(".vital-bp .vital-age")).to_contain_text("✎ 0:0")
    await expect(card(page, "sbp_high_high")).to_be_visible()
    await expect(page.locator("session-log")).to_contain_text("Reading by hand 182/104")
    hollow = page.locator(".plot .scatterlayer .trace path.point").last
    await expect(hollow).to_be_attached()


async def test_events_and_drugs(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()
    page = await nurse.bed(bed.name, DESK)
    await action(page, "enter-event").click()
    await page.get_by_label("Words").fill("after standing up")
    await page.locator("[data-event=nausea]").click()
    await expect(page.locator("session-log")).to_contain_text("Nausea: after standing up")
    await action(page, "enter-drug").click()
    await page.get_by_label("Drug", exact=True).fill("ondansetron")
    await page.get_by_label("Dose").fill("4")
    await action(page, "give-drug").click()
    await expect(toast(page)).to_contain_text("ondansetron 4 mg iv · M.K.")
    await expect(page.locator("session-log")).to_contain_text("ondansetron 4 mg iv")


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
    await action(page, "enter-event").click()
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


async def press(page: Page, *keys: str) -> None:
    pad = page.get_by_role("group", name="Digits")
    for key in keys:
        await pad.get_by_role("button", name=key, exact=True).click()


def toast(page: Page) -> Locator:
    return page.locator("record-toast")
