"""While nobody attends to an alarm it calls one person after the other (clinical 3.10).

Time runs from the instant an alarm begins to call, and anew when it calls again. None of this
raises an alarm's revision: what an acknowledgement must have seen stays as it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.alarms.audible import calls
from app.alarms.calling import Calling
from app.alarms.case import Case
from app.alarms.condition import Alarm, Reason, Transition
from app.alarms.duty import Plan, Roster, Timing, plan
from app.alarms.inputs import Fact, FactInput
from app.domain.phases import Phase

ESCALATING = frozenset({Fact.DUTY, Fact.RECEIPT})
_ON_SCREEN = frozenset({"sounded", "seen"})  # of receipts, wherever they come from


class Escalations:
    """All alarms of one judge that call. Without a roster nobody is called but by the screens."""

    def __init__(self, timing: Timing | None) -> None:
        self._timing = timing
        self._roster: Roster | None = None
        self._phase: Phase | None = None
        self._calling: dict[Case, Calling] = {}

    def follow(self, case: Case, alarm: Alarm, at: int) -> Alarm:
        """The alarm after a step of its case: it may begin to call with it, or cease to."""
        calling = self._calling.get(case)
        if calls(alarm, self._phase):
            return self._begin(case, alarm, at) if calling is None else alarm
        if calling is None:
            return alarm
        del self._calling[case]
        return replace(alarm, next_step=None, next_step_at=None)

    def enter(self, phase: Phase) -> None:
        """The session's phase: some alarms call only from the start of the infusion on."""
        self._phase = phase

    def settle(self, cases: Iterable[Case], at: int) -> list[Transition]:
        """What calls in the phase that was entered, and did not before."""
        steps = []
        for case in cases:
            alarm = case.alarm
            if alarm is not None and case not in self._calling and calls(alarm, self._phase):
                steps += self._tell(case, self._begin(case, alarm, at), Reason.ESCALATED, at)
        return steps

    def take(self, given: FactInput) -> list[Transition]:
        """A fact of ESCALATING."""
        if self._timing is None:
            return []
        if given.fact is Fact.RECEIPT:
            return self._take_receipt(given.body, given.at)
        self._roster = Roster.read(given.body)
        steps = []
        for case, calling in self._calling.items():
            calling.follow(self._plan(case), given.at)
            steps += self._tell(case, self._told(case, calling), Reason.DUTY_CHANGED, given.at)
        return steps

    def on_my_way(self, case: Case, by: str, at: int) -> Transition:
        """Somebody has seen it and comes; what is called at once is not held."""
        calling = self._calling.get(case)
        if calling is not None:
            calling.seen_by, calling.seen_at = by, at
            if self._timing is not None and case.heading.manner.reaches is None:
                calling.hold(at + self._timing.hold_ms)
            case.alarm = self._told(case, calling)
        else:
            case.alarm = replace(_alarm(case), seen_by=by, seen_at=at)
        return Transition(at, case.condition, Reason.ON_MY_WAY, case.alarm)

    # Time

    def deadline(self) -> int | None:
        if not self._calling:
            return None
        due = [calling.due(self._unreceived(case)) for case, calling in self._calling.items()]
        return min((instant for instant in due if instant is not None), default=None)

    def fire(self, at: int) -> list[Transition]:
        steps = []
        for case, calling in self._calling.items():
            due = calling.due(self._unreceived(case))
            if due is not None and due <= at:
                calling.advance(self._unreceived(case), at)
                steps += self._tell(case, self._told(case, calling), Reason.ESCALATED, at)
        return steps

    def _begin(self, case: Case, alarm: Alarm, at: int) -> Alarm:
        calling = self._calling[case] = Calling(at, alarm.revision)
        calling.follow(self._plan(case), at)
        return calling.told(alarm, self._unreceived(case))

    def _take_receipt(self, body: Mapping[str, object], at: int) -> list[Transition]:
        """Counts when it was heard or seen, or when the screen is one that watches."""
        if body.get("event") not in _ON_SCREEN and body.get("watching") is not True:
            return []
        revision = body.get("revision")
        for case, calling in self._calling.items():
            if _alarm(case).id != body.get("alarm") or calling.received_at is not None:
                continue
            if isinstance(revision, int) and revision >= calling.revision:
                calling.received_at = at
                return self._tell(case, self._told(case, calling), Reason.RECEIVED, at)
        return []

    def _plan(self, case: Case) -> Plan:
        if self._timing is None or self._roster is None:
            return ()
        heading = case.heading
        return plan(self._timing, self._roster, heading.priority, heading.manner.reaches)

    def _unreceived(self, case: Case) -> int | None:
        """What is called at once keeps its own times."""
        if self._timing is None or case.heading.manner.reaches is not None:
            return None
        return self._timing.unreceived_ms

    def _told(self, case: Case, calling: Calling) -> Alarm:
        return calling.told(_alarm(case), self._unreceived(case))

    @staticmethod
    def _tell(case: Case, alarm: Alarm, because: Reason, at: int) -> list[Transition]:
        """One transition, if it says anything new."""
        if alarm == case.alarm:
            return []
        case.alarm = alarm
        return [Transition(at, case.condition, because, alarm)]


def _alarm(case: Case) -> Alarm:
    assert case.alarm is not None, f"{case.prefix} never occurred"
    return case.alarm
