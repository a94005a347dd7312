"""The patient is off the monitor: a countdown of its own in place of what is missing meanwhile.

That nothing comes is no news then. What would say so is not raised, and waits anew when the patient
is back; what said so before is held, never cleared, and told again. What is of the patient goes on
as ever: an open alarm becomes unknown, and a value that comes all the same is judged.
"""

from collections.abc import Iterable, Iterator

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.circumstances import OFF_MONITOR
from app.alarms.condition import Condition, Event, Kind, Reason, Transition
from app.alarms.rules import (
    ArtifactRule,
    CuffOverdueRule,
    DataLossRule,
    NoSignalRule,
    OffMonitorRule,
    Protocol,
    RecheckRule,
    SilenceRule,
)
from app.alarms.words import off_for
from app.domain.infusion import InfusionSession

WAITS_FOR_RETURN = (
    SilenceRule | DataLossRule | NoSignalRule | ArtifactRule | CuffOverdueRule | RecheckRule
)
"""The rules about what has to be missing meanwhile."""

_OPEN = frozenset({Condition.ACTIVE, Condition.UNKNOWN})


class OffMonitorWatch:
    """Off the monitor for longer than allowed."""

    __slots__ = ("_since", "case", "rule")

    def __init__(self, rule: OffMonitorRule, subject: Subject) -> None:
        self.rule = rule
        self.case = Case(Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner), subject)
        self._since: int | None = None

    def follow(self, session: InfusionSession, at: int) -> Transition | None:
        """A command changed the session."""
        left = session.off_monitor
        self._since = None if left is None else left.since
        if session.ended:
            return self.case.end(Reason.SESSION_ENDED, at)
        return None if left else self.case.clear(Reason.BACK_ON_MONITOR, at)

    def deadline(self) -> int | None:
        if self._since is None or not self.case.quiet:
            return None
        return self._since + self.rule.after_ms

    def fire(self, at: int) -> list[Transition]:
        due = at if self._since is None else self._since + self.rule.after_ms
        found = Finding(due, off_for(self.rule.after_ms))
        return [self.case.find(Event.RAISED, Reason.OVERDUE, at, None, found)]


class Absences:
    """`missing` are the cases of what has to be missing while the patient is away."""

    def __init__(self, protocol: Protocol, subject: Subject, missing: Iterable[Case]) -> None:
        rules = protocol.rules
        self.watches = [OffMonitorWatch(r, subject) for r in rules if isinstance(r, OffMonitorRule)]
        self._missing = list(missing)

    @property
    def cases(self) -> list[Case]:
        return [watch.case for watch in self.watches]

    def follow(self, session: InfusionSession, at: int) -> list[Transition]:
        """A command changed the session, and the watches know where it has come to."""
        steps = [watch.follow(session, at) for watch in self.watches]
        told = [step for step in steps if step is not None]
        return told + list(self._hold(at) if session.off_monitor else self._release(at))

    def _hold(self, at: int) -> Iterator[Transition]:
        for case in self._missing:
            if case.condition in _OPEN and not case.inhibited:
                yield case.inhibit(OFF_MONITOR, at)

    def _release(self, at: int) -> Iterator[Transition]:
        for case in self._missing:
            if case.inhibited_by == OFF_MONITOR:
                yield case.release(at)
