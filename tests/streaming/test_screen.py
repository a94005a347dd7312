"""What a screen is told: once in full, then every change in order and every age in time."""

import asyncio
from itertools import pairwise
from typing import Any

from tests.peers import Screen
from tests.streaming.ward import Place, Ward, kept_sending

NUMBERED = {"alarm", "session", "monitor", "bed", "history_changed"}
HIGH = {"sbp": 190, "dbp": 100, "map": 130}


async def test_the_snapshot_holds_what_is_true_now(place: Place) -> None:
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
        await monitor.take({"hr": 71, "spo2": 97}, HIGH)
        async with await place.screen() as screen:
            assert screen.greeting["simulation"] is False
            assert screen.greeting["rate"] == 1
            (bed,) = screen.snapshot["beds"]
            assert bed["session"]["id"] == session
            assert bed["session"]["phase"] == "infusion"
            assert bed["session"]["patient"]["identifier"] == "MRN-1"
            assert (bed["monitor"]["id"], bed["monitor"]["connected"]) == (place.name, True)
            assert bed["vitals"]["hr"]["value"] == 71
            assert bed["vitals"]["etco2"]["state"] == "absent"
            high = next(a for a in screen.snapshot["alarms"] if a["rule"] == "sbp_high_high")
            assert high["id"] in bed["alarms"]
            assert high["recorded"] is True


async def test_a_screen_hears_of_its_beds_only(place: Place) -> None:
    other = place.ward.place()
    async with await place.screen() as screen, await place.monitor() as monitor:
        async with await other.monitor() as elsewhere:
            await elsewhere.take({"hr": 55})
        await monitor.take({"hr": 66})
        await screen.vital(place.bed, "hr", value=66)
    beds = {m["bed"] for m in screen.seen if m["type"] in NUMBERED}
    beds |= {bed["bed"] for m in screen.seen if m["type"] == "vitals" for bed in m["beds"]}
    assert beds == {place.bed}


async def test_a_star_is_every_bed(ward: Ward, place: Place) -> None:
    async with await Screen.on(ward.ws, ward.nurse_token) as screen:
        assert place.bed in {bed["bed"] for bed in screen.snapshot["beds"]}
        new = ward.place()
        while (await screen.next("bed"))["bed"] != new.bed:
            pass
        await screen.vital(new.bed, "hr", state="absent")


async def test_each_bed_s_ages_come_every_second(place: Place) -> None:
    async with await place.screen() as screen:
        at = [(await screen.next("vitals"))["at"] for _ in range(4)]
        gaps = [later - earlier for earlier, later in pairwise(at)]
        assert all(gap <= 1_300 for gap in gaps)
        beats = [(await screen.next("heartbeat"))["time"] for _ in range(3)]
        assert 1_500 < beats[2] - beats[0] < 2_500


