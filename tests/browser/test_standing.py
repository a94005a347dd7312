"""What stands before the start and the discharge: answered in place, rested off, passed over."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Locator

from tests.browser.pages import DESK, Visitor, action, expect
from tests.browser.practice import Bed, Practice


@pytest_asyncio.fixture(loop_scope="package")
async def bed(practice: Practice) -> AsyncIterator[Bed]:
    async with practice.bed() as made:
        yield made


async def test_questions_are_answered_in_place_and_a_high_pressure_is_rested_off(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    await measured(bed, 148, 88)
    page = await nurse.bed(bed.name, DESK)
    panel = page.locator("standing-panel")
    await expect(criterion(panel, "sbp")).to_have_text(
        re.compile("^✕SBP 148 is above 140 → measure")
    )
    await expect(criterion(panel, "moaas")).to_have_attribute("data-result", "unknown")
    await expect(action(page, "start")).to_be_disabled()
    await expect(action(page, "start")).to_contain_text(re.compile(r", and \d+ more$"))

    asked = panel.locator("question-row")
    for row in await asked.all():
        await expect(row).to_have_attribute("data-result", "unknown")
        await row.get_by_role("button", name="Yes").click()
        await expect(row).to_have_attribute("data-result", "pass")
    awake_and_breathing(bed)
    await expect(panel.locator("h2")).to_have_text("Before the start · 1 open")
    await expect(panel).to_contain_text("A charge nurse or a clinician may pass this over")
    await expect(action(page, "override")).to_have_count(0)

    await action(page, "settle").click()
    await expect(panel.get_by_role("timer")).to_contain_text(re.compile(r"Settling: 4:\d\d, then"))
    await expect(page.locator("session-log")).to_contain_text("Settling 5 min")
    await practice.advance(301)
    await expect(panel.get_by_role("timer")).to_contain_text("Settled: press START")
    for _ in range(2):
        await bed.cuff(132, 82)
    await expect(panel.locator("h2")).to_have_text("Before the start · nothing is open")
    await action(page, "start").click()
    await expect(page.locator("bed-header")).to_contain_text("INFUSION")
    await expect(panel).to_be_hidden()


async def test_who_is_in_charge_passes_over_a_soft_hold_with_a_reason(
    charge: Visitor, bed: Bed
) -> None:
    await measured(bed, 148, 88)
    bed.api.checked(bed.session)
    page = await charge.bed(bed.name, DESK)
    panel = page.locator("standing-panel")
    await expect(panel.locator("h2")).to_have_text("Before the start · 1 open")
    await panel.locator("summary").click()
    reason = f"Reason to start all the same · M.K. · bed {bed.name}"
    await panel.get_by_label(reason).fill("anxious")
    await action(page, "override").click()
    await expect(page.locator("bed-header")).to_contain_text("INFUSION")


async def test_the_discharge_says_what_it_waits_for(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    await bed.infusion()
    bed.command("stop", outcome="complete")
    page = await nurse.bed(bed.name, DESK)
    panel = page.locator("standing-panel")
    await expect(panel.locator("h2")).to_have_text(re.compile(r"^Ready to leave · \d+ open$"))
    await expect(criterion(panel, "since_stop")).to_contain_text("0 min since the stop, 60 asked")
    await expect(action(page, "discharge")).to_be_disabled()
    await expect(action(page, "discharge")).to_contain_text("min since the start, 120 asked")
    await expect(panel).to_contain_text("nobody passes over")
    await panel.get_by_role("button", name="Yes: IV removed").click()
    await expect(panel.locator("question-row[data-result=pass]")).to_have_count(1)


async def test_a_clinician_discharges_all_the_same_after_the_floor(
    clinician: Visitor, practice: Practice, bed: Bed
) -> None:
    await bed.infusion()
    bed.command("stop", outcome="complete")
    await practice.advance(3601)
    bed.command("checklist", answers=bed.api.answers(bed.session, "discharge"))
    page = await clinician.bed(bed.name, DESK)
    panel = page.locator("standing-panel")
    await expect(action(page, "discharge")).to_be_disabled()
    await panel.locator("summary").click()
    reason = f"Reason to discharge all the same · M.K. · bed {bed.name}"
    await panel.get_by_label(reason).fill("goes to the ward with an escort")
    await action(page, "override").click()
    await expect(page.locator("check-in-form")).to_be_visible()
    await expect(page.locator("record-toast")).to_contain_text("Discharged · M.K.")


async def measured(bed: Bed, sbp: float, dbp: float) -> None:
    bed.check_in()
    bed.command("baseline")
    for _ in range(2):
        await bed.cuff(sbp, dbp)
    bed.command("baseline")


def awake_and_breathing(bed: Bed) -> None:
    bed.command("assessments", scale="moaas", score=5)
    bed.command("readings", vitals={"rr": 14})


def criterion(panel: Locator, name: str) -> Locator:
    return panel.locator(f"[data-criterion={name}]")
