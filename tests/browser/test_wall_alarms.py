"""How an alarm looks on the wall from its onset to its end."""

import re

from playwright.async_api import Locator, Page

from tests.browser.pages import Visitor, expect, tile, vital
from tests.browser.practice import Bed, Practice

FALLING = {"spo2": 82}  # below 85, high after 5 s
WELL = {"spo2": 98}


async def test_a_high_alarm_fills_its_cell_the_head_and_the_last_row(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        page, shown = await alarmed(nurse, practice, bed)
        await looks(vital(shown, "spo2"), "fill", "high")
        await looks(shown.locator(".tile-head"), "fill", "high")
        await looks(shown.locator(".tile-line"), "fill", "high")
        await expect(vital(shown, "hr")).to_have_attribute("data-look", "none")
        await expect(vital(shown, "spo2")).to_have_text("82")
        await expect(shown.locator(".symbol")).to_have_text("!!!")
        await expect(shown.locator(".tile-line")).to_contain_text("SpO2 82 < 85")
        await expect(shown.locator(".tile-head")).to_contain_text("M.K.")
        await expect(shown.locator(".clock")).to_contain_text("/ 40:00")
        strip = page.locator("alarm-strip")
        await expect(strip.locator(".strip-alarm")).to_contain_text("M.K. SpO2 82 < 85")
        await expect(strip.locator("[data-count=high]")).to_have_text("!!! 1")


async def test_the_fill_of_a_high_alarm_beats_unless_motion_is_unwanted(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        page, shown = await alarmed(nurse, practice, bed)
        head = shown.locator(".tile-head")
        for colour in ("rgb(208, 26, 38)", "rgb(90, 12, 18)"):  # bright and dim, by the tokens
            await expect(head).to_have_css("background-color", colour)
        await page.emulate_media(reduced_motion="reduce")
        between = page.locator(f"html[data-beat-high=dim] {tile_name(bed)} .tile-head")
        await expect(between).to_have_css("background-color", "rgb(208, 26, 38)")


async def test_an_acknowledged_alarm_keeps_its_edge_and_names_who_took_it(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        page, shown = await alarmed(nurse, practice, bed)
        acknowledge(bed)
        await looks(vital(shown, "spo2"), "edge", "high")
        await looks(shown, "edge", "high")
        await expect(shown.locator(".standing")).to_contain_text("✓")
        await expect(shown.locator(".tile-line")).to_have_text("SpO2 82 < 85")
        await expect(vital(shown, "spo2")).to_have_text("82")
        await expect(page.locator("html[data-beat-high=dim]")).to_have_count(0)


async def test_an_alarm_that_is_over_but_was_not_taken_stays_hollow(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        _, shown = await alarmed(nurse, practice, bed)
        bed.bedside.show(**WELL)
        await practice.advance(40)
        await looks(shown, "hollow", "high")
        await expect(shown.locator(".tile-line")).to_have_text(re.compile(r"ended \d\d:\d\d"))
        await expect(vital(shown, "spo2")).to_have_text("98")
        acknowledge(bed)
        await expect(shown).to_have_attribute("data-look", "none")
        await expect(shown.locator(".tile-line")).to_have_text("no alarm")


async def test_an_alarm_whose_value_is_gone_is_unknown_never_over(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        _, shown = await alarmed(nurse, practice, bed)
        bed.bedside.drop("spo2")
        await practice.advance(11)
        await looks(vital(shown, "spo2"), "hatch", "high")
        await expect(vital(shown, "spo2")).to_have_text("?")
        await expect(shown.locator(".tile-line")).to_contain_text("SpO2 ? last 82")


async def test_a_technical_alarm_is_marked_as_one(nurse: Visitor, practice: Practice) -> None:
    async with practice.bed() as bed:
        await bed.infusion()
        page = await nurse.wall(bed.name)
        shown = tile(page, bed.name)
        bed.bedside.drop("spo2")
        await practice.advance(40)
        await expect(shown.locator(".tile-line")).to_contain_text("⌁")
        await expect(shown.locator(".tile-line")).to_have_attribute("data-look", "fill")
        await expect(vital(shown, "spo2")).to_have_text("--")


async def test_the_worst_of_several_comes_first_and_the_rest_are_counted(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        page, shown = await alarmed(nurse, practice, bed)
        bed.bedside.show(hr=125, pr=125)  # medium after 15 s
        await practice.advance(17)
        await expect(vital(shown, "hr")).to_have_attribute("data-priority", "medium")
        await expect(shown).to_have_attribute("data-priority", "high")
        await expect(shown.locator(".more")).to_have_text(
            "+1"
        )  # HR; SpO2's own medium says the same as its high
        await expect(page.locator("[data-count=medium]")).to_have_text("!! 1")


async def alarmed(nurse: Visitor, practice: Practice, bed: Bed) -> tuple[Page, Locator]:
    """An infusion during which the saturation has just fallen to 82."""
    await bed.infusion()
    page = await nurse.wall(bed.name)
    bed.bedside.show(**FALLING)
    await practice.advance(8)
    shown = tile(page, bed.name)
    await looks(shown, "fill", "high")
    return page, shown


def tile_name(bed: Bed) -> str:
    return f"bed-tile[data-bed='{bed.name}']"


def acknowledge(bed: Bed) -> None:
    for alarm in bed.place.alarms(bed.session).values():
        if alarm["condition"] in ("active", "unknown", "returned"):
            body = {"revision": alarm["revision"]}
            answer = bed.api.post(f"/api/alarms/{alarm['id']}/acknowledge", body)
            assert answer.status_code == 200, answer.text


async def looks(element: Locator, look: str, priority: str) -> None:
    await expect(element).to_have_attribute("data-look", look)
    await expect(element).to_have_attribute("data-priority", priority)
