"""All cases of one judge: which alarms are open, and which one a nurse means."""

from collections.abc import Iterable

from app.alarms.case import Case
from app.alarms.condition import Alarm, Condition, Transition
from app.domain.errors import AlarmOver, StaleRevision, UnknownAlarm


class Cases:
    """In the order in which alarms of one instant are told."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._by_prefix = {case.prefix: case for case in cases}
        self._attended: dict[Case, None] = {}  # acknowledged or shelved: they may call again

    @property
    def every(self) -> Iterable[Case]:
        return self._by_prefix.values()

    def add(self, case: Case) -> None:
        """One more, whose first occurrence is about to be told."""
        self._by_prefix[case.prefix] = case

    def open(self, pending: bool) -> list[Alarm]:
        """The alarms that are not normal; pending ones when asked for."""
        hidden = {Condition.NORMAL} if pending else {Condition.NORMAL, Condition.PENDING}
        return [
            case.alarm
            for case in self._by_prefix.values()
            if case.alarm is not None and case.condition not in hidden
        ]

    def of_rule(self, rule: str) -> Case | None:
        return next((c for c in self._by_prefix.values() if c.heading.rule == rule), None)

    def named(self, named: str, revision: object) -> Case:
        """The case of the alarm that is named, as it was seen at `revision`.

        Raises UnknownAlarm (a pending one too: nobody has seen it), AlarmOver or StaleRevision.
        """
        prefix, _, number = named.rpartition(".")
        case = self._by_prefix.get(prefix)
        if case is None or case.alarm is None or not case.has_had(number):
            raise UnknownAlarm(named)
        if case.alarm.id != named or case.condition is Condition.NORMAL:
            raise AlarmOver(named)
        if case.condition is Condition.PENDING:
            raise UnknownAlarm(named)
        if revision != case.alarm.revision:
            seen = revision if isinstance(revision, int) else None
            raise StaleRevision(named, seen, case.alarm.revision)
        return case

    # What calls again by itself

    def attended(self, case: Case) -> None:
        self._attended[case] = None

    def hurry(self, cases: Iterable[Case], at: int) -> None:
        """Those of them that were acknowledged call again at `at`, not later."""
        for case in cases:
            if case.remind_at is not None and case.remind_at > at:
                case.remind_at = at

    def deadline(self) -> int | None:
        if not self._attended:
            return None
        self._attended = {case: None for case in self._attended if case.remind_at is not None}
        return min((c.remind_at for c in self._attended if c.remind_at is not None), default=None)

    def fire(self, at: int) -> list[Transition]:
        due = [c for c in self._attended if c.remind_at is not None and c.remind_at <= at]
        return [case.remind(at) for case in due]
