"""The newest values of one bed, and how far each may be believed.

Late samples (filed, not judged live) are taken too, as long as nothing newer is there: an old value
with its age is better than none. They are never handed on to be judged, and what comes live is
compared with what came live alone: late data must not keep it from being judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.plausibility import Ranges, classify, classify_pressures
from app.domain.vitals import (
    PRESSURES,
    BloodPressureSource,
    JudgedSample,
    Quality,
    ValueState,
    Vital,
)

STALE_MS = 5_000  # shown with its age from here on
ABSENT_MS = 10_000  # shown as dashes from here on
CUFF_STALE_MS = 15 * 60_000  # a cuff reading is minutes old by nature, and never absent
HELD = "held"  # the source's flag for a value that it repeats
OFF: Mapping[str, Vital] = MappingProxyType({"ecg_off": Vital.HR, "spo2_off": Vital.SPO2})
"""The flags by which a monitor says that a sensor is off: what it sends of it is no signal."""

Judgeable = tuple[Vital, float | None, Quality]
"""A vital's new value, None unless its quality is OK."""


@dataclass(frozen=True, slots=True)
class VitalNow:
    """One vital at an instant. `value` is the last one (None: never measured), `at` the source's
    instant, `age` in ms; `reason` says why an invalid value is one, `by_hand` that a person entered
    it."""

    value: float | None
    at: int | None
    age: int | None
    state: ValueState
    reason: Quality | None = None
    held: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class PressureNow:
    """One blood pressure reading at an instant, mmHg; otherwise as `VitalNow`."""

    sbp: float | None
    dbp: float | None
    map: float | None
    at: int | None
    age: int | None
    state: ValueState
    source: BloodPressureSource | None = None
    reason: Quality | None = None


class _Newest:
    """When a source was last heard, what it said, and when its last good value was."""

    __slots__ = (
        "at",
        "by_hand",
        "held",
        "judge",
        "live",
        "live_value",
        "quality",
        "seen",
        "spoke",
        "value",
    )

    def __init__(self) -> None:
        self.value: float | None = None
        self.at: int | None = None
        self.judge = 0  # of `value`; means nothing while there is none
        self.seen: int | None = None  # judge instant of the newest sample, good or not
        self.live: int | None = None  # the same of the newest that was not late
        self.live_value: float | None = None  # what that said, None if it was not good
        self.spoke: int | None = None  # judge instant of the newest good one of the monitor
        self.quality = Quality.OK
        self.held = False
        self.by_hand = False

    def state(self, now: int) -> ValueState:
        if self.seen is None or now - self.seen >= ABSENT_MS:
            return ValueState.ABSENT
        if self.quality is not Quality.OK:
            return ValueState.INVALID
        return ValueState.STALE if now - self.judge >= STALE_MS else ValueState.LIVE


class _Pressures(_Newest):
    """The same for a blood pressure, whose parts belong together; `value` is the systolic."""

    __slots__ = ("dbp", "heard_at", "live_at", "map")

    def __init__(self) -> None:
        super().__init__()
        self.dbp: float | None = None
        self.map: float | None = None
        self.heard_at: int | None = None  # source instant of the newest reading, good or not
        self.live_at: int | None = None  # the same of the newest that was not late

    def take(self, sample: JudgedSample, ranges: Ranges) -> bool:
        """Whether the sample held a reading that is newer than the one before."""
        at, seen = (self.heard_at, self.seen) if sample.late else (self.live_at, self.live)
        if sample.at == at or (seen is not None and sample.judge < seen):
            return False
        if not sample.late:
            self.live_at, self.live = sample.at, sample.judge
        sent = {vital: raw for vital, raw in sample.values.items() if vital in PRESSURES}
        self.quality = classify_pressures(sent, ranges)
        self.seen, self.heard_at = sample.judge, sample.at
        if self.quality is Quality.OK:
            self.value, self.dbp, self.map = (
                sent.get(Vital.SBP),
                sent.get(Vital.DBP),
                sent.get(Vital.MAP),
            )
            self.at, self.judge = sample.at, sample.judge
            self.by_hand = sample.by_hand
        return True

    def part(self, vital: Vital) -> float | None:
        match vital:
            case Vital.SBP:
                return self.value
            case Vital.DBP:
                return self.dbp
            case _:
                return self.map

    def now(self, now: int, state: ValueState, source: BloodPressureSource) -> PressureNow:
        known = self.at is not None
        return PressureNow(
            self.value,
            self.dbp,
            self.map,
            self.at,
            max(0, now - self.judge) if known else None,
            state,
            source if known else None,
            self.quality if state is ValueState.INVALID else None,
        )


