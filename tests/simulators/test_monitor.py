"""The device's side of the socket: numbers, what is kept, what is said again."""

import json
from typing import Any

from app.wire.monitor import Sample
from simulators.monitor import FRAMES_KEPT, MonitorDevice

LATEST = 10**15


def device(welcome: bool = True) -> MonitorDevice:
    made = MonitorDevice("boot-1", "m1", can=("nibp",))
    if welcome:
        made.welcomed(0)
    return made


def take(monitor: MonitorDevice, *instants: int) -> None:
    for at in instants:
        monitor.take([Sample(at=at, hr=70)])


def sent(monitor: MonitorDevice, until: int = LATEST) -> list[dict[str, Any]]:
    return [json.loads(text) for text in monitor.to_send(until)]


def numbers(messages: list[dict[str, Any]]) -> list[int]:
    return [message["seq"] for message in messages]


def test_the_hello_says_who_and_what() -> None:
    hello = json.loads(device().hello(5000))
    assert hello == {
        "type": "hello",
        "monitor": "m1",
        "boot": "boot-1",
        "time": 5000,
        "simulated": True,
        "can": ["nibp"],
        "device": {"serial": "simulated"},
    }


def test_numbers_rise_from_one_and_each_frame_is_sent_once() -> None:
    monitor = device()
    take(monitor, 1000, 2000)
    assert sent(monitor) == [
        {"type": "vitals", "seq": 1, "samples": [{"at": 1000, "hr": 70}]},
        {"type": "vitals", "seq": 2, "samples": [{"at": 2000, "hr": 70}]},
    ]
    assert sent(monitor) == []
    take(monitor, 3000)
    assert numbers(sent(monitor)) == [3]


def test_what_was_not_acked_is_said_again_byte_for_byte() -> None:
    monitor = device()
    take(monitor, 1000, 2000, 3000)
    first = monitor.to_send(LATEST)
    monitor.acked(1)
    monitor.cut_off()
    monitor.welcomed(1)
    assert monitor.to_send(LATEST) == first[1:]


def test_the_welcome_may_know_more_than_the_acks_told() -> None:
    monitor = device()
    take(monitor, 1000, 2000, 3000)
    sent(monitor)
    monitor.cut_off()
    monitor.welcomed(2)
    assert numbers(sent(monitor)) == [3]


def test_nothing_is_outstanding_once_all_is_acked() -> None:
    monitor = device()
    assert monitor.outstanding == 0
    take(monitor, 1000, 2000)
    assert monitor.outstanding == 2
    sent(monitor)
    monitor.acked(2)
    assert monitor.outstanding == 0


def test_what_is_measured_while_cut_off_is_sent_as_stored() -> None:
    monitor = device()
    take(monitor, 1000)
    sent(monitor)
    monitor.cut_off()
    take(monitor, 2000, 3000)
    monitor.welcomed(1)
    take(monitor, 4000)
    stored, live = sent(monitor)
    assert stored["seq"] == 2
    assert stored["stored"] is True
    assert [sample["at"] for sample in stored["samples"]] == [2000, 3000]
    assert live["seq"] == 3
    assert "stored" not in live


def test_a_long_cut_is_sent_a_minute_a_frame() -> None:
    monitor = device(welcome=False)
    take(monitor, *range(0, 150_000, 1000))
    monitor.welcomed(0)
    assert [len(message["samples"]) for message in sent(monitor)] == [60, 60, 30]


def test_what_no_longer_fits_is_given_up_with_a_skip() -> None:
    monitor = device()
    take(monitor, *range(1, FRAMES_KEPT + 11))
    messages = sent(monitor)
    assert messages[0] == {"type": "skip", "from": 1, "to": 10}
    assert numbers(messages[1:]) == list(range(11, FRAMES_KEPT + 11))
    assert sent(monitor) == []


def test_a_slow_link_holds_frames_back_in_order() -> None:
    monitor = device()
    take(monitor, 1000, 2000, 3000)
    assert numbers(sent(monitor, until=999)) == []
    assert numbers(sent(monitor, until=2000)) == [1, 2]
    assert numbers(sent(monitor, until=3000)) == [3]
