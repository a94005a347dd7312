"""What a screen sounds like, and that it is armed only by a test that somebody heard.

Ranges of IEC 60601-1-8 for auditory alarm signals; the figures are those of docs/screens.md.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from itertools import pairwise
from math import log10
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, WebSocketRoute

from tests.browser.pages import DESK, Visitor, action, card, expect, live, vital
from tests.browser.practice import Bed, Practice
from tests.browser.sound import BEGINS_S, gaps, pulses, rendered

C5, E5, G5 = 523.25, 659.26, 783.99
HIGH_GROUP = [0.1, 0.1, 0.35, 0.1]
# pitches, seconds of a pulse, seconds between pulses
EXPECTED: dict[str, tuple[list[float], float, list[float]]] = {
    "high": ([C5, E5, G5, E5, G5] * 2, 0.15, [*HIGH_GROUP, 0.8, *HIGH_GROUP]),
    "medium": ([C5, E5, C5], 0.2, [0.2, 0.2]),
    "low": ([E5, C5], 0.2, [0.2]),
    "lost": ([392.0, 329.63, 261.63], 0.2, [0.2, 0.2]),
}
MEASURED_S = 0.008  # how exactly an edge is found
LOUDEST_SPREAD_DB, HARMONIC_DB = 10, 15
ARMED = "● ARMED"
PAUSED = r"^sound paused (2:00|1:[0-5]\d)$"
# Every burst that the page starts on its loudspeaker; how many pulses each has stands on <html>.
LISTEN = """
window.bursts = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) {
  if (this.context instanceof AudioContext) {
    const now = performance.now();
    const last = window.bursts.at(-1);
    const pitch = Math.round(this.frequency.value);
    if (last && now - last.at < 50) last.pitches.push(pitch);
    else window.bursts.push({ at: now, pitches: [pitch] });
    document.documentElement.dataset.bursts =
      window.bursts.map(({ pitches }) => pitches.length).join(" ");
  }
  return start.call(this, at);
};
"""
HIGH, MEDIUM, LOST = [523, 659, 784, 659, 784] * 2, [523, 659, 523], [392, 330, 262]


@pytest.mark.parametrize("name", EXPECTED)
async def test_a_burst_is_what_its_table_says(nurse: Visitor, name: str) -> None:
    pitches, length, between = EXPECTED[name]
    page = await nurse.open("/sign-in")
    found = pulses(await rendered(page, name))
    assert len(found) == len(pitches)
    assert found[0].start == pytest.approx(BEGINS_S, abs=0.2 * length)
    assert [each.length for each in found] == pytest.approx([length] * len(found), abs=MEASURED_S)
    assert gaps(found) == pytest.approx(between, abs=MEASURED_S)
    for pulse, pitch in zip(found, pitches, strict=True):
        assert 0.1 * length - MEASURED_S <= pulse.rise <= 0.2 * length + MEASURED_S
        fundamental = pulse.strength(pitch)
        for other in (pitch * 0.89, pitch * 1.12):  # a tone below and above
            assert pulse.strength(other) < fundamental / 3
        harmonics = [n * pitch for n in range(1, 9) if 300 <= n * pitch <= 4000]
        near = [h for h in harmonics if decibel(fundamental, pulse.strength(h)) <= HARMONIC_DB]
        assert len(near) >= 4, (pitch, near)
    levels = [pulse.level for pulse in found]
    assert decibel(max(levels), min(levels)) < LOUDEST_SPREAD_DB
    assert max(levels) <= 1


async def test_higher_priorities_are_not_softer(nurse: Visitor) -> None:
    page = await nurse.open("/sign-in")
    loudest = [max(await rendered(page, name)) for name in ("high", "medium", "low")]
    assert loudest == sorted(loudest, reverse=True)
    assert loudest[0] > 0.5


def decibel(one: float, other: float) -> float:
    return 20 * log10(one / other)


@pytest_asyncio.fixture(loop_scope="package")
async def bed(practice: Practice) -> AsyncIterator[Bed]:
    async with practice.bed() as made:
        await made.infusion()
        yield made


async def test_a_screen_that_was_not_touched_says_that_its_sound_is_blocked(
    nurse: Visitor, bed: Bed
) -> None:
    page, sent = await desk(nurse, bed)
    band = page.locator("sound-banner")
    await expect(band).to_have_text("No sound: press a key or click")
    await expect(band).to_have_css("background-color", "rgb(208, 26, 38)")
    await expect(badge(page)).to_have_text("sound blocked")
    assert sent.stations()[-1]["armed"] is False
    await page.keyboard.press("Shift")
    await expect(band).to_be_hidden()
    await expect(badge(page)).to_have_text("sound not tested")
    assert all(said["armed"] is False for said in sent.stations())


async def test_a_screen_is_armed_by_a_test_that_somebody_heard(nurse: Visitor, bed: Bed) -> None:
    page, sent = await desk(nurse, bed)
    await badge(page).click()
    await expect(action(page, "heard")).to_be_hidden()  # nothing to have heard yet
    await action(page, "play-test").click()
    await sounded(page, MEDIUM)
    await action(page, "heard-nothing").click()
    await expect(badge(page)).to_have_text("sound not tested")
    await action(page, "play-test").click()
    await action(page, "heard").click()
    await expect(badge(page)).to_have_text(ARMED)
    told = sent.stations()[-1]
    assert (told["kind"], told["armed"], told["visible"]) == ("desk", True, True)
    assert told["heard_at"] > 0
    await page.reload()  # the same tab of the same browser
    await live(page)
    await page.keyboard.press("Shift")
    await expect(badge(page)).to_have_text(ARMED)


async def test_a_wall_asks_for_one_key_in_letters_to_be_read_from_afar(
    nurse: Visitor, bed: Bed
) -> None:
    page = await nurse.wall(bed.name)
    band = page.locator("sound-banner")
    await expect(band).to_have_text("PRESS A KEY FOR SOUND")
    size, height = await band.evaluate(
        """band => [parseFloat(getComputedStyle(band).fontSize),
          document.querySelector("vigil-wall").clientHeight]"""
    )
    assert size / (height / 1080) == pytest.approx(98, abs=0.5)
    await expect(vital(page, "spo2")).to_be_visible()
    await page.keyboard.press("a")
    await expect(band).to_be_hidden()
    await expect(action(page, "heard")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(badge(page)).to_have_text(re.compile(ARMED))
    await expect(page.locator(".sound-panel")).to_be_hidden()


async def test_a_wall_that_cannot_keep_its_screen_on_says_so(nurse: Visitor, bed: Bed) -> None:
    """As every browser over plain HTTP, but for the computer it stands on."""
    page = await nurse.blank()
    await page.add_init_script("delete Navigator.prototype.wakeLock")
    await page.goto(f"{nurse.url}/wall?beds={bed.name}")
    await live(page)
    await expect(badge(page)).to_have_text("sound blocked · may fall asleep")


async def test_a_new_alarm_sounds_until_it_is_taken_and_the_server_is_told(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    page, sent = await desk(nurse, bed)
    await page.keyboard.press("Shift")
    await expect(badge(page)).to_have_text("sound not tested")
    await falls(practice, bed)
    await sounded(page, HIGH)
    await once(sent, "spo2_low_high", "shown", "sounded")
    second = await again_after_8_s(page)
    await card(page, "spo2_low_high").locator("[data-action=acknowledge]").click()
    await expect(card(page, "spo2_low_high")).to_have_attribute("data-attention", "acknowledged")
    await once(sent, "spo2_low_high", "shown", "sounded", "seen")
    assert (await bursts(page))[-1]["at"] == second


async def again_after_8_s(page: Page) -> float:
    """When the burst began that came 8 s after the one before it.

    A page that slept begins anew and sounds at once: then the one after that is waited for.
    """
    async with asyncio.timeout(40):
        while True:
            played = await page.locator("html").get_attribute("data-bursts") or ""
            begun = [float(burst["at"]) for burst in await bursts(page)]
            apart = [later - earlier for earlier, later in pairwise(begun)]
            assert all(gap <= 9500 for gap in apart)
            if apart and apart[-1] >= 7900:
                return begun[-1]
            await expect(page.locator("html")).not_to_have_attribute("data-bursts", played)


async def once(sent: "Sent", rule: str, *events: str) -> None:
    """The server is told of each of these and of nothing else, no revision twice."""
    async with asyncio.timeout(10):
        while not {each["event"] for each in sent.receipts(rule)} >= set(events):
            await sent.more()
    told = [(each["event"], each["revision"]) for each in sent.receipts(rule)]
    assert {event for event, _ in told} == set(events)
    assert len(told) == len(set(told))


async def test_a_pause_silences_this_screen_until_something_new_comes(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    page, _ = await desk(nurse, bed)
    await page.keyboard.press("Shift")
    await falls(practice, bed)
    await sounded(page, HIGH)
    pause = action(page, "pause-sound")
    await expect(pause).to_have_attribute("title", re.compile("this screen only"))
    await pause.click()
    await expect(badge(page)).to_have_text(re.compile(r"^sound paused (2:00|1:5\d)$"))
    await expect(card(page, "spo2_low_high")).to_have_attribute("data-look", "fill")  # only silent
    bed.bedside.show(hr=125, pr=125)
    await practice.advance(17)
    await expect(card(page, "hr_high_medium")).to_be_visible()
    await sounded(page, HIGH, HIGH)
    await expect(badge(page)).to_have_text("sound not tested")


async def test_a_pause_outlasts_a_reload_and_is_ended_by_hand(
    nurse: Visitor, practice: Practice, bed: Bed
) -> None:
    page, sent = await desk(nurse, bed)
    await page.keyboard.press("Shift")
    await falls(practice, bed)
    await sounded(page, HIGH)
    await action(page, "pause-sound").click()
    await expect(badge(page)).to_have_text(re.compile(PAUSED))
    await page.reload()
    await live(page)
    await page.keyboard.press("Shift")
    await expect(badge(page)).to_have_text(re.compile(PAUSED))
    assert await bursts(page) == []
    names = {said["station"] for said in sent.stations()}
    assert len(names) == 1  # the browser's lasting one
    await action(page, "end-pause").click()
    await sounded(page, HIGH)


async def test_without_its_server_a_screen_has_a_tone_of_its_own_within_10_s(
    nurse: Visitor, bed: Bed
) -> None:
    cut = {"off": False}

    def pass_on(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda message: None if cut["off"] else socket.send(message))

    page = await nurse.blank(DESK)
    await page.add_init_script(LISTEN)
    await page.route_web_socket("**/ws/screen", pass_on)
    await page.goto(f"{nurse.url}/beds/{bed.name}")
    await live(page)
    await page.keyboard.press("Shift")
    cut["off"] = True
    await sounded(page, LOST, within_s=10)
    await expect(badge(page)).to_have_text("sound not tested")


class Sent:
    """What the page tells the server on its socket."""

    def __init__(self, page: Page) -> None:
        self._messages: list[dict[str, Any]] = []
        self._more = asyncio.Event()
        page.on("websocket", lambda socket: socket.on("framesent", self._sent))

    def _sent(self, frame: str | bytes) -> None:
        self._messages.append(json.loads(frame))
        self._more.set()

    async def more(self) -> None:
        """Waits for the next message."""
        self._more.clear()
        await self._more.wait()

    def stations(self) -> list[dict[str, Any]]:
        return [each for each in self._messages if each["type"] == "station"]

    def receipts(self, rule: str) -> list[dict[str, Any]]:
        receipts = [each for each in self._messages if each["type"] == "receipt"]
        return [each for each in receipts if f".{rule}." in each["alarm"]]


async def desk(nurse: Visitor, bed: Bed) -> tuple[Page, Sent]:
    page = await nurse.blank(DESK)
    sent = Sent(page)
    await page.add_init_script(LISTEN)
    await page.goto(f"{nurse.url}/beds/{bed.name}")
    await live(page)
    return page, sent


async def falls(practice: Practice, bed: Bed) -> None:
    bed.bedside.show(spo2=82)  # high after 5 s
    await practice.advance(8)


async def bursts(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await page.evaluate("window.bursts")
    return found


async def sounded(page: Page, *pitches: list[int], within_s: float = 15) -> None:
    """The last bursts that the page started are these."""
    numbers = " ".join(str(len(burst)) for burst in pitches)
    said = re.compile(rf"(^| ){numbers}$")
    await expect(page.locator("html")).to_have_attribute(
        "data-bursts", said, timeout=within_s * 1000
    )
    last = (await bursts(page))[-len(pitches) :]
    assert [burst["pitches"] for burst in last] == list(pitches)


def badge(page: Page) -> Locator:
    return page.locator(".station-badge")
