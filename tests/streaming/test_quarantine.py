"""A monitor that names another patient, or another device in its place: kept apart, told high."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.peers import Api, Monitor
from tests.streaming.ward import Place, Ward, opened, rows

P, Q = "MRN-1", "MRN-2"  # whom `Place.session` admits, and somebody else
LOW = {"hr": 72, "spo2": 70}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Ward]:
    """A server that a test may restart."""
    with opened(tmp_path) as ward:
        yield ward


def apart(place: Place) -> list[dict[str, Any]]:
    """The frames in the monitor's own log."""
    found = rows(
        place.data,
        "SELECT records.body FROM records JOIN logs ON logs.id = records.log"
        " WHERE logs.name LIKE ? AND records.kind IN ('vitals', 'late') ORDER BY records.id",
        f"monitor-{place.name}~%",
    )
    return [json.loads(body + "}") for (body,) in found]


def facts(place: Place, fact: str) -> list[bool]:
    """What the bed's logs were told of it, in order."""
    return [one["body"]["wrong"] for one in place.records("fact") if one["fact"] == fact]


def frames(place: Place) -> list[int]:
    """The numbers of the frames in the bed's own logs."""
    return [one["seq"] for one in place.records("vitals", "late")]


async def device(place: Place, serial: str, boot: str = "b1") -> Monitor:
    monitor = await Monitor.dial(place.ward.ws, place.token, boot)
    await monitor.hello(device={"serial": serial})
    return monitor


