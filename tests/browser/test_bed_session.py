"""A session from check-in to discharge, recorded on the bed page by somebody at the desk."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Page, Route

from tests.browser.pages import DESK, Visitor, action, expect, vital
from tests.browser.practice import Bed, Practice

MINUS, DASH = "\N{MINUS SIGN}", "\N{EN DASH}"


@pytest_asyncio.fixture(loop_scope="package")
async def bed(practice: Practice) -> AsyncIterator[Bed]:
    async with practice.bed() as made:
        yield made


async def test_a_session_from_check_in_to_discharge(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    page = await desk(nurse, bed)
    await check_in(page)
    header = page.locator("bed-header")
    await expect(header).to_contain_text("A.Z.")
    await expect(header).to_contain_text("1979 m · 80 kg · MRN-77 · 40 mg")
    await expect(header).to_contain_text("CHECK-IN")

    await action(page, "baseline").click()
    await expect(header).to_contain_text("BASELINE")
    await expect(action(page, "start")).to_be_disabled()
    await expect(action(page, "start")).to_contain_text("No baseline captured yet")
    gate = page.locator("baseline-panel .criteria [data-result]")
    await expect(gate).to_have_attribute("data-result", "fail")
    for sbp, dbp in ((118, 74), (122, 78)):
        await bed.cuff(sbp, dbp)
        await expect(page.locator("baseline-panel .readings")).to_contain_text(f"{sbp}/{dbp}")
    await action(page, "baseline").click()
    await expect(gate).to_have_attribute("data-result", "pass")
    await expect(gate).to_contain_text("120/76")

    bed.api.checked(bed.place.shown()["session"]["id"])
    await action(page, "start").click()
    await expect(header).to_contain_text("INFUSION")
    await expect(header).to_contain_text(re.compile(r"0:\d\d of 40:00 · 39:\d\d left · end \d\d:"))
    await practice.advance(120)
    await expect(header).to_contain_text(re.compile(r"2:\d\d of 40:00"))
    await action(page, "pause").click()
    await expect(header).to_contain_text("INFUSION PAUSED")
    await expect(page.locator("record-toast")).to_contain_text(
        f"Pump paused · A.Z. · bed {bed.name}"
    )
    await expect(page.locator("record-toast")).to_contain_text("saved")
    stood = await infused(page)
    await practice.advance(60)
    assert await infused(page) == stood
    await action(page, "resume").click()
    await expect(header).not_to_contain_text("PAUSED")

    await action(page, "stop").click()
    step = page.get_by_role("form", name=f"Pump stopped, A.Z. · bed {bed.name}")
    await expect(step).to_be_visible()
    await expect(header).to_contain_text("INFUSION")  # one tap has recorded nothing
    await step.get_by_label("stopped early").check()
    await action(page, "confirm-stop").click()
    await expect(header).to_contain_text("OBSERVATION")
    await expect(header).to_contain_text("since stop")
    await expect(step).to_have_count(0)

    await expect(action(page, "discharge")).to_be_disabled()
    bed.session = bed.place.shown()["session"]["id"]
    await bed.recover()
    await action(page, "discharge").click()
    await expect(page.locator(".two-step")).to_contain_text(f"A.Z. · bed {bed.name}")
    await action(page, "confirm-discharge").click()
    await expect(page.locator("check-in-form")).to_be_visible()
    sessions = bed.api.get("/api/sessions").json()["items"]
    ended = next(each for each in sessions if each["bed"] == bed.name)
    assert (ended["phase"], ended["outcome"]) == ("discharged", "stopped_early")


async def infused(page: Page) -> str:
    text = await page.locator("bed-header .clock").inner_text()
    return text.split(" of ")[0]


async def test_going_back_from_the_second_step_records_nothing(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()
    page = await desk(nurse, bed)
    await action(page, "stop").click()
    await page.keyboard.press("Escape")
    await expect(page.locator(".two-step")).to_have_count(0)
    await action(page, "stop").click()
    await action(page, "back").click()
    await expect(page.locator(".two-step")).to_have_count(0)
    assert bed.place.shown()["session"]["phase"] == "infusion"


async def test_a_refused_check_in_says_why_and_keeps_what_was_typed(
    nurse: Visitor, bed: Bed
) -> None:
    nurse.watched.expect_complaint("status of 422")
    page = await desk(nurse, bed)
    await fill_in(page)
    await page.get_by_label("Identifier").fill("   ")
    await action(page, "create").click()
    await expect(page.locator("check-in-form .problem")).to_contain_text("identifier")
    await expect(page.get_by_label("Initials")).to_have_value("A.Z.")
    await expect(page.get_by_label("Birth year")).to_have_value("1979")
    await expect(page.get_by_label("Sex")).to_have_value("m")
    await page.get_by_label("Identifier").fill("MRN-77")
    await action(page, "create").click()
    await expect(page.locator("bed-header")).to_contain_text("A.Z.")


async def test_a_patient_whom_somebody_else_checked_in_takes_the_place_of_the_form(
    nurse: Visitor, bed: Bed
) -> None:
    page = await desk(nurse, bed)
    await fill_in(page)
    bed.check_in()
    await expect(page.locator("bed-header")).to_contain_text("M.K.")
    await expect(page.locator("check-in-form")).to_have_count(0)


async def test_a_record_that_comes_too_late_says_why_and_keeps_the_note(
    nurse: Visitor, bed: Bed
) -> None:
    """Two nurses, one session: the second acts on what the first has just changed."""
    nurse.watched.expect_complaint("status of 409")
    await bed.infusion()
    page = await desk(nurse, bed)
    await page.get_by_role("textbox", name="Note").fill("patient feels well")

    async def somebody_was_faster(route: Route) -> None:
        bed.command("stop", outcome="complete")
        await route.continue_()

    await page.route("**/pause", somebody_was_faster)
    await action(page, "pause").click()
    problem = page.locator("record-panel .problem")
    await expect(problem).to_contain_text("It changed before your tap arrived")
    await expect(page.locator("record-toast")).to_contain_text("refused")
    await expect(page.locator("bed-header")).to_contain_text("OBSERVATION")
    await expect(page.get_by_role("textbox", name="Note")).to_have_value("patient feels well")


async def test_a_note_is_recorded_and_stands_in_the_log(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()
    page = await desk(nurse, bed)
    await page.get_by_role("textbox", name="Note").fill("music on, eyes closed")
    await action(page, "notes").click()
    await expect(page.locator("record-toast")).to_contain_text("saved")
    await expect(page.get_by_role("textbox", name="Note")).to_have_value("")
    await expect(page.locator("session-log")).to_contain_text("Note")
    await expect(page.locator("session-log")).to_contain_text("Pump started")


async def test_a_tap_that_comes_late_can_be_dated_back(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()
    await bed.practice.advance(180)
    page = await desk(nurse, bed)
    await page.get_by_role("button", name=f"{MINUS}2").click()
    await action(page, "pause").click()
    await expect(page.locator("bed-header")).to_contain_text("INFUSION PAUSED")
    infused_ms = bed.place.shown()["session"]["clock"]["infused_ms"]
    assert 55_000 < infused_ms < 90_000  # three minutes less two


async def test_limits_and_the_difference_from_baseline_stand_beside_the_values(
    nurse: Visitor, bed: Bed
) -> None:
    await bed.infusion()
    bed.bedside.show(hr=80, spo2=94)
    await bed.cuff(140, 86)
    page = await desk(nurse, bed)
    column = page.locator("vital-column")
    await expect(vital(column, "spo2")).to_have_text("94")
    await expect(column.locator(".vital-spo2 .vital-baseline")).to_have_text(f"BL 98 · {MINUS}4")
    await expect(column.locator(".vital-hr .vital-baseline")).to_have_text("BL 72 · +8")
    await expect(column.locator(".vital-bp .vital-baseline")).to_have_text("BL 120/76 · +20/+10")
    await expect(column.locator(".vital-spo2 .vital-limits")).to_contain_text(f"90{DASH}")
    await expect(column.locator(".vital-hr .vital-limits")).to_contain_text(f"50{DASH}120")
    await expect(column.locator(".vital-bp .vital-limits")).to_contain_text(upper(bed))
    await expect(column.locator(".vital-bp .vital-age")).to_contain_text("MAP 104 · 0:0")
    await expect(page.locator("limits-list")).to_contain_text("≥ 180")


def upper(bed: Bed) -> str:
    """The pressures' medium limits, of which some follow the baseline, as the server has them."""
    limits = {
        limit["vital"]: limit["value"]
        for limit in bed.place.shown()["session"]["limits"]
        if (limit["direction"], limit["priority"]) == ("high", "medium")
    }
    return f"< {limits['sbp']:g}/{limits['dbp']:g}"


async def desk(nurse: Visitor, bed: Bed) -> Page:
    return await nurse.bed(bed.name, DESK)


async def fill_in(page: Page) -> None:
    for name, value in (
        ("Identifier", "MRN-77"),
        ("Initials", "A.Z."),
        ("Birth year", "1979"),
        ("Weight, kg", "80"),
    ):
        await page.get_by_label(name).fill(value)
    await page.get_by_label("Sex").select_option("m")
    await expect(page.locator("check-in-form")).to_contain_text("= 40 mg in all")


async def check_in(page: Page) -> None:
    await fill_in(page)
    await action(page, "create").click()
