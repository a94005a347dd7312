"""A fault of the equipment stands for the alarms of the patient that it is the reason of.

What is of medium or low priority and not yet raised is held back; what is open is replaced. A high
one is never held back, and replaced only when it was shown for ten seconds or acknowledged. Nothing
is cleared by it, and every step is a transition with its reason. A fault that is held itself, since
the patient is off the monitor, stands for nothing.
"""

from collections.abc import Sequence

from app.alarms.case import Case
from app.alarms.circumstances import OFF_MONITOR
from app.alarms.condition import Attention, Condition, Priority, Reason, Transition
from app.alarms.limit_watch import LimitWatch

SHOWN_MS = 10_000
_STANDS = frozenset({Priority.HIGH, Priority.MEDIUM})
_OPEN = frozenset({Condition.ACTIVE, Condition.UNKNOWN})


class Inhibition:
    """`faults` are the technical cases of one vital and of its monitor."""

    def __init__(self, limits: Sequence[LimitWatch], faults: Sequence[Case]) -> None:
        self._limits = limits
        self._faults = [case for case in faults if case.heading.priority in _STANDS]
        self._stood = False  # something may have to be released

    def deadline(self) -> int | None:
        """When something is due: now (an instant that is past), or a high alarm's ten seconds."""
        fault = self._fault()
        if fault is None:
            return 0 if self._stood else None
        due = [self._replaced_at(limit.case) for limit in self._limits if self._waits(limit.case)]
        if any(limit.held_back is None and limit.may_wait for limit in self._limits):
            due.append(0)
        return min(due, default=None)

    def settle(self, at: int) -> list[Transition]:
        """Everything that is due by `at`."""
        fault = self._fault()
        return self._free(at) if fault is None else self._replace(fault, at)

    def _fault(self) -> Case | None:
        for case in self._faults:
            condition = case.condition
            is_open = condition is Condition.ACTIVE or condition is Condition.UNKNOWN
            if is_open and case.inhibited_by != OFF_MONITOR:
                return case
        return None

    def _waits(self, case: Case) -> bool:
        return case.condition in _OPEN and not case.inhibited

    def _replaced_at(self, case: Case) -> int:
        high = case.heading.priority is Priority.HIGH
        if not high or case.attention is Attention.ACKNOWLEDGED:
            return 0
        return (case.since or 0) + SHOWN_MS

    def _replace(self, fault: Case, at: int) -> list[Transition]:
        self._stood = True
        steps = []
        for limit in self._limits:
            if limit.may_wait and limit.held_back is None:
                limit.held_back = Reason.INHIBITED
            if self._waits(limit.case) and self._replaced_at(limit.case) <= at:
                steps.append(limit.case.inhibit(fault.heading.rule, at))
        return steps

    def _free(self, at: int) -> list[Transition]:
        if not self._stood:
            return []
        self._stood = False
        for limit in self._limits:
            if limit.held_back is Reason.INHIBITED:
                limit.release(at)
        return [limit.case.release(at) for limit in self._limits if limit.case.inhibited]
