"""The monitor socket's messages, both directions (contract 2). No I/O, no clock.

The server uses `read_message` and the encoders; a monitor uses `encode` and `read_answer`.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

SUBPROTOCOL = "vigil.monitor.v1"
MAX_FRAME_BYTES = 64 * 1024
MAX_DEPTH = 16
MAX_SAMPLES = 600
MAX_MALFORMED_IN_A_ROW = 10

Instant = Annotated[int, Meta(ge=0, le=253_402_300_799_999)]  # up to the year 9999, in ms
Sequence = Annotated[int, Meta(ge=1, le=2**53)]
Number = Annotated[int, Meta(ge=-(2**53), le=2**53)] | float
Value = Number | None | UnsetType
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Flag = Annotated[str, Meta(min_length=1, max_length=40)]


# Thousands of samples are kept to know repeats; they hold no cycles for the collector to look for.
class SignalQuality(Struct, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What the device says of one vital's signal: index 0..1, perfusion index in percent."""

    sqi: Number | None = None
    pi: Number | None = None


class Sample(Struct, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """The vitals of one instant. A vital that is left out was not reported; null is "no value"."""

    at: Instant
    hr: Value = UNSET
    pr: Value = UNSET
    spo2: Value = UNSET
    rr: Value = UNSET
    etco2: Value = UNSET
    sbp: Value = UNSET
    dbp: Value = UNSET
    map: Value = UNSET
    bp: Literal["nibp", "art"] = "nibp"
    flags: Annotated[list[Flag], Meta(max_length=16)] = []
    quality: Annotated[dict[str, SignalQuality], Meta(max_length=8)] = {}
    patient: Annotated[str, Meta(max_length=200)] | None = None


class Device(Struct, omit_defaults=True, forbid_unknown_fields=True):
    model: Annotated[str, Meta(max_length=200)] = ""
    serial: Annotated[str, Meta(max_length=200)] = ""


class Hello(Struct, tag_field="type", tag="hello", omit_defaults=True, forbid_unknown_fields=True):
    boot: Name  # id of this power-on; the sequence starts at 1 with each
    time: Instant  # what the monitor's own clock says now
    monitor: Name | None = None
    simulated: bool = False
    can: Annotated[list[Flag], Meta(max_length=16)] = []
    device: Device | None = None


class Vitals(
    Struct, tag_field="type", tag="vitals", omit_defaults=True, forbid_unknown_fields=True
):
    seq: Sequence
    samples: Annotated[list[Sample], Meta(max_length=MAX_SAMPLES)]
    stored: bool = False  # kept while cut off: filed, never judged live


class Skip(Struct, tag_field="type", tag="skip", forbid_unknown_fields=True):
    """The monitor says that these numbers will never come."""

    from_: Sequence = msgspec.field(name="from")
    to: Sequence


class Welcome(Struct, tag_field="type", tag="welcome"):
    monitor: str
    acked: int  # everything up to this number is on disk
    time: int  # the server's clinical clock
    rate: float


class Ack(Struct, tag_field="type", tag="ack"):
    seq: int


class Reject(Struct, tag_field="type", tag="reject", omit_defaults=True):
    code: str
    detail: str
    seq: int | None = None


class Request(Struct, tag_field="type", tag="request"):
    what: Literal["nibp"]


class Clock(Struct, tag_field="type", tag="clock"):
    time: int
    rate: float


FromMonitor = Hello | Vitals | Skip
ToMonitor = Welcome | Ack | Reject | Request | Clock

_strict = msgspec.json.Decoder(FromMonitor)
_answers = msgspec.json.Decoder(ToMonitor)
_encoder = msgspec.json.Encoder()


def encode(message: FromMonitor | ToMonitor) -> str:
    """The message as the text of one WebSocket frame."""
    return _encoder.encode(message).decode()


def read_answer(text: str | bytes) -> ToMonitor:
    """What a monitor reads. Raises msgspec.ValidationError or DecodeError."""
    answer: ToMonitor = _answers.decode(text)
    return answer


def read_strict(text: str) -> FromMonitor:
    """One message with no key that the contract does not name.

    Raises msgspec.ValidationError (shape) or msgspec.DecodeError (not JSON).
    """
    message: FromMonitor = _strict.decode(text)
    return message
