"""What the core refuses, and why. Each error holds its data and builds its text from it.

Refusal                       (code)
├── WrongPhase                wrong_phase
├── GateNotPassed             gate
├── StaleRevision             stale_revision
├── HappenedOutside           happened_at
├── BadCommand                bad_command
├── UnknownAlarm              unknown_alarm
├── NothingToAcknowledge      nothing_to_acknowledge
│   └── AlarmOver             nothing_to_acknowledge
├── NotAcknowledged           not_acknowledged
├── NotShelved                not_shelved
├── NotShelvable              not_shelvable
├── UnknownRule               unknown_rule
├── LimitRefused              limit_refused
├── ImplausibleDose           implausible_dose
├── SamePerson                same_person
└── ImplausibleReading        implausible
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import ClassVar


class Refusal(Exception):
    """Base of everything that is refused; `code` is the stable name that clients rely on."""

    code: ClassVar[str]


class WrongPhase(Refusal):
    """The command does not exist in this phase; `allowed` are those that do, `first` the one after
    which it would."""

    code = "wrong_phase"

    def __init__(
        self, phase: str, command: str, allowed: Collection[str], first: str | None = None
    ) -> None:
        self.phase = phase
        self.command = command
        self.allowed = tuple(allowed)
        self.first = first
        needed = "" if first is None else f"; {first} first"
        possible = ", ".join(self.allowed) or "nothing"
        super().__init__(f"{command} is not possible in {phase}{needed}; possible: {possible}")


class Result(StrEnum):
    """How a criterion came out; unknown never counts as passed."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a gate asks for. `age` is that of the value, in ms; `text` says it in words,
    `needs` what would make it pass, `grade` how firmly it holds (a `gates.Grade`)."""

    id: str
    value: float | str | None
    age: int | None
    result: Result
    text: str | None = None
    grade: str | None = None
    needs: str | None = None

    def to_body(self) -> dict[str, object]:
        """As plain values, for a command's body in the log."""
        named = asdict(self)
        return {key: value for key, value in named.items() if value is not None}

    @classmethod
    def from_body(cls, body: Mapping[str, object]) -> "Criterion":
        """Reads what `to_body` wrote; what cannot be read is unknown, and passed over by nobody."""
        value, age = body.get("value"), body.get("age")
        known = body.get("result") in list(Result)
        return cls(
            str(body.get("id")),
            value if isinstance(value, str | float | int) else None,
            age if isinstance(age, int) else None,
            Result(str(body["result"])) if known else Result.UNKNOWN,
            _text(body, "text"),
            _text(body, "grade"),
            _text(body, "needs"),
        )


def _text(body: Mapping[str, object], key: str) -> str | None:
    value = body.get(key)
    return value if isinstance(value, str) else None


class GateNotPassed(Refusal):
    code = "gate"

    def __init__(self, criteria: Collection[Criterion]) -> None:
        self.criteria = tuple(criteria)
        missing = ", ".join(c.id for c in self.criteria if c.result is not Result.PASS)
        super().__init__(f"not yet: {missing}")


class StaleRevision(Refusal):
    """Somebody was faster: what the caller looked at has changed since."""

    code = "stale_revision"

    def __init__(self, what: str, expected: int | None, current: int) -> None:
        self.what = what
        self.expected = expected
        self.current = current
        super().__init__(f"{what} is at revision {current}, not {expected}")


class HappenedOutside(Refusal):
    """`happened_at` must lie between `earliest` and `latest` (ms since the epoch)."""

    code = "happened_at"

    def __init__(self, happened_at: int, earliest: int, latest: int) -> None:
        self.happened_at = happened_at
        self.earliest = earliest
        self.latest = latest
        super().__init__(f"happened_at {happened_at} is not between {earliest} and {latest}")


class BadCommand(Refusal):
    """A command without something it needs, or with something it cannot have."""

    code = "bad_command"

    def __init__(self, command: str, key: str, reason: str) -> None:
        self.command = command
        self.key = key
        self.reason = reason
        super().__init__(f"{command}: {key} {reason}")


class UnknownAlarm(Refusal):
    code = "unknown_alarm"

    def __init__(self, alarm: str) -> None:
        self.alarm = alarm
        super().__init__(f"there is no alarm {alarm}")


class NothingToAcknowledge(Refusal):
    """The alarm is over, or was acknowledged before."""

    code = "nothing_to_acknowledge"

    def __init__(self, alarm: str, why: str) -> None:
        self.alarm = alarm
        self.why = why
        super().__init__(f"{alarm} {why}")


class AlarmOver(NothingToAcknowledge):
    """Nothing can be done about it any more."""

    def __init__(self, alarm: str) -> None:
        super().__init__(alarm, "is over")


class NotAcknowledged(Refusal):
    code = "not_acknowledged"

    def __init__(self, alarm: str) -> None:
        self.alarm = alarm
        super().__init__(f"{alarm} is not acknowledged")


class NotShelved(Refusal):
    code = "not_shelved"

    def __init__(self, alarm: str) -> None:
        self.alarm = alarm
        super().__init__(f"{alarm} is not shelved")


class NotShelvable(Refusal):
    """Only technical alarms of low and medium priority may be put aside, and not all of them."""

    code = "not_shelvable"

    def __init__(self, alarm: str, why: str) -> None:
        self.alarm = alarm
        self.why = why
        super().__init__(f"{alarm} {why}")


class UnknownRule(Refusal):
    code = "unknown_rule"

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(f"the protocol has no rule {rule}")


class ImplausibleReading(Refusal):
    """What a person entered cannot be, or is no whole reading; `why` says it in words."""

    code = "implausible"

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class LimitRefused(Refusal):
    """A limit moved too far: `why` is the rail it ran into, `lowest` and `highest` are allowed."""

    code = "limit_refused"

    def __init__(self, limit: str, value: float, why: str, lowest: float, highest: float) -> None:
        self.limit = limit
        self.value = value
        self.why = why
        self.lowest = lowest
        self.highest = highest
        allowed = f"{lowest:g} to {highest:g}" if lowest <= highest else "nothing"
        super().__init__(f"{limit} cannot be {value:g}: {why}; allowed: {allowed}")


class ImplausibleDose(Refusal):
    """A weight, dose, volume or rate that the protocol's figures rule out; `why` in words."""

    code = "implausible_dose"

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class SamePerson(Refusal):
    """Something that takes two people."""

    code = "same_person"

    def __init__(self, task: str, person: str) -> None:
        self.task = task
        self.person = person
        super().__init__(f"{task} takes another person than {person or 'nobody'}")
