"""The infusion runs longer than planned, pauses not counted (clinical C18)."""

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.condition import Event, Kind, Reason, Transition
from app.alarms.rules import OverrunRule
from app.alarms.words import overrun
from app.domain.infusion import InfusionSession, planned_end
from app.domain.phases import Phase


class OverrunWatch:
    __slots__ = ("_due", "case", "rule")

    def __init__(self, rule: OverrunRule, subject: Subject) -> None:
        self.rule = rule
        self.case = Case(Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner), subject)
        self._due: int | None = None

    def follow(self, session: InfusionSession, at: int) -> Transition | None:
        """A command changed the session."""
        end = planned_end(session)
        self._due = None if end is None else end + self.rule.grace_ms
        if session.phase is Phase.INFUSION:
            return None
        because = Reason.SESSION_ENDED if session.ended else Reason.RULE_INACTIVE
        return self.case.end(because, at)

    def deadline(self) -> int | None:
        return self._due if self.case.quiet else None

    def fire(self, at: int) -> list[Transition]:
        found = Finding((self._due or at) - self.rule.grace_ms, overrun(self.rule.grace_ms))
        return [self.case.find(Event.RAISED, Reason.OVERDUE, at, None, found)]
