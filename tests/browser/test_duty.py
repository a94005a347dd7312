"""The page of who is on duty: read by everybody, changed by those in charge."""

import re

from tests.browser.pages import DESK, Visitor, action, expect, live


async def test_the_roster_names_everybody_who_is_called(nurse: Visitor) -> None:
    page = await nurse.open("/duty", DESK)
    await live(page)
    for step in ("nurse", "charge_nurse", "prescriber"):
        await expect(page.locator(f"[data-step={step}] b")).not_to_have_count(0)
    await expect(page.locator("duty-roster .gaps")).to_be_hidden()
    await expect(action(page, "change-duty")).to_be_hidden()  # a nurse reads
    await expect(page.locator("[data-channel=webhook]")).to_contain_text("not set up")
    await expect(page.locator("notification-list")).to_contain_text("Nobody was called outside")


async def test_the_menu_leads_there(nurse: Visitor) -> None:
    page = await nurse.open("/overview", DESK)
    await page.locator(".menu-button").click()
    await page.get_by_role("link", name="On duty").click()
    await expect(page).to_have_url(re.compile("/duty$"))


async def test_a_charge_nurse_changes_it_in_two_steps_and_a_gap_is_said(charge: Visitor) -> None:
    page = await charge.open("/duty", DESK)
    await live(page)
    await action(page, "change-duty").click()
    before = await page.get_by_label("prescriber").input_value()
    await page.get_by_label("prescriber").fill("")
    await page.get_by_label("nurse", exact=True).fill("nora nora@clinic.example")
    await action(page, "review-duty").click()
    await expect(page.locator("duty-roster form")).to_contain_text("prescriber: nobody (was ")
    await action(page, "confirm-duty").click()
    await expect(page.locator("[data-step=prescriber]")).to_contain_text("nobody")
    await expect(page.locator(".gaps")).to_contain_text("No prescriber is on duty")
    await expect(page.locator("[data-step=nurse]")).to_contain_text("nora@clinic.example")
    await action(page, "change-duty").click()
    await page.get_by_label("prescriber").fill(before)
    await action(page, "review-duty").click()
    await action(page, "confirm-duty").click()
    await expect(page.locator(".gaps")).to_be_hidden()


async def test_somebody_who_does_not_exist_is_refused_and_nothing_typed_is_lost(
    charge: Visitor,
) -> None:
    charge.watched.expect_complaint("status of 4")
    page = await charge.open("/duty", DESK)
    await live(page)
    await action(page, "change-duty").click()
    await page.get_by_label("prescriber").fill("nobody-of-that-name")
    await action(page, "review-duty").click()
    await action(page, "confirm-duty").click()
    await expect(page.locator("duty-roster .problem")).to_contain_text("nobody-of-that-name")
    await expect(page.get_by_label("prescriber")).to_have_value("nobody-of-that-name")
