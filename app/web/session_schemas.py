"""Bodies of requests about sessions and alarms. Strict types, no unknown fields."""

from typing import Annotated, Any, Literal

from pydantic import Field

from app.web.schemas import Asked, Id
from app.wire.chair import Errand
from app.wire.screen import Alarm, Message, Session

Reason = Annotated[str, Field(min_length=1, max_length=2000)]
Instant = Annotated[int, Field(ge=0, le=253_402_300_799_999)]


class Patient(Asked):
    identifier: str = Field(min_length=1, max_length=100)
    initials: str = Field(min_length=1, max_length=8)
    birth_year: int = Field(ge=1900, le=2100)
    sex: Literal["f", "m", "x"]
    weight_kg: float = Field(ge=20, le=350)


class CreateSession(Asked):
    bed: Id
    patient: Patient
    protocol: str | None = Field(default=None, max_length=100)
    dose_mg_per_kg: float = Field(default=0.5, gt=0, le=2)
    simulated: bool = False


class SessionAsked(Asked):
    """What every session command may carry: the revision the caller saw, and when it happened."""

    revision: int | None = None
    happened_at: Instant | None = None


class Override(Asked):
    """Why a gate is passed over by somebody who may."""

    reason: Reason


class Overriding(SessionAsked):
    """A step that has a gate."""

    override: Override | None = None


class Pause(SessionAsked):
    reason: Reason | None = None


class OffMonitor(SessionAsked):
    """`companion`: who goes with the patient."""

    reason: Errand
    companion: str | None = Field(default=None, min_length=1, max_length=100)


class Stop(SessionAsked):
    reason: Reason | None = None
    outcome: Literal["complete", "stopped_early"] = "complete"


class Abort(SessionAsked):
    """`handed_over`: to emergency care, the only way to abort once the infusion has begun."""

    reason: Reason
    handed_over: bool = False


class EditLimit(Asked):
    """Another bound for this session, from now on; null takes the one before back."""

    rule: str = Field(min_length=1, max_length=100)
    value: float | None
    reason: Reason
    revision: int | None = None


class Note(SessionAsked):
    text: str = Field(min_length=1, max_length=4000)


class Attended(Asked):
    revision: int
    reason: Reason | None = None


class SeenAlarm(Asked):
    alarm: str = Field(max_length=200)
    revision: int


class AttendedAll(Asked):
    """The alarms of one bed, as they were seen."""

    alarms: list[SeenAlarm] = Field(min_length=1, max_length=200)
    reason: Reason | None = None


class AdvanceClock(Asked):
    """Either `rate` or `advance_ms`."""

    rate: float | None = Field(default=None, ge=0.1, le=100)
    advance_ms: int | None = Field(default=None, ge=1, le=24 * 3600 * 1000)


class ClockNow(Message):
    time: int
    rate: float


class Sessions(Message):
    items: list[Session]
    next: str | None = None


class LogPage(Message):
    """Records in the order of their numbers; `next` is the `after` of the following page."""

    items: list[dict[str, Any]]
    next: int | None


class ConditionSpan(Message):
    condition: str
    from_at: int = Field(serialization_alias="from")
    to_at: int | None = Field(serialization_alias="to")


class SessionAlarm(Alarm):
    """An alarm with the spans of its conditions, for the figure's alarm lane."""

    spans: list[ConditionSpan]


class SessionAlarms(Message):
    items: list[SessionAlarm]
    next: str | None = None


class Alarms(Message):
    items: list[Alarm]
    next: str | None = None
