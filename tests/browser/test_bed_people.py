"""What people do about an alarm from its card, and whom it calls while they do not."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Locator, Page

from tests.browser.pages import Visitor, action, card, expect, tile, vital
from tests.browser.practice import Bed, Practice
from tests.streaming.test_late_findings import kept, pass_by, reconnected

SPO2, HR = "spo2_low_high", "hr_high_medium"


@pytest_asyncio.fixture(loop_scope="package")
async def bed(practice: Practice) -> AsyncIterator[Bed]:
    """An infusion during which the saturation has just fallen to 82."""
    async with practice.bed() as made:
        await made.infusion()
        made.bedside.show(spo2=82)
        await practice.advance(8)
        yield made


def button(shown: Locator, name: str) -> Locator:
    return shown.locator(f"[data-action={name}]")


def log(page: Page) -> Locator:
    return page.locator("session-log")


async def test_a_card_says_who_is_called_next_and_then_who_was_told(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    page = await nurse.bed(bed.name)
    shown = card(page, SPO2)
    await expect(shown).to_contain_text(re.compile(r"charge nurse in 0:[0-2]\d"))
    await practice.advance(12)
    await expect(shown).to_contain_text("no screen has confirmed")  # none of them is armed
    await practice.advance(20)
    await expect(shown).to_contain_text(re.compile(r"told: charge nurse \d\d:\d\d:\d\d"))
    await expect(page.locator("alarm-strip .strip-alarm")).to_contain_text("→ charge nurse")
    await expect(shown).to_contain_text(re.compile(r"prescriber in 0:[0-3]\d"))


async def test_the_wall_shows_an_escalation_inside_the_same_boxes(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    page = await nurse.wall(bed.name)
    shown = tile(page, bed.name)
    boxes = ".tile-head, .value, .clock, .tile-line"
    before = await places(shown, boxes)
    await expect(shown.locator(".standing")).to_have_text("")
    await practice.advance(32)
    await expect(shown.locator(".standing")).to_have_text("→ charge")
    await expect(shown.locator(".tile-line")).to_contain_text("SpO2 82 < 85")
    assert await places(shown, boxes) == before


async def places(shown: Locator, boxes: str) -> list[list[float]]:
    found: list[list[float]] = await shown.locator(boxes).evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).map(r => [r.x, r.y, r.width, r.height])"
    )
    return found


async def test_an_acknowledgement_may_carry_a_reason_and_counts_down_to_the_next_sound(
    nurse: Visitor, bed: Bed
) -> None:
    page = await nurse.bed(bed.name)
    shown = card(page, SPO2)
    await expect(shown.locator(".reason-form")).to_have_count(0)  # nobody is asked before the tap
    await button(shown, "acknowledge_why").click()
    await shown.get_by_role("button", name="I am at the bedside").click()
    await expect(shown).to_have_attribute("data-attention", "acknowledged")
    await expect(shown).to_contain_text(re.compile(r"✓ nurse .*sounds again in (2:00|1:\d\d)"))
    await expect(log(page)).to_contain_text("I am at the bedside")


async def test_an_acknowledgement_is_taken_back_only_with_a_reason(
    nurse: Visitor, bed: Bed
) -> None:
    page = await nurse.bed(bed.name)
    shown = card(page, SPO2)
    await button(shown, "acknowledge").click()
    await expect(shown).to_have_attribute("data-attention", "acknowledged")
    await button(shown, "unacknowledge").click()
    await button(shown, "give-reason").click()  # without a word nothing is sent
    await expect(shown).to_have_attribute("data-attention", "acknowledged")
    await shown.get_by_label("Reason").fill("wrong bed")
    await page.keyboard.press("Enter")
    await expect(shown).to_have_attribute("data-look", "fill")
    await expect(log(page)).to_contain_text("wrong bed")


async def test_a_minor_fault_of_the_equipment_stands_aside_and_comes_back(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        await bed.infusion()
        bed.bedside.flags = ["battery_low"]
        await practice.advance(8)
        page = await nurse.bed(bed.name)
        shown = card(page, "battery_low")
        await button(shown, "shelve").click()
        await expect(shown).to_have_attribute("data-attention", "shelved")
        await expect(shown).to_contain_text(re.compile(r"sounds again in (10:00|9:\d\d)"))
        await button(shown, "unshelve").click()
        await expect(shown).to_have_attribute("data-attention", "unacknowledged")


async def test_who_is_on_the_way_is_named_and_holds_the_next_step_once(
    nurse: Visitor, bed: Bed
) -> None:
    page = await nurse.bed(bed.name)
    shown = card(page, SPO2)
    await button(shown, "on_my_way").click()
    await expect(shown).to_contain_text("nurse on the way")
    await expect(button(shown, "on_my_way")).to_have_count(0)
    await expect(shown).to_contain_text(re.compile(r"charge nurse in (1:\d\d|0:[3-9]\d)"))
    await expect(shown).to_have_attribute("data-attention", "unacknowledged")  # and flashes on
    await expect(page.locator("alarm-strip .strip-alarm")).to_contain_text("nurse on the way")


async def test_all_alarms_of_a_bed_are_listed_and_then_taken_together(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    page = await nurse.bed(bed.name)
    await expect(action(page, "acknowledge-all")).to_be_hidden()  # one card has its own button
    bed.bedside.show(hr=125, pr=125)
    await practice.advance(17)
    await expect(card(page, HR)).to_be_visible()
    await action(page, "acknowledge-all").click()
    listed = page.locator("acknowledge-all .lines")
    await expect(listed).to_contain_text("SpO2 82 < 85")
    await expect(listed).to_contain_text("HR 125")
    await expect(card(page, SPO2)).to_have_attribute("data-attention", "unacknowledged")
    await action(page, "confirm-acknowledge-all").click()
    for rule in (SPO2, HR):
        await expect(card(page, rule)).to_have_attribute("data-attention", "acknowledged")
    await expect(action(page, "acknowledge-all")).to_be_hidden()


async def test_none_is_taken_when_one_of_the_listed_alarms_has_changed(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    page = await nurse.bed(bed.name)
    bed.bedside.show(hr=125, pr=125)
    await practice.advance(17)
    await action(page, "acknowledge-all").click()
    bed.bedside.show(spo2=78)  # worse than what is listed
    taken = bed.place.alarms(bed.session)[HR]
    answer = bed.api.post(f"/api/alarms/{taken['id']}/acknowledge", {"revision": taken["revision"]})
    assert answer.status_code == 200, answer.text
    await expect(card(page, HR)).to_have_attribute("data-attention", "acknowledged")
    await action(page, "confirm-acknowledge-all").click()
    await expect(page.locator("acknowledge-all .problem")).to_contain_text("Changed: HR 125")
    await expect(card(page, SPO2)).to_have_attribute("data-attention", "unacknowledged")


async def test_what_was_missed_while_cut_off_is_a_silent_card_to_be_seen(
    nurse: Visitor, practice: Practice
) -> None:
    place = practice.ward.place()
    async with await place.monitor() as monitor:
        await place.infusion(monitor)
        began = monitor.clock()
    now = await pass_by(place, 60_000)
    page = await nurse.bed(place.bed)
    await expect(card(page, "monitor_silent")).to_have_count(1)
    async with await reconnected(place, now) as monitor:
        await monitor.take({"hr": 72, "spo2": 97})
        await monitor.take(*kept(began, range(5, 22), 34), stored=True)
        await pass_by(place, 6_000)
        shown = page.locator("alarm-card[data-look=late]")
        await expect(shown).to_contain_text(
            re.compile(r"Late: lowest SpO2 86 for 0:\d\d while cut")
        )
        await expect(vital(page, "spo2")).not_to_have_attribute("data-look", "fill")
        await expect(shown.locator(".card-head")).to_have_css(
            "background-color", "rgba(0, 0, 0, 0)"
        )
        await expect(button(shown, "acknowledge")).to_have_text("Seen")
        await button(shown, "acknowledge").click()
        await expect(shown).to_have_count(0)


async def test_why_is_asked_of_the_judge_for_any_rule_and_instant(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    nurse.watched.expect_complaint("status of 422")  # an instant before the session
    page = await nurse.bed(bed.name)
    await button(card(page, SPO2), "why").click()
    panel = page.get_by_role("dialog", name="Why")
    decision = panel.locator(".decision")
    await expect(decision).to_contain_text("SpO2 82 < 85")
    await expect(panel).to_contain_text(re.compile(r"SpO2 82, \d s old"))
    await expect(panel).to_contain_text("alarm at 85 for 5 s")
    for _ in range(30):
        await action(page, "earlier").click()
        await page.wait_for_load_state("networkidle")
        if "normal" in await decision.inner_text():
            break
    await expect(decision).to_contain_text("normal: spo2 98 lies inside 85")
    await panel.get_by_label("Rule").select_option("hr_low_medium")
    await expect(decision).to_contain_text("normal: hr 72 lies inside 50")
    await panel.get_by_role("button", name="Close").click()
    await (
        log(page).locator("li", has_text="SpO2 82 < 85").get_by_role("button", name="Why?").click()
    )
    await expect(decision).to_contain_text("SpO2")


async def test_a_reading_beyond_a_limit_counts_down_to_the_next_one(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        await bed.infusion()
        page = await nurse.bed(bed.name)
        due = page.locator("due-list")
        await expect(due).to_contain_text("Nothing is due")
        await bed.cuff(164, 92)
        await expect(due).to_contain_text("Cuff again: press START on the monitor")
        await expect(due.get_by_role("timer")).to_have_text(re.compile(r"^(in )?\d:\d\d$"))
        await practice.advance(185)
        await expect(due.get_by_role("timer")).to_have_text(re.compile(r"^overdue \d:\d\d$"))
        await bed.cuff(124, 78)
        await expect(due).to_contain_text("Nothing is due")


async def test_a_pressure_of_an_emergency_asks_for_signs(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        await bed.infusion()
        page = await nurse.bed(bed.name)
        await bed.cuff(164, 92)
        await expect(card(page)).to_have_count(1)
        await expect(page.locator("symptom-row:visible")).to_have_count(0)
        await bed.cuff(184, 96)
        row = card(page, "sbp_high_high").locator("symptom-row")
        await expect(row.get_by_role("button", name="Headache")).to_be_visible()
        await expect(row).to_contain_text("Consider pausing the pump")
        await action(page, "sign-none").click()
        await expect(action(page, "sign-none")).to_have_attribute("aria-pressed", "true")
        await action(page, "pause-from-card").click()
        await expect(page.locator(".phase-chip")).to_have_text("INFUSION PAUSED")
        await expect(row.get_by_text("Consider pausing")).to_be_hidden()
