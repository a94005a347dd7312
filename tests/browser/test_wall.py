"""What a bed's place on the wall says when nothing is wrong, and when values stop coming."""

import re

import pytest
from playwright.async_api import Locator

from tests.browser.pages import Visitor, expect, tile, vital
from tests.browser.practice import Bed, Practice


async def test_a_free_bed_says_so(nurse: Visitor, practice: Practice) -> None:
    bare = "bare"
    answer = practice.ward.administrator.client.put(f"/api/beds/{bare}", json={"label": bare})
    assert answer.is_success, answer.text
    page = await nurse.wall(bare)
    shown = tile(page, bare)
    await expect(shown).to_have_attribute("data-place", "free")
    await expect(shown.locator(".tile-free")).to_have_text(f"{bare}freeno monitor")


async def test_a_monitor_that_sends_for_nobody_shows_no_numbers(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed(hr=71, spo2=97) as bed:
        page = await nurse.wall(bed.name)
        shown = tile(page, bed.name)
        await expect(shown).to_contain_text(f"{bed.place.name} sending, no patient")
        await expect(vital(shown, "hr")).to_be_hidden()
        assert not re.search("71|97", await shown.inner_text())


async def test_a_session_shows_who_when_and_every_value(nurse: Visitor, practice: Practice) -> None:
    async with practice.bed(hr=71, spo2=97) as bed:
        await bed.infusion()
        await bed.cuff(131, 82)
        page = await nurse.wall(bed.name)
        shown = tile(page, bed.name)
        await expect(shown.locator(".tile-head")).to_contain_text("M.K.")
        await expect(shown.locator(".phase")).to_have_text("INFUSION")
        await expect(shown.locator(".clock")).to_have_text(re.compile(r"^0:\d\d / 40:00$"))
        await expect(shown.locator(".left")).to_have_text(re.compile(r"^39:\d\d left$"))
        await reads(shown, "spo2", "97", "live")
        await reads(shown, "hr", "71", "live")
        await reads(shown, "bp", "131/82", "live")
        await expect(shown.locator(".label-bp")).to_have_text(re.compile(r"^BP· 0:\d\d ago$"))
        await expect(shown.locator(".tile-line")).to_have_text("no alarm")
        await expect(page.locator("alarm-strip")).to_contain_text("1 of 1 beds watched")
        await expect(page.locator("alarm-strip")).to_contain_text("sound blocked")


async def test_a_new_value_comes_without_reloading(nurse: Visitor, practice: Practice) -> None:
    async with practice.bed() as bed:
        bed.check_in()
        page = await nurse.wall(bed.name)
        await reads(tile(page, bed.name), "hr", "72", "live")
        bed.bedside.show(hr=84, spo2=100)
        await reads(tile(page, bed.name), "hr", "84", "live")
        await reads(tile(page, bed.name), "spo2", "100", "live")


async def test_what_a_silent_monitor_said_last_ages_and_goes(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        await bed.infusion()
        page = await nurse.wall(bed.name)
        shown = tile(page, bed.name)
        await reads(shown, "spo2", "98", "live")
        bed.bedside.cut = True
        await expect(shown.locator(".tile-line")).to_have_text("no monitor connected")
        await practice.advance(5)
        await reads(shown, "spo2", "98", "stale")
        await expect(vital(shown, "spo2")).to_have_css("border-top-style", "dashed")
        await expect(shown.locator(".label-spo2 .age")).to_have_text(re.compile(r"^[5-9] s$"))
        await practice.advance(6)
        await reads(shown, "spo2", "--", "absent")
        await reads(shown, "hr", "--", "absent")
        await expect(shown.locator(".label-spo2 .age")).to_have_text(re.compile(r"^1\d s$"))
        await reads(shown, "bp", "122/78", "live")  # a cuff reading stays, with its age
        await practice.advance(60)
        await expect(shown.locator(".label-spo2 .age")).to_have_text(re.compile(r"^1:\d\d$"))
        bed.bedside.cut = False
        await reads(shown, "spo2", "98", "live")


async def test_no_signal_and_impossible_values_are_no_numbers(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.bed() as bed:
        bed.check_in()
        page = await nurse.wall(bed.name)
        shown = tile(page, bed.name)
        await reads(shown, "spo2", "98", "live")
        bed.bedside.show(spo2=127, hr=310)  # by the socket's contract: no value; above what can be
        await reads(shown, "spo2", "--", "invalid")
        await reads(shown, "hr", "--?", "invalid")


async def test_patients_with_the_same_initials_are_told_apart(
    nurse: Visitor, practice: Practice
) -> None:
    async with practice.beds(3) as beds:
        for bed, (initials, year) in zip(
            beds, (("A.B.", 1984), ("A.B.", 1991), ("C.D.", 1984)), strict=True
        ):
            bed.check_in(initials=initials, birth_year=year)
        page = await nurse.wall(*(bed.name for bed in beds))
        twins = [tile(page, bed.name).locator(".twin") for bed in beds]
        await expect(twins[0]).to_have_text("≠1984")
        await expect(twins[1]).to_have_text("≠1991")
        await expect(twins[2]).to_have_text("")


@pytest.mark.parametrize(
    ("phase", "word", "clock"),
    [
        ("check_in", "CHECK-IN", r"^before baseline$"),
        ("baseline", "BASELINE", r"^baseline taken$"),
        ("paused", "PAUSED", r"^0:\d\d / 40:00$"),
        ("observation", "OBSERVATION", r"^0:\d\d since stop$"),
    ],
)
async def test_each_phase_has_its_word_and_clock(
    nurse: Visitor, practice: Practice, phase: str, word: str, clock: str
) -> None:
    async with practice.bed() as bed:
        await bring(bed, phase)
        page = await nurse.wall(bed.name)
        shown = tile(page, bed.name)
        await expect(shown.locator(".phase")).to_have_text(word)
        await expect(shown.locator(".clock")).to_have_text(re.compile(clock))


async def test_the_end_of_a_session_frees_the_bed(nurse: Visitor, practice: Practice) -> None:
    async with practice.bed() as bed:
        await bring(bed, "observation")
        page = await nurse.wall(bed.name)
        await expect(tile(page, bed.name)).to_have_attribute("data-place", "session")
        bed.command("discharge")
        await expect(tile(page, bed.name)).to_have_attribute("data-place", "free")


async def test_what_is_simulated_is_framed_and_named(nurse: Visitor, practice: Practice) -> None:
    async with practice.bed() as bed:
        page = await nurse.wall(bed.name)
        frame = page.locator("not-live-frame")
        await expect(frame).to_be_visible()
        await expect(frame).to_have_text("SIMULATED")
        await expect(frame).to_have_css("border-top-width", "8px")
        await expect(frame).to_have_css("pointer-events", "none")
        await expect(page.locator("alarm-strip")).to_contain_text("SIMULATED")


async def bring(bed: Bed, phase: str) -> None:
    if phase == "check_in":
        bed.check_in()
        return
    await bed.baseline()
    if phase == "baseline":
        return
    bed.start()
    bed.command("pause" if phase == "paused" else "stop")


async def reads(shown: Locator, name: str, text: str, state: str) -> None:
    await expect(vital(shown, name)).to_have_text(text)
    await expect(vital(shown, name)).to_have_attribute("data-state", state)
