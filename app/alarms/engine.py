"""The judge of one bed (or of the server itself): inputs go in, transitions come out."""

from collections.abc import Iterable, Iterator
from functools import partial

from app.alarms import limits, session_commands
from app.alarms.absence import Absences
from app.alarms.case import Case, Subject
from app.alarms.cases import Cases
from app.alarms.channel import Channel
from app.alarms.circumstances import Circumstances
from app.alarms.combinations import Combinations
from app.alarms.commands import ALARM_COMMANDS, AlarmCommands
from app.alarms.condition import Alarm, Priority, Reason, Transition
from app.alarms.cuff import Recheck
from app.alarms.equipment import Equipment
from app.alarms.escalation import ESCALATING, Escalations
from app.alarms.facts import APART
from app.alarms.inputs import CommandInput, EndInput, Fact, FactInput, Input
from app.alarms.late import LateData
from app.alarms.limit_watch import LimitWatch
from app.alarms.rules import LimitInForce, LimitSpan, Protocol
from app.alarms.stage import StageChange, Stages, stage_of, standing
from app.alarms.watches import Timed, channels, cuff_watches, fact_watches, marks
from app.domain.errors import UnknownRule
from app.domain.infusion import InfusionSession
from app.domain.latest import LatestVitals
from app.domain.trends import Trends
from app.domain.vitals import PRESSURES, JudgedSample, Vital


