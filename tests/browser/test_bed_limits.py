"""Limits in force on the bed page, and their change for one session by those who may."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Locator, Page

from tests.browser.pages import Visitor, action, expect
from tests.browser.practice import Bed, Practice


@pytest_asyncio.fixture(loop_scope="package")
async def bed(practice: Practice) -> AsyncIterator[Bed]:
    async with practice.bed() as made:
        await made.infusion()
        yield made


def beside_hr(page: Page) -> Locator:
    return page.locator(".vital-hr .vital-limits")


async def begin(page: Page, rule: str) -> None:
    await action(page, "edit-limits").click()
    await page.locator("limit-form [name=rule]").select_option(rule)


async def test_a_charge_nurse_sets_a_limit_for_this_session_and_takes_it_back(
    charge: Visitor, bed: Bed
) -> None:
    page = await charge.bed(bed.name)
    before = await beside_hr(page).inner_text()
    await begin(page, "hr_low_medium")
    await page.get_by_label("New value").fill("45")
    await expect(beside_hr(page)).to_have_text(before)  # half entered, it has no effect
    await page.get_by_label("Reason", exact=True).fill("runs marathons")
    await action(page, "confirm-limit").click()
    await expect(beside_hr(page)).to_have_text(re.compile("^45"))
    await expect(beside_hr(page)).to_have_css("text-decoration-line", "underline")
    edited = page.locator("limits-list [data-edited]")
    await expect(edited).to_contain_text(
        re.compile(r"edited by charge \d\d:\d\d until this session ends; protocol: 50")
    )
    await begin(page, "hr_low_medium")
    await page.get_by_label("Reason", exact=True).fill("wrong patient")
    await action(page, "limit-to-protocol").click()
    await expect(beside_hr(page)).to_have_text(before)
    await expect(edited).to_have_count(0)


async def test_what_the_guard_rails_refuse_is_said_and_what_was_typed_stays(
    charge: Visitor, bed: Bed
) -> None:
    charge.watched.expect_complaint("status of 422")
    page = await charge.bed(bed.name)
    before = await beside_hr(page).inner_text()
    await begin(page, "hr_low_medium")
    await page.get_by_label("New value").fill("5")
    await page.get_by_label("Reason", exact=True).fill("try")
    await action(page, "confirm-limit").click()
    await expect(page.locator("limit-form .problem")).not_to_be_empty()
    await expect(page.get_by_label("New value")).to_have_value("5")
    await expect(beside_hr(page)).to_have_text(before)


async def test_a_nurse_reads_them_only(nurse: Visitor, bed: Bed) -> None:
    page = await nurse.bed(bed.name)
    await expect(page.locator("limits-list")).to_contain_text("Limits in force")
    await expect(action(page, "edit-limits")).to_have_count(0)
