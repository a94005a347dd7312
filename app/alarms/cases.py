"""All cases of one judge: which alarms are open, and which one a nurse means."""

from collections.abc import Iterable

from app.alarms.case import Case
from app.alarms.condition import Alarm, Attention, Condition
from app.domain.errors import NothingToAcknowledge, StaleRevision, UnknownAlarm


class Cases:
    """In the order in which alarms of one instant are told."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._by_prefix = {case.prefix: case for case in cases}

    def open(self, pending: bool) -> list[Alarm]:
        """The alarms that are not normal; pending ones when asked for."""
        hidden = {Condition.NORMAL} if pending else {Condition.NORMAL, Condition.PENDING}
        return [
            case.alarm
            for case in self._by_prefix.values()
            if case.alarm is not None and case.condition not in hidden
        ]

    def to_acknowledge(self, named: str, revision: object) -> Case:
        """The case of the alarm that is named, as it was seen at `revision`.

        Raises UnknownAlarm (a pending one too: nobody has seen it), NothingToAcknowledge or
        StaleRevision.
        """
        prefix, _, number = named.rpartition(".")
        case = self._by_prefix.get(prefix)
        if case is None or case.alarm is None or not case.has_had(number):
            raise UnknownAlarm(named)
        if case.alarm.id != named or case.condition is Condition.NORMAL:
            raise NothingToAcknowledge(named, "is over")
        if case.condition is Condition.PENDING:
            raise UnknownAlarm(named)
        if revision != case.alarm.revision:
            seen = revision if isinstance(revision, int) else None
            raise StaleRevision(named, seen, case.alarm.revision)
        if case.alarm.attention is Attention.ACKNOWLEDGED:
            raise NothingToAcknowledge(named, "was acknowledged before")
        return case
