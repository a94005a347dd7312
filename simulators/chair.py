"""A chair of the clinic: who sits in it, whether the drug runs, and the sensors of its monitor.

The simulated nurse acts on it with her hands (`seat`, `start`, `halt`, `press_cuff`); the monitor
reads it second by second. Neither knows of the other.
"""

from dataclasses import dataclass

from app.wire.monitor import Sample
from simulators import sensors
from simulators.cuff import Cuff, CuffState
from simulators.faults import CLEAR, Disturbance, link_at
from simulators.patient import NO_DRUG, Course, Patient, draw, vitals_at
from simulators.scenario import FaultKind, Scenario

SECOND = 1000


@dataclass(slots=True)
class Visit:
    """One patient's time in the chair, from the instant of sitting down (clinical ms)."""

    patient: Patient
    scenario: Scenario
    since: int
    cuff: Cuff
    course: Course = NO_DRUG

    def second(self, at: int) -> int:
        return (at - self.since) // SECOND


class Chair:
    """A monitor's `Source`. Times are clinical ms since the epoch."""

    can = ("nibp",)

    def __init__(self) -> None:
        self.visit: Visit | None = None
        self._next = 0

    # The nurse's hands.

    def seat(self, seed: int, scenario: Scenario, at: int) -> None:
        """A new patient sits down; the one before has left."""
        self.visit = Visit(draw(seed, scenario.patient), scenario, at, Cuff(seed))

    def clear(self) -> None:
        self.visit = None

    def start(self, at: int) -> None:
        """The pump runs (again)."""
        if self.visit:
            self.visit.course = self.visit.course.begun(self.visit.second(at))

    def halt(self, at: int) -> None:
        """The pump is paused or stopped."""
        if self.visit:
            self.visit.course = self.visit.course.halted(self.visit.second(at))

    def press_cuff(self) -> None:
        if self.visit:
            self.visit.cuff.press(self.visit.second(self._next))

    # The monitor's sensors.

    def begin(self, at: int) -> None:
        self._next = at

    def due(self) -> int | None:
        return self._next

    def measure(self) -> None:
        self.press_cuff()

    def link(self, at: int) -> Disturbance:
        """How the monitor's network is at this instant."""
        visit = self.visit
        if visit is None or not visit.scenario.fault:
            return CLEAR
        return link_at(visit.scenario.fault, visit.second(at))

    def take(self) -> list[Sample]:
        at, self._next = self._next, self._next + SECOND
        visit = self.visit
        if visit is None or at < visit.since:
            return [sensors.nobody(at)]
        return _samples(visit, at, visit.second(at))


def _samples(visit: Visit, at: int, second: int) -> list[Sample]:
    seed, faults = visit.patient.seed, visit.scenario.fault
    vitals = vitals_at(visit.patient, visit.course, second, visit.scenario.episode)
    cuff = visit.cuff.step(second, sensors.present(faults, FaultKind.CUFF_FAILS, second))
    busy = cuff is CuffState.MEASURING
    samples = [sensors.continuous(seed, vitals, at, second, faults, busy)]
    if cuff is CuffState.DONE:
        samples.append(sensors.cuff_reading(seed, vitals, at, second))
    elif cuff is CuffState.FAILED:
        samples.append(sensors.cuff_failed(at))
    return samples


class LoneChair(Chair):
    """A chair without a nurse: the scenario says when the drug runs; over after `minutes`."""

    def __init__(self, seed: int, scenario: Scenario, minutes: float | None = None) -> None:
        super().__init__()
        self._seed, self._scenario, self._minutes = seed, scenario, minutes

    def begin(self, at: int) -> None:
        super().begin(at)
        self.seat(self._seed, self._scenario, at)
        for begin, end in self._scenario.infusion:
            self.start(at + int(begin * 60_000))
            self.halt(at + int(end * 60_000))

    def due(self) -> int | None:
        if self.visit is None or self._minutes is None:
            return self._next
        over = self.visit.since + self._minutes * 60_000
        return self._next if self._next < over else None
