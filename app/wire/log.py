"""The session log's lines: how a record is written, and how the judge's inputs are read back.

A line is `{"n":1,"at":…,"kind":"…",…,"hash":"…"}`; `hash` is SHA-256, in hex, over the previous
line's hash (64 hex characters; nothing before n = 1) and this line's bytes before `,"hash"`.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import msgspec
from msgspec import UNSET, Struct

from app.alarms.condition import Transition
from app.alarms.inputs import (
    CommandInput,
    EndInput,
    Fact,
    FactInput,
    Input,
    ReadingInput,
    VitalsInput,
)
from app.domain.vitals import BloodPressureSource, JudgedSample, Vital
from app.wire.monitor import Sample, SignalQuality, Value

VERSION = "log/1"
ENGINE = "vigil-judge/2"

_encoder = msgspec.json.Encoder()
_VITALS = tuple(Vital)
_SOURCES = {source.value: source for source in BloodPressureSource}


class RecordedSample(Struct, omit_defaults=True, gc=False):
    """A sample as it came (`at` is the source's instant), with the instant the judge used."""

    at: int
    judge: int
    late: bool = False
    hr: Value = UNSET
    pr: Value = UNSET
    spo2: Value = UNSET
    rr: Value = UNSET
    etco2: Value = UNSET
    sbp: Value = UNSET
    dbp: Value = UNSET
    map: Value = UNSET
    bp: str = "nibp"
    flags: list[str] = []
    quality: dict[str, SignalQuality] = {}


class RecordedFrame(Struct, omit_defaults=True):
    """Kinds `vitals` (judged live) and `late` (every sample came too late for that)."""

    monitor: str
    boot: str
    seq: int
    samples: list[RecordedSample]
    stored: bool = False
    private: dict[str, str] = {}  # commitments to unknown keys (`raw`) and patient ids


class RecordedReading(Struct, omit_defaults=True):
    """Kind `reading`: values that a person entered, each sample with `"bp":"hand"`. What was not
    judged live, because it is old or the monitor itself speaks of that vital, is `late`."""

    by: str
    how: str
    happened_at: int
    samples: list[RecordedSample]


def said(samples: Iterable[Sample | RecordedSample]) -> list[tuple[object, ...]]:
    """What samples say, wherever one ends and the next begins, but for the patient ids they name.

    A stored frame says what the monitor sent, though a late reading beside live vitals was split
    from them.
    """
    return [
        (sample.at, *reading, sample.bp, sample.flags, sample.quality)
        for sample in samples
        for reading in (_readings(sample) or [()])
    ]


def _readings(sample: Sample | RecordedSample) -> list[tuple[object, ...]]:
    return [(vital, value) for vital in _VITALS if (value := getattr(sample, vital)) is not UNSET]


def read_frame(body: str) -> RecordedFrame:
    """A stored `vitals` or `late` line."""
    return _frame_decoder.decode(body + "}")


_frame_decoder = msgspec.json.Decoder(RecordedFrame)


def recorded(sample: Sample, judge: int, late: bool) -> RecordedSample:
    """The sample with what the server made of its instant; the device's patient id stays out."""
    return RecordedSample(
        sample.at,
        judge,
        late,
        sample.hr,
        sample.pr,
        sample.spo2,
        sample.rr,
        sample.etco2,
        sample.sbp,
        sample.dbp,
        sample.map,
        sample.bp,
        sample.flags,
        sample.quality,
    )


def judged(sample: RecordedSample) -> JudgedSample:
    """The sample as the judge gets it."""
    values = {vital: value for vital in _VITALS if (value := getattr(sample, vital)) is not UNSET}
    return JudgedSample(
        sample.at,
        sample.judge,
        values,
        sample.late,
        _SOURCES[sample.bp],
        tuple(sample.flags),
        _quality(sample.quality),
    )


def _quality(sent: Mapping[str, SignalQuality]) -> Mapping[str, Mapping[str, float]]:
    if not sent:
        return {}
    return {
        vital: {
            name: float(number)
            for name, number in (("sqi", quality.sqi), ("pi", quality.pi))
            if number is not None
        }
        for vital, quality in sent.items()
    }


def members(transition: Transition) -> dict[str, Any]:
    """A transition as the members of its record."""
    alarm = asdict(transition.alarm)
    alarm["alarm"] = alarm.pop("id")
    alarm["alarm_kind"] = alarm.pop("kind")
    return {
        "before": transition.before,
        "because": transition.because,
        "judge": transition.judge,
        **alarm,
    }


def line(n: int, at: int, kind: str, content: Struct | Mapping[str, Any]) -> str:
    """The record's line up to, and without, its hash."""
    rest = _encoder.encode(content)[1:-1].decode()
    return f'{{"n":{n},"at":{at},"kind":"{kind}"{"," if rest else ""}{rest}'


def link(previous: str, body: str) -> str:
    """The hash that ends the line `body`, after the line that ended with `previous`."""
    return hashlib.sha256((previous + body).encode()).hexdigest()


def whole(body: str, digest: str) -> str:
    """One line of an export."""
    return f'{body},"hash":"{digest}"}}'


def split(text: str) -> tuple[str, str]:
    """A whole line as body and hash. Raises ValueError if it does not end with a hash."""
    body, mark, tail = text.rpartition(',"hash":"')
    if not mark or len(tail) != 66 or not tail.endswith('"}'):
        raise ValueError("the line does not end with its hash")
    return body, tail[:-2]


def read_input(body: str) -> Input | None:
    """What the judge gets of a stored line, or None for records that are none of its business.

    Raises ValueError for a record that is not of this log's kinds.
    """
    try:
        line = _line_decoder.decode(body + "}")
    except msgspec.ValidationError as error:
        raise ValueError(f"the record cannot be read: {error}") from None
    match line:
        case _VitalsLine() | _LateLine():
            return VitalsInput(line.at, line.monitor, tuple(judged(s) for s in line.samples))
        case _ReadingLine():
            samples = tuple(judged(sample) for sample in line.samples)
            return ReadingInput(line.at, line.by, line.how, samples)
        case _CommandLine() | _NoteLine():
            return CommandInput(line.at, line.name, line.by, line.happened_at, line.body)
        case _FactLine():
            return FactInput(line.at, line.fact, line.body)
        case _EndLine():
            return EndInput(line.at)
        case _TransitionLine() | _GapLine():
            return None


class _VitalsLine(RecordedFrame, tag_field="kind", tag="vitals", kw_only=True):
    at: int


class _LateLine(RecordedFrame, tag_field="kind", tag="late", kw_only=True):
    at: int


class _ReadingLine(RecordedReading, tag_field="kind", tag="reading", kw_only=True):
    at: int


class _CommandLine(Struct, tag_field="kind", tag="command"):
    at: int
    name: str
    by: str
    happened_at: int
    body: dict[str, Any]


class _NoteLine(_CommandLine, tag_field="kind", tag="note"):
    pass


class _FactLine(Struct, tag_field="kind", tag="fact"):
    at: int
    fact: Fact
    body: dict[str, Any]


class _EndLine(Struct, tag_field="kind", tag="end"):
    at: int


class _TransitionLine(Struct, tag_field="kind", tag="transition"):
    at: int


class _GapLine(Struct, tag_field="kind", tag="gap"):
    at: int


_Line = (
    _VitalsLine
    | _LateLine
    | _ReadingLine
    | _CommandLine
    | _NoteLine
    | _FactLine
    | _EndLine
    | _TransitionLine
    | _GapLine
)
_line_decoder: msgspec.json.Decoder[_Line] = msgspec.json.Decoder(_Line)
