"""The numbers of frames: acked once they are on disk, stored once, holes told apart from gaps."""

import random

from tests.peers import Monitor
from tests.streaming.ward import Place


async def test_the_ack_is_cumulative_and_comes_after_the_disk(place: Place) -> None:
    async with await place.monitor() as monitor:
        for beat in range(20):
            await monitor.vitals({"hr": 60 + beat})
        acks = [(await monitor.next("ack"))["seq"]]
        while acks[-1] < 20:
            assert set(place.stored()) >= set(range(1, acks[-1] + 1))
            acks.append((await monitor.next("ack"))["seq"])
        assert acks == sorted(set(acks))
    assert place.stored() == list(range(1, 21))


async def test_a_repeat_is_acked_again_and_stored_once(place: Place) -> None:
    async with await place.monitor() as monitor:
        at = monitor.clock()
        await monitor.take({"at": at, "hr": 70}, seq=1)
        await monitor.take({"at": at, "hr": 70}, seq=1)
    async with await place.monitor() as again:
        await again.take({"at": at, "hr": 70}, seq=1)
        await again.take({"at": at + 1000, "hr": 71}, seq=2)
    assert place.stored() == [1, 2]
    assert place.rejected() == []


async def test_the_same_number_with_other_content_is_refused_and_alarms(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        at = monitor.clock()
        await monitor.take({"at": at, "hr": 70}, seq=1)
        await monitor.vitals({"at": at, "hr": 71}, seq=1)
        refused = await monitor.next("reject")
        assert (refused["seq"], refused["code"]) == (1, "conflict")
        alarm = await screen.alarm(rule="source_conflict", condition="active")
        assert alarm["kind"] == "technical"
        assert alarm["bed"] == place.bed
        assert place.shown()["vitals"]["hr"]["value"] == 70
    assert place.stored() == [1]
    ((_, code, _, raw),) = place.rejected()
    assert code == "conflict"
    assert b'"hr": 71' in raw


async def test_a_hole_is_waited_for(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({"hr": 70}, seq=1)
        await monitor.vitals({"hr": 73}, seq=4)
        at = monitor.clock()
        await monitor.vitals({"at": at, "hr": 72}, seq=3)
        await monitor.vitals({"at": at, "hr": 71}, seq=2)
        await monitor.acked(4)
        assert set(told(monitor)) <= {1, 4}
    assert sorted(place.stored()) == [1, 2, 3, 4]
    assert place.records("gap") == []


async def test_what_the_monitor_skips_is_a_gap_at_once(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({"hr": 70}, seq=1)
        await monitor.vitals({"hr": 74}, seq=5)
        await monitor.send(type="skip", **{"from": 2, "to": 4})
        await monitor.acked(5)
        (gap,) = place.records("gap")
        assert (gap["from"], gap["to"], gap["reason"]) == (2, 4, "skip")
        await monitor.send(type="skip", **{"from": 6, "to": 9})
        await monitor.acked(9)
        await monitor.take({"hr": 75}, seq=10)
    assert place.stored() == [1, 5, 10]


async def test_what_still_comes_for_a_gap_is_stored_as_late(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({"hr": 70}, seq=1)
        at = monitor.clock() - 500
        await monitor.send(type="skip", **{"from": 2, "to": 2})
        await monitor.take({"hr": 72}, seq=3)
        await monitor.take({"at": at, "hr": 71}, seq=2)
    (late,) = place.records("late")
    assert (late["seq"], late["samples"][0]["hr"]) == (2, 71)
    assert place.shown()["vitals"]["hr"]["value"] == 72


async def test_skips_that_make_no_sense(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({"hr": 70}, seq=1)
        await monitor.send(type="skip", **{"from": 4, "to": 2})
        assert (await monitor.next("reject"))["code"] == "malformed"
        await monitor.send(type="skip", **{"from": 1, "to": 1})
        await monitor.take({"hr": 71}, seq=2)
    assert place.stored() == [1, 2]
    assert place.records("gap") == []


async def test_shuffled_and_doubled_frames_end_as_the_ordered_ones(place: Place) -> None:
    other = place.ward.place()
    one, two = place.session(), other.session()
    place.api.command(one, "baseline")
    place.api.command(two, "baseline")
    async with await place.monitor() as ordered, await other.monitor() as shuffled:
        first = ordered.clock() - 1900
        frames = [{"at": first + 100 * k, "hr": 70 + k % 7, "spo2": 96 + k % 3} for k in range(20)]
        for frame in frames:
            await ordered.vitals(frame)
        await ordered.acked(20)
        disorder = list(enumerate(frames, 1)) * 2
        random.Random(7).shuffle(disorder)
        for seq, frame in disorder:
            await shuffled.vitals(frame, seq=seq)
        await shuffled.acked(20)
    assert sorted(other.stored()) == place.stored() == list(range(1, 21))
    columns, others = place.vitals(one), other.vitals(two)
    for found in (columns, others):  # in the server's time, which is a few ms off the monitor's
        begin = found["at"][0]
        found.pop("late")  # which of them were, is what the order decides
        assert [at - begin for at in found.pop("at")] == list(range(0, 2000, 100))
    assert columns == others
    assert newest(place) == newest(other) == (frames[-1]["hr"], frames[-1]["spo2"])
    assert place.alarms(one) == other.alarms(two) == {}


async def test_a_second_power_on_counts_from_one(place: Place) -> None:
    for boot in ("b1", "b2"):
        async with await place.monitor(boot) as monitor:
            await monitor.take({"hr": 70})
            await monitor.take({"hr": 71})
    assert place.stored() == [1, 2, 1, 2]


def newest(place: Place) -> tuple[object, object]:
    vitals = place.shown()["vitals"]
    return vitals["hr"]["value"], vitals["spo2"]["value"]


def told(monitor: Monitor) -> list[int]:
    return [m["seq"] for m in monitor.seen if m["type"] == "ack"]
