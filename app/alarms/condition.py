"""An alarm: where it stands, what can happen to it, and the one table that says what follows.

Condition and attention are two axes (ISA-18.2): what is wrong, and whether somebody has seen it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from app.domain.vitals import Vital


class Priority(StrEnum):
    """IEC 60601-1-8."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Direction(StrEnum):
    HIGH = "high"
    LOW = "low"


class Kind(StrEnum):
    PHYSIOLOGICAL = "physiological"  # of the patient
    TECHNICAL = "technical"  # of the equipment


class Condition(StrEnum):
    NORMAL = "normal"  # not there, or over
    PENDING = "pending"  # there, but not yet for long enough
    ACTIVE = "active"
    UNKNOWN = "unknown"  # was bad when last seen, and cannot be seen now
    RETURNED = "returned"  # latched: over, and nobody has acknowledged it yet


class Attention(StrEnum):
    UNACKNOWLEDGED = "unacknowledged"
    ACKNOWLEDGED = "acknowledged"
    SHELVED = "shelved"


class Step(StrEnum):
    """Who is called, one after the other, while nobody attends to an alarm (clinical 3.10)."""

    NURSE = "nurse"
    CHARGE_NURSE = "charge_nurse"
    PRESCRIBER = "prescriber"


class Event(StrEnum):
    """What can happen to an alarm."""

    CROSSED = "crossed"  # a bad value; whether it stays is to be seen
    RAISED = "raised"  # bad for long enough, or bad again
    LOST = "lost"  # the value is gone or cannot be believed
    CLEARED = "cleared"  # good for long enough
    LATCHED = "latched"  # the same, but it stays to be acknowledged
    ACKNOWLEDGED = "acknowledged"
    INHIBITED = "inhibited"  # a fault of the equipment stands for it
    RELEASED = "released"  # it stands for itself again
    ENDED = "ended"  # nothing looks for it any more


class Reason(StrEnum):
    """Why a transition took place."""

    LIMIT_CROSSED = "limit_crossed"
    MATURED = "matured"  # the delay is over
    CONFIRMED = "confirmed"  # enough readings in a row
    RECHECK_FAILED = "recheck_failed"  # the reading that was to confirm it
    STILL_BAD = "still_bad"  # the value is back, and not good
    VALUE_BACK = "value_back"  # inside the clear limit, for long enough
    VALUE_LOST = "value_lost"  # absent
    VALUE_INVALID = "value_invalid"  # no signal, or implausible
    NO_DATA = "no_data"  # nothing to judge for too long
    OVERDUE = "overdue"
    IMPLAUSIBLE = "implausible"  # too many values that cannot be
    FACT = "fact"  # something about the equipment became so
    FACT_OVER = "fact_over"
    COMBINATION = "combination"  # several things together
    COMBINATION_OVER = "combination_over"
    ARTIFACT = "artifact"  # a jump that the sensor does not believe itself
    CUFF_BUSY = "cuff_busy"  # the cuff squeezes the arm of the probe
    INHIBITED = "inhibited"  # a fault of the equipment stands for it
    RELEASED = "released"
    WORSENED = "worsened"  # worse than what was acknowledged
    RESOUND = "resound"  # acknowledged a while ago, and still so
    ACKNOWLEDGED = "acknowledged"
    UNACKNOWLEDGED = "unacknowledged"  # somebody took an acknowledgement back
    SHELVED = "shelved"
    UNSHELVED = "unshelved"
    SHELF_OVER = "shelf_over"  # shelved for as long as that may last
    ESCALATED = "escalated"  # nobody attended to it: the next step of the duty roster is called
    RECEIVED = "received"  # a watching screen has it
    ON_MY_WAY = "on_my_way"  # somebody has seen it and comes
    DUTY_CHANGED = "duty_changed"  # other people are called from now on
    SHARED = "shared"  # the same cause as on other beds, or no longer
    LATE_DATA = "late_data"  # found in what came too late to be judged live
    LIMIT_EDITED = "limit_edited"  # the limit is another one now
    OFF_MONITOR = "off_monitor"  # the patient left it: what was held back is judged again
    BACK_ON_MONITOR = "back_on_monitor"
    RULE_INACTIVE = "rule_inactive"  # the phase has no such rule
    SESSION_ENDED = "session_ended"