async def test_a_value_reaches_the_screen_with_the_next_tick(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        loop = asyncio.get_running_loop()
        for value in range(60, 70):
            began = loop.time()
            await monitor.vitals({"hr": value})
            await screen.vital(place.bed, "hr", value=value, state="live")
            assert loop.time() - began < 1.0
            await monitor.next("ack")


async def test_a_value_ages_from_live_over_stale_to_absent(simulated: Place) -> None:
    async with await simulated.screen() as screen, await simulated.monitor() as monitor:
        await monitor.take({"hr": 71})
        async with kept_sending(monitor, {"pr": 66}):  # other vitals make no difference
            live = await screen.vital(simulated.bed, "hr", state="live")
            stale = await screen.vital(simulated.bed, "hr", state="stale")
            absent = await screen.vital(simulated.bed, "hr", state="absent")
        assert live["age"] < 5_000 <= stale["age"] < 10_000 <= absent["age"]
        assert absent["value"] == stale["value"] == 71
        assert live["at"] == absent["at"]


async def test_the_changes_of_a_bed_are_numbered_without_holes(place: Place) -> None:
    async with await place.screen() as screen:
        begin = screen.snapshot["beds"][0]["change"]
        async with await place.monitor() as monitor:
            session = await place.infusion(monitor)
            await monitor.take({"hr": 70}, HIGH)
            await monitor.take({"at": monitor.clock() - 10_000, "hr": 70})
            place.api.command(session, "pause")
            place.api.command(session, "resume")
            await monitor.take({"hr": 72})
            await screen.vital(place.bed, "hr", value=72)
        while (await screen.next("monitor"))["monitor"]["connected"]:
            pass
    changes = numbered(screen)
    assert {m["type"] for m in changes} >= {"alarm", "session", "monitor", "history_changed"}
    assert [m["change"] for m in changes] == list(range(begin + 1, begin + 1 + len(changes)))
    cursors = [m["cursor"] for m in changes]
    assert cursors == sorted(set(cursors))


async def test_a_screen_that_was_away_gets_what_it_missed(place: Place) -> None:
    async with await place.screen() as first, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        await monitor.take({"hr": 70})
        await first.vital(place.bed, "hr", value=70)
        change = numbered(first)[-1]["change"]
        cursor = (await first.next("heartbeat"))["cursor"]
        await first.close()
        await monitor.take(HIGH)
        place.api.command(session, "pause")
        async with await Screen.on(
            place.ward.ws,
            place.ward.nurse_token,
            place.bed,
            instance=first.greeting["instance"],
            since=cursor,
        ) as back:
            assert back.snapshot["type"] == "resumed"
            missed = [await back.any()]
            while not (missed[-1]["type"] == "session" and missed[-1]["session"]["paused"]):
                missed.append(await back.any())
            assert {m["type"] for m in missed} == {"alarm", "session"}
            changes = [m["change"] for m in missed]
            assert changes == list(range(change + 1, change + 1 + len(missed)))


async def test_what_cannot_be_resumed_begins_with_a_snapshot(place: Place) -> None:
    async with await place.screen() as screen:
        instance, cursor = screen.greeting["instance"], screen.snapshot["cursor"]
        for resume in (
            {"instance": "another", "since": cursor},  # the server was started anew
            {"instance": instance, "since": cursor + 1_000_000},
            {"instance": instance},
            {"since": cursor},
        ):
            await screen.send(type="subscribe", id=7, beds=[place.bed], **resume)
            answer = await screen.next("snapshot", id=7)
            assert [bed["bed"] for bed in answer["beds"]] == [place.bed]


async def test_pending_alarms_come_when_asked_for(place: Place) -> None:
    async with (
        await place.screen() as plain,
        await place.screen(pending=True) as asking,
        await place.monitor() as monitor,
    ):
        await place.infusion(monitor)
        await monitor.take({"hr": 70, "spo2": 80})
        assert (await asking.alarm(condition="pending"))["vital"] == "spo2"
        await monitor.take({"hr": 72, "spo2": 97})
        await plain.vital(place.bed, "hr", value=72)
        assert not [m for m in plain.seen if m["type"] == "alarm"]
        changes = [m["change"] for m in numbered(plain)]
        begin = plain.snapshot["beds"][0]["change"]
        assert changes == list(range(begin + 1, begin + 1 + len(changes)))


async def test_what_cannot_be_read_is_answered_and_ten_of_them_end_it(place: Place) -> None:
    async with await place.screen() as screen:
        for text in ("?", "[]", '{"type":"subscribe","id":"1","beds":[]}', '{"type":"x","id":5}'):
            await screen.raw(text)
            assert (await screen.next("reject"))["problem"]["code"] == "malformed"
        await screen.send(type="subscribe", id=9, beds=[place.bed])
        await screen.next("snapshot", id=9)
        for _ in range(10):
            await screen.raw("?")
        assert await screen.closed() == 4400


def numbered(screen: Screen) -> list[dict[str, Any]]:
    return [m for m in screen.seen if m["type"] in NUMBERED and m["bed"] is not None]
