"""What people do about alarms: refused with a reason, or done.

Bodies: `{"alarm", "revision"}`; for acknowledge_all `{"alarms": [{"alarm", "revision"}, …]}`; for
shelve also `duration_ms`, ten minutes at most. Why somebody does it is free text, kept beside the
command and asked for at the door.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.alarms.attention import Call
from app.alarms.case import Case
from app.alarms.cases import Cases
from app.alarms.condition import Attention, Condition, Reason, Transition
from app.alarms.escalation import Escalations
from app.alarms.inputs import CommandInput
from app.domain.errors import (
    AlarmOver,
    BadCommand,
    NotAcknowledged,
    NothingToAcknowledge,
    NotShelvable,
    NotShelved,
)

SHELF_MS = 600_000

Found = list[Case]


class AlarmCommands:
    def __init__(self, cases: Cases, escalations: Escalations) -> None:
        self._cases = cases
        self._escalations = escalations

    def check(self, command: CommandInput) -> Found:
        """The cases the command is about. Raises a Refusal; changes nothing."""
        if command.name == "acknowledge_all":
            return self._listed(command)
        return [CHECKS[command.name](self._named(command.body), command)]

    def take(self, command: CommandInput) -> list[Transition]:
        """Raises what `check` raises."""
        cases = self.check(command)
        return [self._do(case, command) for case in cases]

    def _do(self, case: Case, command: CommandInput) -> Transition:
        match command.name:
            case "acknowledge" | "acknowledge_all":
                self._cases.attended(case)
                return case.acknowledge(command.by, command.at)
            case "unacknowledge":
                return case.call(Call.UNACKNOWLEDGE, Reason.UNACKNOWLEDGED, command.at)
            case "shelve":
                self._cases.attended(case)
                return case.shelve(command.by, command.at, command.at + shelf_ms(command))
            case "on_my_way":
                return self._escalations.on_my_way(case, command.by, command.at)
            case _:
                return case.call(Call.UNSHELVE, Reason.UNSHELVED, command.at)

    def _named(self, body: Mapping[str, object]) -> Case:
        return self._cases.named(str(body.get("alarm")), body.get("revision"))

    def _listed(self, command: CommandInput) -> Found:
        """All or none: an alarm that is not in the list, or has changed since, is not touched."""
        listed = command.body.get("alarms")
        if not isinstance(listed, list) or not listed:
            raise BadCommand(command.name, "alarms", "is not a list of alarms")
        found: Found = []
        for entry in listed:
            if not isinstance(entry, Mapping):
                raise BadCommand(command.name, "alarms", "has an entry that names no alarm")
            case = may_acknowledge(self._named(entry), command)
            if case in found:
                raise BadCommand(command.name, "alarms", "names an alarm twice")
            found.append(case)
        return found


def may_acknowledge(case: Case, command: CommandInput) -> Case:
    if case.attention is Attention.ACKNOWLEDGED:
        raise NothingToAcknowledge(_id(case), "was acknowledged before")
    if case.attention is Attention.SHELVED:
        raise NothingToAcknowledge(_id(case), "is shelved")
    return case


def may_unacknowledge(case: Case, command: CommandInput) -> Case:
    if case.attention is not Attention.ACKNOWLEDGED:
        raise NotAcknowledged(_id(case))
    return case


def may_shelve(case: Case, command: CommandInput) -> Case:
    if not case.heading.shelvable:
        raise NotShelvable(_id(case), "is of a kind that may not be shelved")
    if case.attention is Attention.SHELVED:
        raise NotShelvable(_id(case), "is shelved already")
    if case.condition is Condition.RETURNED:
        raise AlarmOver(_id(case))
    shelf_ms(command)
    return case


def may_unshelve(case: Case, command: CommandInput) -> Case:
    if case.attention is not Attention.SHELVED:
        raise NotShelved(_id(case))
    return case


def shelf_ms(command: CommandInput) -> int:
    """How long it is put aside."""
    asked = command.body.get("duration_ms", SHELF_MS)
    if not isinstance(asked, int) or isinstance(asked, bool) or not 0 < asked <= SHELF_MS:
        raise BadCommand(command.name, "duration_ms", f"is not between 1 and {SHELF_MS}")
    return asked


def _id(case: Case) -> str:
    return "" if case.alarm is None else case.alarm.id


CHECKS: Mapping[str, Callable[[Case, CommandInput], Case]] = MappingProxyType(
    {
        "acknowledge": may_acknowledge,
        "unacknowledge": may_unacknowledge,
        "shelve": may_shelve,
        "unshelve": may_unshelve,
        "on_my_way": may_acknowledge,
    }
)
ALARM_COMMANDS = frozenset({*CHECKS, "acknowledge_all"})
