"""Plays a recording as a monitor would have sent it: one sample a second, from now on.

A recording that has a value a minute is not made smoother than it is: each value is held until the
next row and, after its first second, flagged `held`. Pressures go out once, at their own instant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.vitals import PRESSURES, BloodPressureSource, Vital
from app.replay.reader import SECOND, Recording, Row
from app.wire.monitor import Sample


@dataclass(frozen=True, slots=True)
class Moment:
    """What is sent at once; `at` in ms since the recording's start."""

    at: int
    samples: tuple[Sample, ...]


def moments(recording: Recording, bp: BloodPressureSource) -> Iterator[Moment]:
    """Every moment of the recording, its instants still counted from its start."""
    rows = recording.rows
    for index, row in enumerate(rows):
        following = rows[index + 1].at if index + 1 < len(rows) else row.at + recording.interval
        # A hole in the recording stays one; a row a little late needs no repeat before it.
        end = min(following, row.at + recording.interval) - SECOND // 2
        for at in range(row.at, max(end, row.at + 1), SECOND):
            samples = _samples(row, at, bp)
            if samples:
                yield Moment(at, samples)


def _samples(row: Row, at: int, bp: BloodPressureSource) -> tuple[Sample, ...]:
    held = at > row.at
    continuous = {v: x for v, x in row.values.items() if v not in PRESSURES}
    pressure = {v: x for v, x in row.values.items() if v in PRESSURES}
    samples: list[Sample] = []
    if continuous:
        samples.append(_filled(Sample(at=at, flags=["held"] if held else []), continuous))
    if pressure and not held:
        samples.append(
            _filled(Sample(at=at, bp="art" if bp is BloodPressureSource.ART else "nibp"), pressure)
        )
    return tuple(samples)


def _filled(sample: Sample, values: Mapping[Vital, float | None]) -> Sample:
    for vital, value in values.items():
        setattr(sample, vital.value, value)
    return sample


class Player:
    """A recording as a monitor's source; it cannot measure on request."""

    can: tuple[str, ...] = ()

    def __init__(
        self, recording: Recording, bp: BloodPressureSource = BloodPressureSource.NIBP
    ) -> None:
        self._moments = moments(recording, bp)
        self._next = next(self._moments, None)
        self._start = 0

    def begin(self, at: int) -> None:
        """The recording's first instant is now, `at` (ms since the epoch)."""
        self._start = at

    def due(self) -> int | None:
        return None if self._next is None else self._start + self._next.at

    def take(self) -> list[Sample]:
        assert self._next is not None, "nothing is due"
        moment, self._next = self._next, next(self._moments, None)
        for sample in moment.samples:
            sample.at += self._start
        return list(moment.samples)

    def measure(self) -> None:
        """A recording holds what was measured then, no more."""
