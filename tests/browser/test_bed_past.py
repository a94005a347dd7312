"""From a line of the log to its instant in the figure and back; the colours somebody chose."""

import re

from playwright.async_api import Page

from tests.browser.pages import DESK, Visitor, action, card, expect, vital
from tests.browser.practice import Bed, Practice

DARK, LIGHT = "rgb(11, 16, 22)", "rgb(244, 246, 248)"
# The mark of an instant: the one line over all panels, from the figure's foot to its head.
MARKS = """() => document.querySelector(".plot").layout.shapes
  .filter((shape) => shape.type === "line" && shape.yref === "paper").length"""


async def test_a_line_of_the_log_leads_to_its_instant_and_back(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        page = await taken(nurse, practice, bed)
        log = page.locator("session-log")
        line = log.get_by_role("button", name=re.compile("Acknowledged SpO2 82 < 85"))
        await expect(line).to_contain_text("seen it")
        trend = page.locator("trend-panel")
        await expect(trend.locator(".place")).to_have_text("● live")
        await line.focus()
        await page.keyboard.press("Enter")
        await expect(trend.locator(".place")).to_have_text(
            re.compile(r"^\d\d:\d\d.\d\d:\d\d, not now$")
        )
        await expect(trend).to_have_attribute("data-past", "")
        await expect(trend.locator(".readout")).to_contain_text("SpO2 82")
        assert await page.evaluate(MARKS) == 1
        await action(page, "back-to-live").click()
        await expect(trend.locator(".place")).to_have_text("● live")
        await expect(trend.locator(".readout")).to_contain_text("Point at the curves")
        assert await page.evaluate(MARKS) == 0


async def taken(nurse: Visitor, practice: Practice, bed: Bed) -> Page:
    """An alarm was acknowledged with a reason, a while ago."""
    await bed.infusion()
    bed.bedside.show(spo2=82)
    await practice.advance(8)
    page = await nurse.bed(bed.name, DESK)
    await expect(card(page, "spo2_low_high")).to_be_visible()
    alarm = bed.place.alarms(bed.session)["spo2_low_high"]
    body = {"revision": alarm["revision"], "reason": "seen it"}
    answer = bed.api.post(f"/api/alarms/{alarm['id']}/acknowledge", body)
    assert answer.status_code == 200, answer.text
    await practice.advance(20)
    await expect(page.locator(".plot .xtick").first).to_be_visible()
    return page


async def test_light_is_chosen_kept_and_used_for_paper(nurse: Visitor, practice: Practice) -> None:
    async with practice.bed() as bed:
        await bed.infusion()
        page = await nurse.bed(bed.name, DESK)
        body = page.locator("body")
        await expect(body).to_have_css("background-color", DARK)
        await page.evaluate("dispatchEvent(new Event('beforeprint'))")
        await expect(body).to_have_css("background-color", LIGHT)
        await page.evaluate("dispatchEvent(new Event('afterprint'))")
        await expect(body).to_have_css("background-color", DARK)
        await page.get_by_role("button", name="Menu").click()
        await action(page, "theme-light").click()
        await expect(body).to_have_css("background-color", LIGHT)
        await expect(page.locator(".plot .main-svg").first).to_have_css(
            "background-color", "rgb(255, 255, 255)"
        )
        again = await nurse.bed(bed.name, DESK)
        await expect(again.locator("body")).to_have_css("background-color", LIGHT)
        wall = await nurse.wall(bed.name)
        await expect(wall.locator("body")).to_have_css("background-color", DARK)
        await again.evaluate("localStorage.clear()")  # the other tests share this browser


async def test_dim_is_for_the_chair_nothing_flashes_and_no_value_is_filled(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        await bed.infusion()
        page = await nurse.bed(bed.name, DESK)
        await page.get_by_role("button", name="Menu").click()
        await action(page, "theme-dim").click()
        bed.bedside.show(spo2=82)
        await practice.advance(8)
        head = card(page, "spo2_low_high").locator(".card-head")
        for beat in ("bright", "dim"):
            between = page.locator(f"html[data-beat-high={beat}] alarm-card .card-head")
            await expect(between.first).to_have_css("background-color", "rgb(165, 18, 28)")
        await expect(head).to_have_css("background-color", "rgb(165, 18, 28)")
        value = vital(page, "spo2")
        await expect(value).to_have_css("background-color", "rgba(0, 0, 0, 0)")
        await expect(value).to_have_css("outline-color", "rgb(203, 70, 77)")
        await page.evaluate("localStorage.clear()")  # the other tests share this browser
