"""A real recording through the monitor socket: what the screens show is what the file says."""

import asyncio
import csv
import math
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Locator, Page

from tests.browser.pages import Visitor, expect, live, tile, vital
from tests.browser.plots import runs, trace
from tests.browser.practice import Practice
from tests.streaming.ward import Place

RECORDING = Path(__file__).parents[1] / "data" / "mimic2-s25047-numerics.csv"
ROW_S = 60
INSTANTS = (30, 150, 210, 390, 450)  # s; in the middle of a row, so 30 s to spare
Row = dict[str, float | None]


def rows() -> list[Row]:
    """The file's rows. Empty: nothing was reported. 0 in hr and spo2: no value (its README)."""
    with RECORDING.open(encoding="utf-8", newline="") as file:
        return [
            {name: float(cell) if cell else None for name, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def whole(value: float | None) -> str:
    """As numbers are read on the pages: no value is two dashes, halves go up."""
    return "--" if not value else str(math.floor(value + 0.5))


def pressure(seen: list[Row]) -> str:
    for row in reversed(seen):
        if row["sbp"] is not None and row["dbp"] is not None:
            return f"{whole(row['sbp'])}/{whole(row['dbp'])}"
    return "--/--"


@asynccontextmanager
async def replayed(practice: Practice, place: Place) -> AsyncIterator[None]:
    """`vigil replay` as a process of its own."""
    command = ["replay", str(RECORDING), "--zero-is-no-value"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app", *command, "--url", practice.url, "--token", place.token
    )
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


async def test_the_screens_show_what_the_file_says(nurse: Visitor, practice: Practice) -> None:
    recording = rows()
    place = practice.ward.place()
    place.session()
    wall = await nurse.wall(place.bed)
    desk = await nurse.bed(place.bed)
    async with replayed(practice, place):
        await expect(vital(wall, "hr")).to_have_text(whole(recording[0]["hr"]))
        begin = place.shown()["monitor"]["last_at"]
        for instant in INSTANTS:
            reached = (place.shown()["monitor"]["last_at"] - begin) / 1000
            await practice.advance(instant - reached)
            seen = recording[: instant // ROW_S + 1]
            for shown in (tile(wall, place.bed), desk.locator("vital-column")):
                await shows(shown, seen)
        await figure_holds(desk, seen)


async def shows(shown: Locator, seen: list[Row]) -> None:
    now = seen[-1]
    await expect(vital(shown, "spo2")).to_have_text(whole(now["spo2"]))
    await expect(vital(shown, "hr")).to_have_text(whole(now["hr"]))
    await expect(vital(shown, "bp")).to_have_text(pressure(seen))


async def figure_holds(page: Page, seen: list[Row]) -> None:
    """The whole series of each vital, and every cuff reading, after a fresh look."""
    await page.reload()
    await live(page)
    await page.locator("[data-window='60']").click()
    await page.wait_for_function(
        "() => document.querySelector('.plot').data?.some(({ x, name }) =>"
        " name === 'hr' && x.length > 99)"
    )
    for name in ("spo2", "hr"):
        drawn = [value for value, _ in runs((await trace(page, name))["y"])]
        held = [value for value, _ in runs([row[name] or None for row in seen])]
        while held[0] is None:  # a curve begins with its first value
            held.pop(0)
        assert drawn == held
    cuffs = [
        [row["sbp"], row["dbp"], row["map"]]
        for row in seen
        if row["sbp"] is not None and row["dbp"] is not None
    ]
    assert (await trace(page, "bp"))["customdata"] == cuffs
