"""The monitor's messages as texts, in both directions."""

import json

import msgspec
import pytest

from app.wire.monitor import (
    Ack,
    Clock,
    Hello,
    Reject,
    Request,
    Sample,
    Skip,
    ToMonitor,
    Vitals,
    Welcome,
    encode,
    read_answer,
    read_strict,
)


@pytest.mark.parametrize(
    ("message", "members"),
    [
        (
            Welcome("m1", 0, 3, 1.0),
            {"type": "welcome", "monitor": "m1", "acked": 0, "time": 3, "rate": 1.0},
        ),
        (Ack(4), {"type": "ack", "seq": 4}),
        (Reject("malformed", "why"), {"type": "reject", "code": "malformed", "detail": "why"}),
        (
            Reject("malformed", "why", 2),
            {"type": "reject", "code": "malformed", "detail": "why", "seq": 2},
        ),
        (Request("nibp"), {"type": "request", "what": "nibp"}),
        (Clock(3, 10.0), {"type": "clock", "time": 3, "rate": 10.0}),
    ],
)
def test_the_servers_messages_read_as_the_contract_says(
    message: ToMonitor, members: dict[str, object]
) -> None:
    text = encode(message)
    assert json.loads(text) == members
    assert read_answer(text) == message


@pytest.mark.parametrize(
    "message",
    [
        Hello("b1", 3, "m1", simulated=True, can=["nibp"]),
        Vitals(1, [Sample(3, hr=72, spo2=None)]),
        Skip(5, 7),
    ],
)
def test_a_monitors_messages_are_read_as_they_were_meant(message: Hello | Vitals | Skip) -> None:
    assert read_strict(encode(message)) == message


def test_what_was_not_reported_is_not_sent() -> None:
    assert encode(Vitals(1, [Sample(3, hr=72)])) == (
        '{"type":"vitals","seq":1,"samples":[{"at":3,"hr":72}]}'
    )


def test_a_monitor_refuses_what_is_no_answer() -> None:
    with pytest.raises(msgspec.ValidationError):
        read_answer('{"type":"vitals","seq":1,"samples":[]}')
