"""Lines of the log: written, chained, taken apart, and read back as what the judge got."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.alarms.condition import (
    Alarm,
    Attention,
    Condition,
    Kind,
    Priority,
    Reason,
    Transition,
)
from app.alarms.inputs import CommandInput, EndInput, Fact, FactInput, VitalsInput
from app.domain.vitals import BloodPressureSource, JudgedSample, Vital
from app.wire.log import (
    RecordedFrame,
    RecordedSample,
    judged,
    line,
    link,
    members,
    read_frame,
    read_input,
    recorded,
    said,
    split,
    whole,
)
from app.wire.monitor import Sample, SignalQuality

AT = 1_790_000_000_000


def test_a_line_reads_as_documented() -> None:
    body = line(3, AT, "command", {"name": "note", "by": "anna", "body": {"a": 1.5, "ü": None}})
    assert body == (
        '{"n":3,"at":1790000000000,"kind":"command",'
        '"name":"note","by":"anna","body":{"a":1.5,"ü":null}'
    )
    assert line(4, AT, "end", {}) == '{"n":4,"at":1790000000000,"kind":"end"'


def test_the_hash_is_what_the_contract_says() -> None:
    """SHA-256 over the previous hash and this line's bytes before `,"hash"`, hash last."""
    bodies = [line(n, AT + n, "note", {"text": "größer"}) for n in (1, 2, 3)]
    digest, lines = "", []
    for body in bodies:
        digest = link(digest, body)
        lines.append(whole(body, digest))
    previous = b""
    for text in lines:
        raw = text.encode("utf-8")
        assert list(json.loads(raw))[-1] == "hash"
        before = raw[: raw.rindex(b',"hash"')]
        expected = hashlib.sha256(previous + before).hexdigest()
        assert json.loads(raw)["hash"] == expected
        previous = expected.encode("ascii")


def test_split_undoes_whole() -> None:
    body = line(1, AT, "note", {"text": 'a ,"hash":"inside'})
    assert split(whole(body, "f" * 64)) == (body, "f" * 64)


@pytest.mark.parametrize(
    "text", ["", "{}", '{"n":1,"hash":"abc"}', '{"n":1,"hash":"' + "f" * 64, '{"n":1}']
)
def test_a_line_without_its_hash_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="hash"):
        split(text)


numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
instants = st.integers(0, 253_402_300_799_999)
qualities = st.builds(SignalQuality, st.none() | numbers, st.none() | numbers)
samples = st.builds(
    Sample,
    instants,
    **{str(vital): st.none() | numbers for vital in Vital},
    bp=st.sampled_from(["nibp", "art"]),
    flags=st.lists(st.text(max_size=5), max_size=3),
    quality=st.dictionaries(st.sampled_from([str(v) for v in Vital]), qualities, max_size=2),
)
recorded_samples = st.builds(recorded, samples, instants, st.booleans())


@given(st.lists(recorded_samples, max_size=4), instants)
@settings(deadline=None)
def test_vitals_come_back_from_the_log_as_the_judge_got_them(
    frame: list[RecordedSample], at: int
) -> None:
    live = VitalsInput(at, "m1", tuple(judged(sample) for sample in frame))
    body = line(1, at, "vitals", RecordedFrame("m1", "b", 7, frame))
    assert read_input(body) == live
    assert said(read_frame(body).samples) == said(frame)


def test_a_sample_for_the_judge() -> None:
    sample = RecordedSample(
        at=5,
        judge=7,
        late=True,
        hr=None,
        spo2=97,
        sbp=-1,
        bp="art",
        flags=["held"],
        quality={"spo2": SignalQuality(sqi=1, pi=None)},
    )
    assert judged(sample) == JudgedSample(
        at=5,
        judge=7,
        values={Vital.HR: None, Vital.SPO2: 97, Vital.SBP: -1},
        late=True,
        bp=BloodPressureSource.ART,
        flags=("held",),
        quality={"spo2": {"sqi": 1.0}},
    )


def test_a_split_sample_says_what_was_sent() -> None:
    sent = Sample(AT, hr=72, spo2=97, sbp=131, dbp=82, map=98, patient="MRN-1")
    live = RecordedSample(AT, AT, True, hr=72, spo2=97)
    cuff = RecordedSample(AT, AT, False, sbp=131, dbp=82, map=98)
    assert said([live, cuff]) == said([sent])
    assert said([live, cuff]) == said(
        [Sample(AT, hr=72, spo2=97), Sample(AT, sbp=131, dbp=82, map=98)]
    )
    assert said([live]) != said([sent])
    assert said([Sample(AT, flags=["spo2_off"])]) != said([Sample(AT)])


COMMAND = {"name": "start", "by": "anna", "happened_at": AT - 5, "body": {"reason": None}}


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("command", COMMAND, CommandInput(AT, "start", "anna", AT - 5, {"reason": None})),
        ("note", COMMAND, CommandInput(AT, "start", "anna", AT - 5, {"reason": None})),
        ("end", {"reason": "discharged"}, EndInput(AT)),
        ("gap", {"monitor": "m1", "from": 3, "to": 4}, None),
        (
            "late",
            RecordedFrame("m1", "b", 7, [RecordedSample(1, 2, late=True, hr=72)], stored=True),
            VitalsInput(AT, "m1", (JudgedSample(1, 2, {Vital.HR: 72}, late=True),)),
        ),
        *(
            (
                "fact",
                {"fact": fact, "body": {"monitor": "m1"}},
                FactInput(AT, fact, {"monitor": "m1"}),
            )
            for fact in Fact
        ),
    ],
)
def test_each_kind_comes_back_as_its_input(kind: str, content: object, expected: object) -> None:
    body = line(9, AT, kind, content)  # type: ignore[arg-type]  # a mapping or a struct
    assert read_input(body) == expected


def test_a_transition_is_no_input_and_keeps_every_member() -> None:
    alarm = Alarm(
        id="s1.spo2_low.1",
        revision=2,
        bed="1",
        session="s1",
        rule="spo2_low",
        vital=Vital.SPO2,
        direction=None,
        priority=Priority.HIGH,
        kind=Kind.PHYSIOLOGICAL,
        condition=Condition.ACTIVE,
        attention=Attention.UNACKNOWLEDGED,
        latched=True,
        value=83.0,
        limit=85.0,
        onset=AT - 1000,
        text="SpO2 low",
        reason=Reason.MATURED,
    )
    body = line(
        2,
        AT,
        "transition",
        members(Transition(AT, Condition.PENDING, Reason.MATURED, alarm, AT - 1)),
    )
    assert read_input(body) is None
    told = json.loads(body + "}")
    assert (told["before"], told["condition"]) == ("pending", "active")
    assert (told["kind"], told["alarm_kind"]) == ("transition", "physiological")
    assert (told["alarm"], told["judge"], told["value"]) == ("s1.spo2_low.1", AT - 1, 83.0)


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(ValueError, match="weather"):
        read_input(line(1, AT, "weather", {}))
