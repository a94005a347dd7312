"""Who may look, and how they come in and leave."""

import pytest
from playwright.async_api import Browser

from tests.browser.pages import Visitor, action, expect, live, sign_in, tile, visitor
from tests.browser.practice import Practice


async def test_a_wrong_password_says_so_and_the_right_one_leads_to_the_wall(
    window: Browser, practice: Practice
) -> None:
    async with visitor(window, practice.url) as somebody:
        somebody.watched.expect_complaint("status of 401")
        page = await sign_in(somebody, password="not this one")
        await expect(page.get_by_role("alert")).to_contain_text("password")
        await expect(page.get_by_label("Name")).to_have_value("nurse")
        await page.get_by_label("Password").fill("correct horse battery staple")
        await page.keyboard.press("Enter")
        await live(page)
        await expect(page.locator("vigil-wall")).to_be_visible()


async def test_signing_out_ends_it(window: Browser, practice: Practice) -> None:
    async with visitor(window, practice.url) as somebody:
        somebody.watched.expect_complaint("status of 401")
        page = await sign_in(somebody)
        await live(page)
        await page.get_by_role("button", name="Menu").click()
        await action(page, "sign-out").click()
        await expect(page.get_by_label("Password")).to_be_visible()
        await page.goto(f"{practice.url}/wall")
        await expect(page).to_have_url(f"{practice.url}/sign-in?next=%2Fwall")


@pytest.mark.parametrize("path", ["/", "/wall", "/overview", "/duty", "/beds/1"])
async def test_the_anonymous_are_sent_to_the_sign_in(
    window: Browser, practice: Practice, path: str
) -> None:
    async with visitor(window, practice.url) as somebody:
        somebody.watched.expect_complaint("status of 401")
        page = await somebody.open(path)
        await expect(page.get_by_label("Password")).to_be_visible()
        assert not [url for url in somebody.watched.asked if url.startswith("ws")]


async def test_after_the_sign_in_comes_the_page_that_was_asked_for(
    window: Browser, practice: Practice
) -> None:
    async with practice.bed() as bed, visitor(window, practice.url) as somebody:
        somebody.watched.expect_complaint("status of 401")
        page = await somebody.open(f"/beds/{bed.name}")
        await page.get_by_label("Name").fill("nurse")
        await page.get_by_label("Password").fill("correct horse battery staple")
        await page.keyboard.press("Enter")
        await expect(page).to_have_url(f"{practice.url}/beds/{bed.name}")
        await expect(page.locator("check-in-form")).to_be_visible()


async def test_a_wall_signs_in_with_its_token_and_only_looks(
    wall: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        bed.check_in()
        page = await wall.wall(bed.name)
        shown = tile(page, bed.name)
        await expect(shown).to_contain_text("M.K.")
        await expect(shown.locator("a[href]")).to_have_count(0)
        # The one thing to press on a wall is its own sound.
        await expect(page.locator("button:visible:not(.station-badge)")).to_have_count(0)


async def test_a_bed_page_of_the_wall_has_no_buttons_to_record_with(
    wall: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        await bed.infusion()
        page = await wall.bed(bed.name)
        await expect(page.locator("bed-header")).to_contain_text("M.K.")
        await expect(page.locator("record-panel")).to_have_count(0)
        await expect(page.locator("aside [data-action]:visible")).to_have_count(0)
        await expect(page.locator("bed-page")).not_to_contain_text("MRN-1")