class Engine:
    """Judges one log. `scope` is the session's id, the bed's or "server", `~` and the log's number.

    Deterministic, without I/O and without a clock: the inputs must come in their order, and
    `fire` may be called in between or not, the transitions are the same.
    """

    def __init__(
        self,
        scope: str,
        bed: str | None,
        protocol: Protocol,
        session: InfusionSession | None = None,
        *,
        retro: bool = False,
    ) -> None:
        self.scope = scope
        self.bed = bed
        self.protocol = protocol
        self.session: InfusionSession | None = None
        self.monitor: str | None = None
        self.latest = LatestVitals(protocol.regimen.ranges)
        self.trends = Trends()
        self._escalations = Escalations(protocol.escalation)
        self._subject = Subject(scope, bed, None, self._escalations, retro)
        self._around = Circumstances()
        self._equipment = Equipment(
            protocol, self._subject, self._around, self._cuff_busy, self._hurry
        )
        silences = [watch.case for watch in self._equipment.silences]
        self._channels = channels(protocol, self._subject, self._around, silences)
        self._combinations = Combinations(protocol, self._subject, self.trends)
        self._cuffs = cuff_watches(protocol, self._subject, self._around)
        self._facts = fact_watches(protocol, self._subject)
        missing = [case for ch in self._channels.values() for case in ch.faults]
        missing += [watch.case for watch in self._cuffs]
        missing += [watch.case for watch in self._equipment.rechecks]
        self._absences = Absences(protocol, self._subject, [*silences, *missing])
        self._cases = Cases(self._all_cases())
        self._commands = AlarmCommands(self._cases, self._escalations)
        second = partial(Engine, bed=bed, protocol=protocol, retro=True)
        self._late = LateData(self._subject, self._cases, self._channels, second)
        self._stages = Stages(marks(protocol), self._enter)
        self._timed: list[Timed] = [
            self._stages,
            *self._equipment.timed,
            *self._channels.values(),
            *self._combinations.watches,
            *self._cuffs,
            *self._facts,
            *self._absences.watches,
            self._late,
            self._cases,
            self._escalations,
        ]
        self._now = 0  # the instant of the newest input or deadline
        self._due: int | None = None  # no deadline is earlier; None: not known
        if session is not None:
            self._change_session(session, session.created_at, session.created_at)

    # What happened

    def take(self, given: Input) -> list[Transition]:
        """Fires the deadlines earlier than the input, then judges it.

        Raises a `domain.errors.Refusal` for a command that `refuse` would have refused.
        """
        inclusive = isinstance(given, EndInput)
        transitions = self.fire(given.at + inclusive)
        self._now = max(self._now, given.at)
        match given:
            case CommandInput():
                transitions += self._take_command(given)
            case FactInput():
                transitions += self._take_fact(given)
            case EndInput():
                transitions += self._end(Reason.SESSION_ENDED, given.at)
            case _:
                for sample in given.samples:
                    transitions += self._take_sample(sample, given.at)
        return transitions

    def fire(self, now: int) -> list[Transition]:
        """Fires the deadlines strictly earlier than `now`, each stamped with its own instant."""
        transitions: list[Transition] = []
        while self.due(now):
            instant, timed = self._earliest()
            assert timed is not None  # something is due
            self._now = instant
            transitions += timed.fire(instant)
            self._due = None
        return transitions

    def due(self, now: int) -> bool:
        """Whether a deadline is earlier than `now`; cheap, as values only put deadlines off."""
        if self._due is None or self._due < now:
            self._due = self._earliest()[0]
        return self._due < now

    def next_deadline(self) -> int | None:
        """The instant at which time alone will change something."""
        instant, timed = self._earliest()
        return None if timed is None else instant

    def _earliest(self) -> tuple[int, Timed | None]:
        """A deadline that is past already, because a phase began late, counts as now."""
        earliest, first = _NEVER, None
        for timed in self._timed:
            deadline = timed.deadline()
            if deadline is not None and deadline < earliest:
                if deadline <= self._now:
                    return self._now, timed
                earliest, first = deadline, timed
        return earliest, first

    # Vitals

    def _take_sample(self, sample: JudgedSample, at: int) -> list[Transition]:
        if sample.late:
            return self._take_late(sample, at)
        # what a person enters says nothing of the monitor
        transitions = [] if sample.by_hand else self._take_signs(sample, at)
        judge = sample.judge
        cuff, pulse = False, None
        for vital, value, quality in self.latest.take(sample):
            if value is not None:
                self.trends.take(vital, judge, value)
                if vital in _SPECIAL:
                    cuff = cuff or vital is Vital.SBP
                    pulse = value if vital is Vital.PR else pulse
                    if vital in _BREATH:
                        self._around.take_breath(vital, value, judge)
            channel = self._channels.get(vital)
            if channel is not None:
                signal = sample.quality.get(vital) if sample.quality else None
                steps = channel.take(value, quality, judge, at, signal)
                if steps is not None:
                    self._heed(channel, steps)
                    transitions += steps
                if channel.holding:
                    continue
            together = (
                self._combinations.lose(vital, at)
                if value is None
                else self._combinations.take(vital, value, judge, at)
            )
            if together:
                self._due = None
                transitions += together
                self._hasten(together, judge)
        if pulse is not None:
            hr = self.latest.fresh(Vital.HR, judge)
            differ = self._equipment.take_pulse(hr, pulse, judge, at)
            if differ:
                self._due = None
                transitions += differ
        if cuff:
            self._late.read(sample)
            transitions += self._take_cuff(judge, at)
        return transitions

    def _take_late(self, sample: JudgedSample, at: int) -> list[Transition]:
        """Filed, and judged afterwards by a second instance."""
        self._due = None
        self.latest.take(sample)
        return self._late.take(sample, at)

    def _heed(self, channel: Channel, steps: list[Transition]) -> None:
        """Forgets the earliest deadline if this one may be earlier."""
        if steps or self._due is None:
            self._due = None
            return
        due = channel.deadline()
        if due is not None and due < self._due:
            self._due = None

    def _take_signs(self, sample: JudgedSample, at: int) -> list[Transition]:
        """What a live sample says by having come, and by its flags."""
        if self._equipment.gap(sample.judge):
            self._due = None
            for channel in self._channels.values():
                channel.wake()
        steps = self._equipment.take(sample, at)
        if steps is None:
            return []
        self._due = None
        return steps

    def _take_cuff(self, judge: int, at: int) -> list[Transition]:
        """A good reading is there: nothing is overdue."""
        reading = self.latest.cuff(judge)
        if reading.sbp is not None and reading.dbp is not None:
            self.trends.take_cuff(judge, reading.sbp, reading.dbp, reading.map)
        self._due = None
        crossed = {case.heading.priority for case in self._cuff_cases() if not case.quiet}
        beyond = next((each for each in _URGENT if each in crossed), None)
        return [
            *_present(watch.take(judge, at) for watch in self._cuffs),
            *self._equipment.take_reading(beyond, judge, at),
        ]

    def _cuff_cases(self) -> Iterator[Case]:
        """Those of the limits that ask for another reading."""
        for vital in PRESSURES & self._channels.keys():
            for limit in self._channels[vital].limits:
                if limit.rule.priority is not Priority.LOW:
                    yield limit.case

    def _hasten(self, steps: list[Transition], judge: int) -> None:
        for_ms = self._combinations.hastens(steps)
        if for_ms:
            for watch in self._cuffs:
                watch.hasten(judge + for_ms)

    def _hurry(self, at: int) -> None:
        self._cases.hurry(self._cuff_cases(), at)

    def _cuff_busy(self, busy: bool, at: int) -> None:
        self._due = None
        if Vital.SPO2 in self._channels:
            self._channels[Vital.SPO2].busy(busy, at)
        self._combinations.suspend(Vital.SPO2, busy)

    # Commands

    def refuse(self, command: CommandInput, revision: int | None = None) -> None:
        """Raises a `domain.errors.Refusal` if the command may not be taken now; changes nothing.

        Deadlines that are due must have fired before: `take` would otherwise meet another state.
        `revision` is what the caller saw of the session; for alarms it stands in the body.
        """
        if command.name in ALARM_COMMANDS:
            self._commands.check(command)
            return
        session_commands.check(self.session, self.protocol, command, revision)

    def _take_command(self, command: CommandInput) -> list[Transition]:
        self.refuse(command)
        self._due = None
        if command.name in ALARM_COMMANDS:
            return self._commands.take(command)
        session = session_commands.apply(self.session, command)
        steps = self._change_session(session, command.at, command.happened_at)
        self._late.follow(command)
        return steps

    def _change_session(
        self, session: InfusionSession, at: int, happened_at: int
    ) -> list[Transition]:
        before, self.session = self.session, session
        self._subject.session = session.id
        self._escalations.enter(session.phase)
        followed = self._equipment.follow(session, at)
        self._around.follow(session.off_monitor is not None, at)
        if before is not None and before.edits != session.edits:
            change = self._stages.edit(session, at)
            for channel in self._channels.values():
                followed += channel.edit(session.edits[-1].rule, change)
            return followed
        if before is not None and standing(before) == standing(session):
            return followed
        steps = self._stages.follow(session, at, happened_at) + followed
        steps += self._absences.follow(session, at)
        return steps + self._escalations.settle(self._cases.every, at)

    def _enter(self, change: StageChange) -> list[Transition]:
        """Every watch learns where the session has come to."""
        transitions = [step for ch in self._channels.values() for step in ch.enter(change)]
        transitions += _present(watch.enter(change) for watch in self._cuffs)
        transitions += self._combinations.enter(change)
        transitions += self._equipment.enter(change)
        if change.because is Reason.SESSION_ENDED:
            transitions += self._end(change.because, change.at)
        return transitions

    def _end(self, because: Reason, at: int) -> list[Transition]:
        """What was told of the equipment ends here: the log that follows is told it anew."""
        ends = _present(watch.end(because, at) for watch in self._facts)
        return [*self._late.end(because, at), *ends, *self._equipment.end(because, at)]

    # Facts

    def _take_fact(self, given: FactInput) -> list[Transition]:
        self._due = None
        if given.fact is Fact.BINDING:
            return self._take_binding(given)
        if given.fact in _ENTRIES:
            return self._combinations.take_fact(given.fact, given.body, given.at)
        steps = self._escalations.take(given) if given.fact in ESCALATING else []
        if given.fact is Fact.STATIONS:
            steps += self._equipment.take_stations(given.body, given.at)
        if given.fact is Fact.SHARED:
            steps += self._equipment.take_shared(given.body, given.at)
        watches = [watch for watch in self._facts if watch.rule.fact is given.fact]
        steps += [step for watch in watches for step in watch.take(given.body, given.at)]
        return steps + self._keep_apart(given.at) if given.fact in APART else steps

    def _keep_apart(self, at: int) -> list[Transition]:
        """While the monitor is another's its silence here is no alarm besides (clinical 2.3)."""
        apart = (w for w in self._facts if w.rule.fact in APART and not w.case.quiet)
        return self._equipment.give_way(next((w.rule.id for w in apart), None), at)

    def _take_binding(self, given: FactInput) -> list[Transition]:
        monitor = given.body.get("monitor")
        before, self.monitor = self.monitor, monitor if isinstance(monitor, str) else None
        if before is None or before == self.monitor:
            return []
        unbound = _present(watch.unbind(given.at) for watch in self._facts)
        unbound += self._keep_apart(given.at)
        return unbound + self._equipment.unbind(given.at)

    # What is

    @property
    def recheck(self) -> Recheck | None:
        """The cuff reading that is asked for; None when none is."""
        asked = (watch.asked for watch in self._equipment.rechecks)
        return next((one for one in asked if one is not None), None)

    def open_alarms(self, pending: bool = False) -> list[Alarm]:
        """The alarms that are not normal, in the protocol's order; pending ones when asked for."""
        return self._cases.open(pending)

    def case(self, rule: str) -> Case:
        """Where a rule stands. Raises UnknownRule."""
        found = self._cases.of_rule(rule)
        if found is None:
            raise UnknownRule(rule)
        return found

    def limit_watch(self, rule: str) -> LimitWatch | None:
        """What watches a limit rule; None for rules of other kinds."""
        limits = (limit for channel in self._channels.values() for limit in channel.limits)
        return next((limit for limit in limits if limit.rule.id == rule), None)

    def limits(self) -> list[LimitInForce]:
        if self.session is None:
            return []
        return list(limits.in_force(self.protocol.rules, stage_of(self.session, self._now)))

    def limit_history(self) -> list[LimitSpan]:
        if self.session is None:
            return []
        return limits.history(self.protocol.rules, self.session, self._now)

    def _all_cases(self) -> Iterable[Case]:
        for channel in self._channels.values():
            yield from channel.cases
        yield from self._combinations.cases
        yield from (watch.case for watch in self._cuffs)
        yield from self._equipment.cases
        yield from (watch.case for watch in self._facts)
        yield from self._absences.cases


_NEVER = 2**63
_URGENT = (Priority.HIGH, Priority.MEDIUM)
_ENTRIES = frozenset({Fact.SCORE, Fact.SYMPTOM})
_BREATH = frozenset({Vital.RR, Vital.ETCO2})
_SPECIAL = frozenset({*_BREATH, Vital.SBP, Vital.PR})


def _present(steps: Iterable[Transition | None]) -> list[Transition]:
    return [step for step in steps if step is not None]
