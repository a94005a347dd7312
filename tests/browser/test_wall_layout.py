"""Places that do not move, and the widest values in their boxes on every size of wall."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.browser.pages import Visitor, expect, tile, vital
from tests.browser.practice import Bed, Practice

WIDEST = {"hr": 188, "spo2": 100}
COLUMNS = {1: 2, 2: 2, 4: 2, 6: 3, 8: 4}  # beds on the wall: tiles beside each other
SIZES = [(1920, 1080), (1280, 720), (3840, 2160)]

CUT_OFF = """() => [...document.querySelectorAll(
    "bed-tile, bed-tile *:not(.text, .phase), alarm-strip *:not(.strip-text)")]
  .filter((box) => !box.matches(".visually-hidden"))
  .filter((box) => box.checkVisibility() && box.clientWidth > 0)
  .filter((box) => box.scrollWidth > box.clientWidth)
  .map((box) => `${box.className || box.localName}: ${box.textContent}` +
    ` ${box.scrollWidth} in ${box.clientWidth}`)"""


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def wide(practice: Practice) -> AsyncIterator[list[Bed]]:
    """Eight beds that show the widest values there are, all of them in alarm."""
    async with practice.beds(8, **WIDEST) as beds:
        for place, bed in enumerate(beds):
            bed.label(str(place + 1))
            bed.check_in(initials="W.W.", birth_year=1988)  # twins: the year is shown too
            bed.command("baseline")
            bed.bedside.cuff(188, 128)
        await practice.advance(15)
        yield beds


@pytest.mark.parametrize("number", COLUMNS)
async def test_the_widest_values_fit_their_boxes(
    nurse: Visitor, wide: list[Bed], number: int
) -> None:
    beds = wide[:number]
    page = await nurse.wall(*(bed.name for bed in beds))
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        for bed in beds:
            shown = tile(page, bed.name)
            await expect(vital(shown, "bp")).to_have_text("188/128")
            await expect(vital(shown, "hr")).to_have_text("188")
            await expect(vital(shown, "spo2")).to_have_text("100")
            await expect(shown.locator(".symbol")).to_have_text("!!!")
        assert await page.evaluate(CUT_OFF) == []
        await fills_the_wall(page, number)


async def fills_the_wall(page: Page, number: int) -> None:
    """As many columns as the design says, no scrolling, no tile over another."""
    boxes = await page.eval_on_selector_all(
        "bed-tile", "tiles => tiles.map((tile) => tile.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == number
    view: Any = page.viewport_size
    assert all(box["left"] >= 0 and box["right"] <= view["width"] for box in boxes)
    assert all(box["top"] >= 0 and box["bottom"] <= view["height"] for box in boxes)
    lefts = sorted({round(box["left"]) for box in boxes})
    assert len(lefts) == min(COLUMNS[number], number)
    tops = {round(box["top"]) for box in boxes}
    assert len(tops) == -(-number // COLUMNS[number])
    assert all(box["width"] <= view["width"] / COLUMNS[number] for box in boxes)


async def test_an_alarm_moves_nothing(nurse: Visitor, practice: Practice) -> None:
    async with practice.beds(2) as beds:
        for bed in beds:
            await bed.infusion()
        page = await nurse.wall(*(bed.name for bed in beds))
        await expect(vital(tile(page, beds[0].name), "spo2")).to_have_text("98")
        before = await places(page)
        beds[1].bedside.show(spo2=82)
        await practice.advance(8)
        await expect(tile(page, beds[1].name)).to_have_attribute("data-look", "fill")
        assert await places(page) == before


async def places(page: Page) -> list[Any]:
    """Where each tile and each value's box stands."""
    found: list[Any] = await page.eval_on_selector_all(
        "bed-tile, bed-tile [data-vital], bed-tile .tile-head, bed-tile .tile-line",
        "boxes => boxes.map((box) => box.getBoundingClientRect().toJSON())",
    )
    return found


async def test_the_wall_loads_no_figure_and_the_bed_page_does(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        bed.check_in()
        page = await nurse.wall(bed.name)
        await expect(vital(tile(page, bed.name), "hr")).to_have_text("72")
        assert not [url for url in nurse.watched.asked if "plotly" in url]
        page = await nurse.bed(bed.name)
        await expect(page.locator(".plot .xtick").first).to_be_visible()
        assert [url for url in nurse.watched.asked if url.endswith("plotly.min.js")]


async def test_the_overview_shows_the_same_beds_smaller(nurse: Visitor, practice: Practice) -> None:
    async with practice.bed(hr=71, spo2=97) as bed:
        await bed.infusion()
        page = await nurse.open("/overview")
        cell = page.locator(f"overview-cell[data-bed='{bed.name}']")
        await expect(cell).to_contain_text("M.K.")
        await expect(vital(cell, "spo2")).to_have_text("97")
        await expect(vital(cell, "bp")).to_have_text("122/78")
        await expect(page.locator("vigil-overview")).to_contain_text(
            "not for reading at a distance"
        )
