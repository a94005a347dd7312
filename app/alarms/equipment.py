"""Everything of one bed that watches the monitor rather than one vital."""

from collections.abc import Callable, Iterable, Mapping

from app.alarms.case import Case, Subject
from app.alarms.circumstances import Circumstances
from app.alarms.condition import Condition, Priority, Reason, Transition
from app.alarms.coverage import CoverageWatch
from app.alarms.cuff import RecheckWatch
from app.alarms.flags import BusyCuff, FlagWatch
from app.alarms.overrun import OverrunWatch
from app.alarms.pulse import DifferWatch
from app.alarms.rules import (
    CoverageRule,
    DifferRule,
    FlagRule,
    OverrunRule,
    Protocol,
    RecheckRule,
    SilenceRule,
)
from app.alarms.silence import SilenceWatch
from app.alarms.stage import StageChange
from app.alarms.watches import Timed
from app.domain.infusion import InfusionSession
from app.domain.latest import ABSENT_MS
from app.domain.vitals import PRESSURES, JudgedSample


class Equipment:
    """`busy` is told when a cuff begins and ends to measure, `hurry` when a re-check is overdue."""

    def __init__(
        self,
        protocol: Protocol,
        subject: Subject,
        bed: Circumstances,
        busy: Callable[[bool, int], None],
        hurry: Callable[[int], None],
    ) -> None:
        rules = protocol.rules
        self._bed = bed
        self.silences = [SilenceWatch(r, subject, bed) for r in rules if isinstance(r, SilenceRule)]
        self._flags = [FlagWatch(r, subject) for r in rules if isinstance(r, FlagRule)]
        self._pulse = [DifferWatch(r, subject) for r in rules if isinstance(r, DifferRule)]
        self._overruns = [OverrunWatch(r, subject) for r in rules if isinstance(r, OverrunRule)]
        self.rechecks = [
            RecheckWatch(r, subject, bed, hurry) for r in rules if isinstance(r, RecheckRule)
        ]
        self._coverage = [CoverageWatch(r, subject) for r in rules if isinstance(r, CoverageRule)]
        self._busy = BusyCuff(busy)
        self._flagged = False  # something was said that a sample without flags takes back

    @property
    def timed(self) -> list[Timed]:
        return [*self.silences, *self._overruns, *self.rechecks, *self._coverage, self._busy]

    @property
    def cases(self) -> list[Case]:
        return [
            *(watch.case for watch in self.silences),
            *(watch.case for watch in self._flags),
            *(watch.case for watch in self._pulse),
            *(watch.case for watch in self._overruns),
            *(watch.case for watch in self.rechecks),
            *(watch.case for watch in self._coverage),
        ]

    def enter(self, change: StageChange) -> list[Transition]:
        steps = [watch.enter(change) for watch in self.silences]
        steps += [watch.enter(change) for watch in self._pulse]
        steps += [watch.enter(change) for watch in self._coverage]
        return _present([*steps, *(watch.enter(change) for watch in self.rechecks)])

    def follow(self, session: InfusionSession, at: int) -> list[Transition]:
        """A command changed the session."""
        return _present(watch.follow(session, at) for watch in self._overruns)

    def end(self, because: Reason, at: int) -> list[Transition]:
        return _present(watch.end(because, at) for watch in self._flags)

    def unbind(self, at: int) -> list[Transition]:
        """Another monitor is bound: what the one before said of itself is over."""
        return _present(watch.case.clear(Reason.FACT_OVER, at) for watch in self._flags)

    def gap(self, judge: int) -> bool:
        """Whether a sample is the first after a silence."""
        heard = self._bed.heard
        return heard is None or judge - heard >= ABSENT_MS

    def take(self, sample: JudgedSample, at: int) -> list[Transition] | None:
        """Any live sample. None when nothing came of it."""
        judge = sample.judge
        if self._bed.heard is None or judge > self._bed.heard:
            self._bed.heard = judge
        steps = [
            silence.take(judge, at)
            for silence in self.silences
            if silence.case.condition is not Condition.NORMAL
        ]
        if sample.flags or self._flagged:
            steps += [watch.take(sample.flags, judge, at) for watch in self._flags]
            changed = self._measuring(sample, at)
            self._flagged = bool(sample.flags) or not all(w.case.quiet for w in self._flags)
            return _present(steps) if changed or steps else None
        return _present(steps) if steps else None

    def take_stations(self, body: Mapping[str, object], at: int) -> list[Transition]:
        """How many screens watch the bed."""
        return _present(watch.take(body, at) for watch in self._coverage)

    def take_shared(self, body: Mapping[str, object], at: int) -> list[Transition]:
        """Several beds are silent together, or no longer."""
        return _present(watch.share(body, at) for watch in self.silences)

    def give_way(self, rule: str | None, at: int) -> list[Transition]:
        """Why nothing comes from the monitor: it is kept apart, as the alarm of `rule` says."""
        return _present(watch.give_way(rule, at) for watch in self.silences)

    def take_pulse(self, hr: float | None, pr: float, judge: int, at: int) -> list[Transition]:
        """A good pulse of the oximeter, beside the heart rate if that is fresh."""
        return _present(watch.take(hr, pr, judge, at) for watch in self._pulse)

    def take_reading(self, beyond: Priority | None, judge: int, at: int) -> list[Transition]:
        """A good cuff reading; `beyond`: the highest priority among the limits that it crosses."""
        steps = [watch.take_reading(judge, at) for watch in self._flags]
        return _present([*steps, *(watch.take(judge, at, beyond) for watch in self.rechecks)])

    def _measuring(self, sample: JudgedSample, at: int) -> bool:
        """A reading by itself says nothing about a cuff that is still busy."""
        if not sample.flags and sample.values.keys() <= PRESSURES:
            return False
        return self._busy.take(sample.flags, sample.judge, at)


def _present(steps: Iterable[Transition | None]) -> list[Transition]:
    return [step for step in steps if step is not None]