async def test_what_is_of_another_patient_adds_nothing_to_this_one(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        seen = frames(place)
        before = place.vitals(session)
        first = await monitor.take({**LOW, "patient": Q})
        alarm = await screen.alarm(rule="wrong_patient", condition="active")
        assert (alarm["priority"], alarm["kind"]) == ("high", "technical")
        second = await monitor.take(LOW)  # names nobody: still the one it named last
        stored = await monitor.take({"at": monitor.clock() - 60_000, **LOW}, stored=True)
        assert [one["seq"] for one in apart(place)] == [first, second, stored]
        assert place.vitals(session) == before
        assert frames(place) == seen
        assert facts(place, "wrong_patient") == [True], "once"
        assert "spo2_low_high" not in place.alarms(session)


async def test_it_comes_back_when_the_patient_is_named_again(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        await monitor.take({"spo2": 97, "patient": Q})
        await screen.alarm(rule="wrong_patient", condition="active")
        await monitor.take({"hr": 75, "patient": f" {P.lower()} "})
        latched = await screen.alarm(rule="wrong_patient", condition="returned")
        assert latched["latched"] is True
        await screen.vital(place.bed, "hr", state="live", value=75)
        await monitor.take({"hr": 76})
        await screen.vital(place.bed, "hr", state="live", value=76)
        assert place.vitals(session)["hr"][-2:] == [75, 76]
        assert facts(place, "wrong_patient") == [True, False]


async def test_one_stranger_in_a_frame_keeps_all_of_it_apart(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        await place.infusion(monitor)
        seen = frames(place)
        at = monitor.clock()
        await monitor.take(
            {"at": at - 500, "spo2": 97, "patient": P},
            {"at": at - 400, "spo2": 70, "patient": Q},
            {"at": at, "spo2": 97, "patient": P},
        )
        await screen.alarm(rule="wrong_patient", condition="active")
        assert frames(place) == seen
        last = await monitor.take({"spo2": 97})  # the last claim was right
        await screen.alarm(rule="wrong_patient", condition="returned")
        assert frames(place) == [*seen, last]


async def test_what_was_stored_for_another_patient_raises_nothing(place: Place) -> None:
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
        stored = await monitor.take({"hr": 70, "patient": Q}, stored=True)
        last = await monitor.take({"hr": 72})
        assert [one["seq"] for one in apart(place)] == [stored]
        assert frames(place)[-1] == last
        assert facts(place, "wrong_patient") == []
        assert "wrong_patient" not in place.alarms(session)


async def test_a_session_begins_with_what_the_monitor_said_before(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        await monitor.take({"hr": 70, "patient": Q})
        assert facts(place, "wrong_patient") == [], "nobody is there to be mistaken for"
        session = place.session()
        await screen.alarm(rule="wrong_patient", session=session, condition="active")
        await monitor.take({"hr": 71})
        assert place.vitals(session)["at"] == []
        await monitor.take({"hr": 72, "patient": P})
        await screen.alarm(rule="wrong_patient", condition="returned")
        assert place.vitals(session)["hr"] == [72]


async def test_neither_patient_stands_in_a_log_in_the_clear(place: Place) -> None:
    async with await place.monitor() as monitor:
        patient = {"identifier": "MRN-77-P", "initials": "Z.Z."}
        body = {"birth_year": 1970, "sex": "f", "weight_kg": 70, **patient}
        place.api.session(place.bed, patient=body)
        await monitor.take({"hr": 70, "patient": "MRN-77-Q"})
        found = rows(place.data, "SELECT count(*) FROM records WHERE body LIKE '%MRN-77%'")
        assert found == [(0,)]


async def test_a_restart_keeps_the_quarantine(own: Ward) -> None:
    place = own.place()
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
        seen = frames(place)
        await monitor.take({**LOW, "patient": Q})
        await monitor.take(LOW)
    own.restart(kill=True)
    async with await place.screen() as screen, await place.monitor() as monitor:
        assert [a["rule"] for a in screen.snapshot["alarms"] if a["rule"] == "wrong_patient"]
        await monitor.take(LOW)
        assert len(apart(place)) == 3
        assert frames(place) == seen
        assert facts(place, "wrong_patient") == [True]
        last = await monitor.take({"spo2": 97, "patient": P})
        await screen.alarm(rule="wrong_patient", condition="returned")
        assert frames(place) == [*seen, last]
        assert place.vitals(session)["spo2"].count(70) == 0


async def test_another_device_is_kept_apart_until_the_right_one_is_back(place: Place) -> None:
    async with await device(place, "A-1") as monitor:
        session = await place.infusion(monitor)
        seen = frames(place)
    async with await place.screen() as screen:
        async with await device(place, "B-2", boot="b2") as other:
            alarm = await screen.alarm(rule="wrong_device", condition="active")
            assert (alarm["priority"], alarm["session"]) == ("high", session)
            await other.take(LOW)
            assert len(apart(place)) == 1
            assert frames(place) == seen
        async with await device(place, "A-1") as monitor:
            await screen.alarm(rule="wrong_device", condition="returned")
            last = await monitor.take({"spo2": 98})
            assert frames(place) == [*seen, last]
        assert facts(place, "wrong_device") == [True, False]


async def test_a_device_is_accepted_by_binding_the_monitor_again(own: Ward) -> None:
    place = own.place()
    async with await device(place, "A-1") as monitor:
        await monitor.take({"hr": 70})
    own.restart()
    async with await place.screen() as screen, await device(place, "B-2", boot="b2") as other:
        await screen.alarm(rule="wrong_device", condition="active")
        await other.take({"hr": 71})
        assert len(apart(place)) == 1
        bind(own.administrator, place)
        await screen.alarm(rule="wrong_device", condition="returned")
        await other.take({"hr": 72})
        assert len(apart(place)) == 1
    monitors = own.administrator.get("/api/monitors").json()["items"]
    assert [one["serial"] for one in monitors] == ["B-2"]
    trail = [what for (what,) in rows(own.data, "SELECT what FROM audit ORDER BY id")]
    of_devices = [what for what in trail if "device" in what]
    assert of_devices == ["device_paired", "wrong_device", "device_forgotten", "device_paired"]


def bind(administrator: Api, place: Place) -> None:
    answer = administrator.post(f"/api/monitors/{place.name}/bind", {"bed": place.bed})
    assert answer.status_code == 200, answer.text
