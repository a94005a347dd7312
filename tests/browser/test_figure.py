"""The trend: every reading in its place, gaps left open, limits and alarms as they were."""

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import pairwise

import pytest_asyncio
from playwright.async_api import Page

from tests.browser.pages import DESK, Visitor, action, expect, vital
from tests.browser.plots import bars, drawn, layout, runs, trace
from tests.browser.practice import QUIET, Bed, Practice

ALARM_ROW, DATA_ROW = 2, 1
BARE = {vital: value for vital, value in QUIET.items() if vital != "spo2"}


@pytest_asyncio.fixture(loop_scope="package")
async def bed(practice: Practice) -> AsyncIterator[Bed]:
    async with practice.bed() as made:
        yield made


async def test_every_reading_is_drawn_and_a_gap_stays_a_gap(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()
    readings = [96] * 3 + [95] * 4
    bed.bedside.play(
        *({**QUIET, "spo2": value} for value in readings),
        *(BARE for _ in range(20)),
        *({**QUIET, "spo2": 97} for _ in range(5)),
    )
    await bed.practice.advance(40)
    page = await desk(nurse, bed)
    spo2, hr = await trace(page, "spo2"), await trace(page, "hr")
    first, *told, last = runs(spo2["y"])
    assert told == [(96, 3), (95, 4), (None, 1), (97, 5)]
    assert (first[0], last[0]) == (98, 98)
    assert not spo2["connectgaps"]
    assert runs(hr["y"])[0][0] == 72
    assert len(runs(hr["y"])) == 1  # no value missing, none doubled
    steps = {round((after - before) / 1000) for before, after in pairwise(hr["x"])}
    assert steps == {1}
    gaps = await bars(page, DATA_ROW)
    assert [round(gap["length"] / 1000) for gap in gaps] == [21]


async def test_cuff_readings_are_bars_and_never_joined(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()  # 118/74 and 122/78
    await bed.cuff(141, 90)
    page = await desk(nurse, bed)
    bp = await trace(page, "bp")
    assert bp["customdata"] == [[118, 74, 89], [122, 78, 93], [141, 90, 107]]
    assert bp["y"] == [89, 93, 107]
    assert bp["array"] == [29, 29, 34]
    assert bp["arrayminus"] == [15, 15, 17]
    await expect(page.locator(".plot .scatterlayer .yerror")).to_have_count(3)


async def test_new_readings_arrive_in_the_figure(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()
    page = await desk(nurse, bed)
    await drawn(page)
    bed.bedside.show(spo2=93)
    bed.bedside.cuff(133, 84)
    await expect(vital(page, "bp")).to_have_text("133/84")
    await page.wait_for_function(
        """() => {
          const data = document.querySelector(".plot").data;
          return data.find((t) => t.name === "spo2").y.at(-1) === 93
            && data.find((t) => t.name === "bp").customdata.at(-1)[0] === 133;
        }"""
    )


async def test_limits_of_the_phase_are_drawn_with_their_numbers(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()
    page = await desk(nurse, bed)
    told = await layout(page)
    lines = {
        (shape["yref"], shape["y0"], shape["line"]["dash"])
        for shape in told["shapes"]
        if shape["type"] == "line" and shape["y0"] == shape["y1"]
    }
    infusion = {
        ("y", 90, "dash"),
        ("y", 85, "solid"),
        ("y2", 120, "dash"),
        ("y2", 140, "solid"),
        ("y2", 50, "dash"),
        ("y3", 180, "solid"),
        ("y3", 100, "dash"),
    }
    assert infusion <= lines
    assert ("y3", 120, "dot") in lines  # the baseline
    assert {"90", "85", "120", "180"} <= {note["text"] for note in told["annotations"]}
    assert [shape for shape in told["shapes"] if shape["type"] == "rect"]
    assert told["yaxis"]["range"] == [84, 100.5]
    assert told["yaxis2"]["range"] == [40, 140]
    assert told["yaxis3"]["range"] == [40, 200]


async def test_an_alarm_is_a_bar_in_its_lane_and_its_value_widens_the_range(
    nurse: Visitor, bed: Bed
) -> None:
    await bed.infusion()
    bed.bedside.play(*({**QUIET, "spo2": 82} for _ in range(12)))
    await bed.practice.advance(60)  # well again: over, not taken
    page = await desk(nurse, bed)
    await expect(page.locator("alarm-card")).to_have_attribute("data-condition", "returned")
    shown = await bars(page, ALARM_ROW)
    assert [bar["pattern"] for bar in shown] == ["", ""]
    solid, hollow = shown
    assert solid["colour"] != hollow["colour"]
    assert hollow["from"] == solid["from"] + solid["length"]
    assert 10_000 <= solid["length"] <= 25_000  # from 5 s after the fall to 10 s after the rise
    assert (await layout(page))["yaxis"]["range"] == [70, 100.5]


async def test_looking_at_the_past_is_said_and_left_with_one_tap(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()
    page = await desk(nurse, bed)
    await expect(page.locator(".place")).to_have_text("● live")
    await expect(action(page, "back-to-live")).to_be_hidden()
    await pull_into_the_past(page)
    await expect(page.locator("trend-panel")).to_have_attribute("data-past", "")
    await expect(page.locator(".place")).to_have_text(re.compile(r"^\d\d:\d\d.\d\d:\d\d, not now$"))
    bed.bedside.show(hr=81)
    await expect(vital(page, "hr")).to_have_text("81")  # the values stay live
    await action(page, "back-to-live").click()
    await expect(page.locator(".place")).to_have_text("● live")
    await expect(action(page, "back-to-live")).to_be_hidden()


async def pull_into_the_past(page: Page) -> None:
    """As a person does: once more, if the figure was drawn anew under the hand."""
    for _ in range(3):
        await pull(page)
        with suppress(AssertionError):
            await expect(page.locator("trend-panel")).to_have_attribute(
                "data-past", "", timeout=3000
            )
            return


async def pull(page: Page) -> None:
    box = await (await drawn(page)).bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    await page.mouse.move(box["x"] + box["width"] * 0.3, middle)
    await page.mouse.down()
    await page.mouse.move(box["x"] + box["width"] * 0.7, middle, steps=5)
    await page.mouse.up()


async def test_pointing_at_the_curves_reads_them(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()
    await bed.practice.advance(300)
    page = await desk(nurse, bed)
    box = await (await drawn(page)).bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + box["width"] * 0.85, box["y"] + box["height"] * 0.2)
    await expect(page.locator(".readout")).to_contain_text("SpO2 98")
    await expect(page.locator(".readout")).to_contain_text("HR 72")
    await expect(page.locator(".readout")).to_contain_text("BP 122/78 at")


async def test_the_windows_change_what_is_seen(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()
    page = await desk(nurse, bed)
    spans = {}
    for window in ("15", "60", "whole"):
        button = page.locator(f"[data-window='{window}']")
        await button.click()
        await expect(button).to_have_attribute("aria-pressed", "true")
        await page.wait_for_function(
            "n => Math.round(document.querySelector('.plot').layout.xaxis.range"
            ".reduce((a, b) => b - a) / 60000) >= n",
            arg={"15": 15, "60": 60, "whole": 40}[window],
        )
        start, end = (await layout(page))["xaxis"]["range"]
        spans[window] = round((end - start) / 60_000)
    assert spans["15"] == 15
    assert spans["60"] == 60
    assert 40 <= spans["whole"] <= 50  # reaches to the planned end


async def test_nothing_on_the_figure_can_send_it_away(nurse: Visitor, bed: Bed) -> None:
    await bed.infusion()
    page = await desk(nurse, bed)
    await (await drawn(page)).hover()
    await expect(page.locator(".modebar-btn")).to_have_count(0)
    await expect(page.get_by_text("Share")).to_have_count(0)
    config = await page.locator(".plot").evaluate(
        "({ _context: { showSendToCloud, plotlyServerURL } }) => [showSendToCloud, plotlyServerURL]"
    )
    assert config == [False, ""]


async def desk(nurse: Visitor, bed: Bed) -> Page:
    page = await nurse.bed(bed.name, DESK)
    await expect(page.locator(".trend-state")).to_have_text("")
    await page.wait_for_function(
        "() => document.querySelector('.plot').data?.some((t) => t.name === 'hr' && t.y.length > 1)"
    )
    return page
