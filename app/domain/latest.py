"""The newest values of one bed, and how far each may be believed."""

from dataclasses import dataclass

from app.domain.vitals import BloodPressureSource, JudgedSample, Quality, ValueState, Vital


@dataclass(frozen=True, slots=True)
class VitalNow:
    """One vital at an instant. `value` is the last one (None: never measured), `at` the source's
    instant, `age` in ms; `reason` says why an invalid value is one."""

    value: float | None
    at: int | None
    age: int | None
    state: ValueState
    reason: Quality | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class PressureNow:
    """One blood pressure reading at an instant, mmHg."""

    sbp: float | None
    dbp: float | None
    map: float | None
    at: int | None
    age: int | None
    state: ValueState
    source: BloodPressureSource | None = None
    reason: Quality | None = None


class LatestVitals:
    def take(self, sample: JudgedSample) -> None: ...

    def now(self, vital: Vital, now: int) -> VitalNow:
        """One vital (for a pressure: the cuff's) as it is at `now`."""
        raise NotImplementedError

    def cuff(self, now: int) -> PressureNow:
        raise NotImplementedError

    def arterial(self, now: int) -> PressureNow | None:
        """None if no arterial line ever sent."""
        raise NotImplementedError

    def state(self, vital: Vital, now: int) -> ValueState:
        return self.now(vital, now).state
