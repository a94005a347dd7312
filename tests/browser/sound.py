"""Bursts as the browser renders them, measured from their samples."""

from __future__ import annotations

from array import array
from base64 import b64decode
from cmath import exp, pi
from dataclasses import dataclass
from itertools import pairwise

from playwright.async_api import Page

RATE = 24_000
BEGINS_S = 0.1
RENDER = """async ([name, rate, begins]) => {
  const { BURSTS, lengthOf } = await import("/static/src/alarms/bursts.js");
  const { play } = await import("/static/src/alarms/synth.js");
  const seconds = begins + lengthOf(BURSTS[name]) + 0.3;
  const context = new OfflineAudioContext(1, Math.ceil(seconds * rate), rate);
  play(context, BURSTS[name], begins);
  const { buffer } = (await context.startRendering()).getChannelData(0);
  let bytes = "";
  for (const byte of new Uint8Array(buffer)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}"""
BLOCK = RATE // 500  # 2 ms: finer than any rise, longer than half a period of 261 Hz


@dataclass(frozen=True)
class Pulse:
    """Seconds from the first sample, at half of its own level; `rise`: from 10 to 90 % of it."""

    start: float
    end: float
    rise: float
    level: float
    samples: array[float]

    @property
    def length(self) -> float:
        return self.end - self.start

    def strength(self, hertz: float) -> float:
        """Of the sine of this pitch, where the pulse stands at its full level."""
        turn = exp(-2j * pi * hertz / RATE)
        found, phase = 0j, 1 + 0j
        for sample in self.samples:
            found += sample * phase
            phase *= turn
        return abs(found) / len(self.samples)


async def rendered(page: Page, name: str) -> array[float]:
    """The samples of one burst; a page of the server must be open."""
    samples = array("f")
    samples.frombytes(b64decode(await page.evaluate(RENDER, [name, RATE, BEGINS_S])))
    return samples


def pulses(samples: array[float]) -> list[Pulse]:
    """Each stretch that is louder than a quarter of the loudest, widened to silence."""
    levels = envelope(samples)
    loud = max(levels) / 4
    found, begun = [], None
    for place, level in enumerate([*levels, 0.0]):
        if level > loud and begun is None:
            begun = place
        elif level <= loud and begun is not None:
            found.append(_pulse(samples, levels, begun, place))
            begun = None
    return found


def gaps(found: list[Pulse]) -> list[float]:
    """Seconds from the end of each pulse to the beginning of the next."""
    return [after.start - before.end for before, after in pairwise(found)]


def envelope(samples: array[float]) -> list[float]:
    """The peak of each block with its neighbours: a period of the lowest pitch is within."""
    peaks = [
        max(abs(sample) for sample in samples[at : at + BLOCK])
        for at in range(0, len(samples), BLOCK)
    ]
    return [max(peaks[max(0, place - 1) : place + 2]) for place in range(len(peaks))]


def _pulse(samples: array[float], levels: list[float], begun: int, ended: int) -> Pulse:
    level = max(levels[begun:ended])

    def rises(part: float) -> float:
        place = begun
        while place > 0 and levels[place] > level * part:
            place -= 1
        while levels[place] <= level * part:
            place += 1
        return (place + 1) * BLOCK / RATE  # the neighbour's peak stood one block ahead

    def falls(part: float) -> float:
        place = ended
        while place > begun and levels[place] <= level * part:
            place -= 1
        return place * BLOCK / RATE

    full = slice(int(rises(0.9) * RATE) + BLOCK, int(falls(0.9) * RATE) - BLOCK)
    return Pulse(rises(0.5), falls(0.5), rises(0.9) - rises(0.1), level, samples[full])
