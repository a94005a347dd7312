"""Everything the judge looks at, as plain values: the same objects live, in replay and in tests.

Each input is one record of the log; `at` is the server's clinical instant in ms since the epoch at
which it was taken in. Deadlines earlier than `at` fire before the input is judged; at a tie the
input goes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.vitals import JudgedSample


class Fact(StrEnum):
    """What the judge uses besides vitals and commands; the names are those of the log."""

    BINDING = "binding"  # {"monitor": id | null}
    CONNECTION = "connection"  # {"monitor": id, "connected": bool}
    OFFSET = "offset"  # {"monitor": id, "offset": ms, "reason": "hello" | "step" | "drift"}
    RESTART = "restart"  # {"from": ms, "to": ms}: the server was not judging in between
    RECORDER_LATE = "recorder_late"  # {"late": bool}
    SOURCE_CONFLICT = "source_conflict"  # {"monitor", "boot", "seq"}: same number, other content
    TAKEOVERS = "takeovers"  # {"monitor", "count"}: more than 3 connections took over in a minute
    FLOOD = "flood"  # {"monitor", "waiting": bool}: frames above the live rate wait unjudged
    WRONG_PATIENT = "wrong_patient"  # {"monitor", "wrong": bool}: the device names another patient
    WRONG_DEVICE = "wrong_device"  # {"monitor", "wrong": bool}: another device than the paired one
    SCORE = "score"  # {"scale", "score", "by", "happened_at"}: until the next one, null: unknown
    EVENT = "event"  # {"kind", "by", "happened_at"}: seen at the chair
    MEDICATION = "medication"  # {"drug", "dose", "unit", "route", "by", "happened_at"}
    ANSWER = "answer"  # {"item", "answer", "by", "happened_at"}: of the checklist
    SYMPTOM = "symptom"  # {"symptom", "present": bool, "by", "happened_at"}: while present
    JUDGE_FAULT = "judge_fault"  # {"log"}: the judge failed at an input of this log
    STATIONS = "stations"  # {"watching": n}: armed, visible walls and desks that show the bed
    RECEIPT = "receipt"  # {"alarm", "revision", "event": "shown" | "sounded" | "seen", "by",
    #                      "said", "watching": bool}: whether an armed, visible wall or desk says so
    DUTY = "duty"  # {"nurse": [name…], "charge_nurse": […], "prescriber": […]}: who is called
    AUDIO = "audio"  # {"station", "kind", "by", "paused": bool, "until", "because"}: sound paused
    NOTIFIED = "notified"  # {"alarm", "step", "channel", "to", "state", "attempt"}: told outside
    CHANNEL = "channel"  # {"channel", "failing": bool}: a way to tell people outside
    SHARED = "shared"  # {"cause": text | null, "since", "beds": […]}: silent together
    REQUESTED = "requested"  # {"monitor", "what": "nibp", "asked_at"}: by which reading
    CLOCK = "clock"  # {"rate", "advanced_ms"}: somebody changed the simulation's clock


@dataclass(frozen=True, slots=True)
class VitalsInput:
    at: int
    monitor: str
    samples: tuple[JudgedSample, ...]


@dataclass(frozen=True, slots=True)
class ReadingInput:
    """What a person read from the device (`how`: read_from_monitor) or measured_by_hand."""

    at: int
    by: str
    how: str
    samples: tuple[JudgedSample, ...]


@dataclass(frozen=True, slots=True)
class CommandInput:
    """A person's command. `happened_at` is when it is said to have happened (default: `at`)."""

    at: int
    name: str  # a `domain.infusion.SessionCommand`, or "acknowledge"
    by: str
    happened_at: int
    body: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FactInput:
    at: int
    fact: Fact
    body: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EndInput:
    """The log ends here: deadlines up to `at` (inclusive) fire, open technical alarms are over."""

    at: int


Input = VitalsInput | ReadingInput | CommandInput | FactInput | EndInput