class _Cuff(_Pressures):
    __slots__ = ()

    def state(self, now: int) -> ValueState:
        if self.seen is None:
            return ValueState.ABSENT
        if self.quality is not Quality.OK:
            return ValueState.INVALID
        return ValueState.STALE if now - self.judge >= CUFF_STALE_MS else ValueState.LIVE


class LatestVitals:
    """Fed with samples in the order in which the server numbered them."""

    def __init__(self, ranges: Ranges) -> None:
        self._ranges = ranges
        self._newest = {vital: _Newest() for vital in Vital if vital not in PRESSURES}
        self._cuff = _Cuff()
        self._arterial: _Pressures | None = None

    def take(self, sample: JudgedSample) -> list[Judgeable]:
        """Keeps what is newer than before; returns what of it is to be judged."""
        news: list[Judgeable] = []
        pressures = False
        judge, late, hand = sample.judge, sample.late, sample.by_hand
        values = _without_off(sample) if sample.flags else sample.values
        for vital, raw in values.items():
            newest = self._newest.get(vital)
            if newest is None:
                pressures = True
                continue
            before = newest.seen if late else newest.live
            if before is not None and judge < before:
                continue
            if hand and late and self.speaks(vital, judge):
                continue
            quality = classify(vital, raw, self._ranges)
            if not late:
                newest.live = judge
                newest.live_value = raw if quality is Quality.OK else None
            newest.seen, newest.quality = judge, quality
            if not hand:
                newest.spoke = judge if quality is Quality.OK else None
            if quality is Quality.OK:
                newest.value, newest.at, newest.judge = raw, sample.at, judge
                newest.held = HELD in sample.flags
                newest.by_hand = hand
                news.append((vital, raw, quality))
            else:
                news.append((vital, None, quality))
        if pressures:
            news += self._take_pressures(sample)
        return [] if late else news

    def _take_pressures(self, sample: JudgedSample) -> list[Judgeable]:
        if sample.bp is BloodPressureSource.ART:
            self._arterial = self._arterial or _Pressures()
            self._arterial.take(sample, self._ranges)
            return []  # shown, but no cuff reading
        if not self._cuff.take(sample, self._ranges):
            return []
        good = self._cuff.quality is Quality.OK
        return [
            (vital, self._cuff.part(vital) if good else None, self._cuff.quality)
            for vital in (Vital.SBP, Vital.DBP, Vital.MAP)
            if vital in sample.values
        ]

    def state(self, vital: Vital, now: int) -> ValueState:
        return (self._newest.get(vital) or self._cuff).state(now)

    def now(self, vital: Vital, now: int) -> VitalNow:
        """One vital as it is at `now`; a pressure is the cuff's."""
        newest = self._newest.get(vital) or self._cuff
        state = newest.state(now)
        return VitalNow(
            self._cuff.part(vital) if newest is self._cuff else newest.value,
            newest.at,
            None if newest.at is None else max(0, now - newest.judge),
            state,
            newest.quality if state is ValueState.INVALID else None,
            newest.held,
            newest.by_hand,
        )

    def fresh(self, vital: Vital, now: int) -> float | None:
        """A continuous vital's value if it came live and is not stale."""
        newest = self._newest[vital]
        if newest.live is None or now - newest.live >= STALE_MS:
            return None
        return newest.live_value

    def speaks(self, vital: Vital, now: int) -> bool:
        """Whether the monitor itself sends good values of a continuous vital."""
        spoke = self._newest[vital].spoke
        return spoke is not None and now - spoke < ABSENT_MS

    def judged_until(self, vital: Vital) -> int | None:
        """The judge instant of the newest sample of a vital that came live; of a pressure the
        cuff's."""
        return (self._newest.get(vital) or self._cuff).live

    def cuff(self, now: int) -> PressureNow:
        source = BloodPressureSource.HAND if self._cuff.by_hand else BloodPressureSource.NIBP
        return self._cuff.now(now, self._cuff.state(now), source)

    def arterial(self, now: int) -> PressureNow | None:
        """None if no arterial line ever sent."""
        if self._arterial is None:
            return None
        return self._arterial.now(now, self._arterial.state(now), BloodPressureSource.ART)


def _without_off(sample: JudgedSample) -> Mapping[Vital, float | None]:
    """The values, but nothing of a sensor that is off."""
    off = {OFF[flag]: None for flag in sample.flags if flag in OFF}
    return {**sample.values, **off} if off else sample.values