_S = Condition
NEXT: Mapping[tuple[Condition, Event], Condition] = MappingProxyType(
    {
        (_S.NORMAL, Event.CROSSED): _S.PENDING,
        (_S.NORMAL, Event.RAISED): _S.ACTIVE,
        (_S.PENDING, Event.RAISED): _S.ACTIVE,
        (_S.PENDING, Event.LOST): _S.UNKNOWN,  # its delay ended while nothing could be seen
        (_S.PENDING, Event.CLEARED): _S.NORMAL,
        (_S.PENDING, Event.INHIBITED): _S.PENDING,  # held back
        (_S.PENDING, Event.ENDED): _S.NORMAL,
        (_S.ACTIVE, Event.LOST): _S.UNKNOWN,
        (_S.ACTIVE, Event.CLEARED): _S.NORMAL,
        (_S.ACTIVE, Event.LATCHED): _S.RETURNED,
        (_S.ACTIVE, Event.ACKNOWLEDGED): _S.ACTIVE,
        (_S.ACTIVE, Event.INHIBITED): _S.ACTIVE,
        (_S.ACTIVE, Event.RELEASED): _S.ACTIVE,
        (_S.ACTIVE, Event.ENDED): _S.NORMAL,
        (_S.UNKNOWN, Event.RAISED): _S.ACTIVE,
        (_S.UNKNOWN, Event.CLEARED): _S.NORMAL,
        (_S.UNKNOWN, Event.LATCHED): _S.RETURNED,
        (_S.UNKNOWN, Event.ACKNOWLEDGED): _S.UNKNOWN,
        (_S.UNKNOWN, Event.INHIBITED): _S.UNKNOWN,
        (_S.UNKNOWN, Event.RELEASED): _S.UNKNOWN,
        (_S.UNKNOWN, Event.ENDED): _S.NORMAL,
        (_S.RETURNED, Event.RAISED): _S.ACTIVE,
        (_S.RETURNED, Event.ACKNOWLEDGED): _S.NORMAL,
        (_S.RETURNED, Event.ENDED): _S.NORMAL,
    }
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One occurrence of one rule. `id` is `<session, bed or server>.<rule>.<k>`.

    `onset` is since when it holds (judge instant of the first bad value), `value` the one that
    raised it; instants are ms since the epoch. The revision counts the changes a screen can see.

    `silent`: seen, never heard. `group`: alarms of one bed that share it are one card with lines.
    `count`: how often the rule was raised within ten minutes, this time included. `inhibited_by`:
    the technical rule that stands for it, or `off_monitor`. `retro`: judged afterwards, from late
    data. `calls_again_at`: when an acknowledgement or a shelf ends by itself.

    `step`: whom it has reached, since `step_at`; `next_step` is reached at `next_step_at` unless
    somebody attends to it. `received_at`: when a watching screen first said that it shows or sounds
    it; `seen_by`, `seen_at`: who said "on my way". `shared`: alarms of several beds with the same
    cause carry the same text here, and are one card.
    """

    id: str
    revision: int
    bed: str | None
    session: str | None
    rule: str
    vital: Vital | None
    direction: Direction | None
    priority: Priority
    kind: Kind
    condition: Condition
    attention: Attention
    latched: bool
    value: float | None
    limit: float | None
    onset: int
    text: str
    reason: Reason
    ended: int | None = None
    acknowledged_by: str | None = None
    acknowledged_at: int | None = None
    shelved_by: str | None = None
    shelved_until: int | None = None
    silent: bool = False
    group: str | None = None
    count: int = 1
    inhibited_by: str | None = None
    retro: bool = False
    calls_again_at: int | None = None
    step: Step | None = None
    step_at: int | None = None
    next_step: Step | None = None
    next_step_at: int | None = None
    received_at: int | None = None
    seen_by: str | None = None
    seen_at: int | None = None
    shared: str | None = None


def changed(alarm: Alarm, **members: Any) -> Alarm:
    """As `dataclasses.replace`, which costs three times as much for so many members; in a storm
    of alarms it was half of the judge's work."""
    copy = object.__new__(Alarm)
    for write, value in zip(_WRITE.values(), _READ(alarm), strict=True):
        write(copy, value)
    for name, value in members.items():
        _WRITE[name](copy, value)
    return copy


_NAMES = [member.name for member in fields(Alarm)]
_READ = attrgetter(*_NAMES)
_WRITE = {name: getattr(Alarm, name).__set__ for name in _NAMES}  # of the slots: a copy is ours


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of one alarm: `alarm` is how it is afterwards.

    `at` is the server's clinical instant, `judge` that of the value which decided (None if time
    or a person did).
    """

    at: int
    before: Condition
    because: Reason
    alarm: Alarm
    judge: int | None = None
