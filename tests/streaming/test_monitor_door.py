"""Which monitor is let in, which is shown the door, and with what close code."""

import asyncio

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.peers import Monitor
from tests.running import add_monitor, done
from tests.streaming.ward import Place, Ward

OUT_WITHIN_S = 2.0
FROZEN_OUT_WITHIN_S = 7.0


async def test_a_hello_is_answered_with_what_is_on_disk(place: Place) -> None:
    async with await place.monitor() as monitor:
        welcome = monitor.welcome
        assert welcome["monitor"] == place.name
        assert welcome["acked"] == 0
        assert welcome["rate"] == 1
        assert abs(welcome["time"] - monitor.clock()) < 5_000
        assert monitor.socket.subprotocol == "vigil.monitor.v1"
        await monitor.take({"hr": 70})
        await monitor.take({"hr": 71})
    async with await place.monitor() as again:
        assert again.welcome["acked"] == 2
    async with await place.monitor("b2") as rebooted:
        assert rebooted.welcome["acked"] == 0
        assert place.shown()["monitor"]["connected"] is True


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "Bearer ",
        "Bearer wrong",
        "Bearer vgl_mon_" + "A" * 43,
        "Basic dXNlcjpwYXNz",
        "Bearer {nurse}",
        "bearer\t{monitor}x",
    ],
)
async def test_without_the_monitor_s_token_there_is_no_upgrade(
    place: Place, authorization: str | None
) -> None:
    headers = {}
    if authorization is not None:
        secrets = {"nurse": place.ward.nurse_token, "monitor": place.token}
        headers["Authorization"] = authorization.format(**secrets)
    with pytest.raises(InvalidStatus) as refused:
        await connect(
            f"{place.ward.ws}/ws/monitor",
            subprotocols=["vigil.monitor.v1"],  # type: ignore[list-item]  # a NewType of str
            additional_headers=headers,
        )
    assert refused.value.response.status_code == 401


async def test_the_subprotocol_must_be_named(place: Place) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(
            f"{place.ward.ws}/ws/monitor",
            additional_headers={"Authorization": f"Bearer {place.token}"},
        )
    assert refused.value.response.status_code == 400


async def test_a_hello_that_names_another_monitor(place: Place) -> None:
    async with await Monitor.dial(place.ward.ws, place.token) as monitor:
        await monitor.send(type="hello", boot="b1", time=monitor.clock(), monitor="another")
        assert await monitor.closed() == 4403


@pytest.mark.parametrize(
    "first",
    [
        '{"type":"vitals","seq":1,"samples":[]}',
        '{"type":"hello"}',
        '{"type":"hello","boot":"","time":1}',
        '{"type":"hello","boot":"b1","time":-1}',
        "hello",
    ],
)
async def test_what_does_not_begin_with_a_hello(place: Place, first: str) -> None:
    async with await Monitor.dial(place.ward.ws, place.token) as monitor:
        await monitor.raw(first)
        assert await monitor.closed() == 4400


async def test_a_simulation_takes_simulated_monitors_only(simulated: Place) -> None:
    async with await Monitor.dial(simulated.ward.ws, simulated.token) as monitor:
        await monitor.send(type="hello", boot="b1", time=monitor.clock(), simulated=False)
        assert await monitor.closed() == 4403
    async with await simulated.monitor() as welcomed:
        assert welcomed.welcome["rate"] == simulated.ward.rate


async def test_a_simulated_monitor_feeds_no_real_session(place: Place) -> None:
    place.session()
    async with await Monitor.dial(place.ward.ws, place.token) as monitor:
        await monitor.send(type="hello", boot="b1", time=monitor.clock(), simulated=True)
        assert await monitor.closed() == 4403


async def test_a_newer_connection_takes_over_and_many_of_them_alarm(place: Place) -> None:
    async with await place.screen() as screen:
        first = await place.monitor()
        await first.take({"hr": 70})
        opened = [first]
        for _ in range(4):
            opened.append(await place.monitor())
            assert await opened[-2].closed() == 4409
        alarm = await screen.alarm(rule="takeovers", condition="active")
        assert alarm["kind"] == "technical"
        assert alarm["bed"] == place.bed
        await opened[-1].take({"hr": 71})
        assert place.stored() == [1, 2]
        await opened[-1].close()


async def test_three_takeovers_are_nothing_to_worry_about(place: Place) -> None:
    async with await place.screen() as screen:
        for _ in range(4):
            monitor = await place.monitor()
        await monitor.take({"hr": 70})
        await screen.vital(place.bed, "hr", value=70)
        assert not [m for m in screen.seen if m["type"] == "alarm"]
        await monitor.close()


async def test_a_revoked_token_ends_the_connection_and_nothing_more_is_stored(
    place: Place,
) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({"hr": 70})
        done("monitor", "revoke", place.name, data=place.data)
        assert await monitor.closed(OUT_WITHIN_S) == 4401
    with pytest.raises(InvalidStatus) as refused:
        await place.monitor()
    assert refused.value.response.status_code == 401
    assert place.stored() == [1]


async def test_a_frozen_monitor_is_disconnected_and_shown_so(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        await monitor.take({"hr": 70})
        monitor.socket.transport.pause_reading()  # from now on no ping is answered
        async with asyncio.timeout(FROZEN_OUT_WITHIN_S):
            while (await screen.next("monitor"))["monitor"]["connected"]:
                pass
        monitor.socket.transport.abort()


async def test_a_monitor_added_beside_the_running_server_is_let_in(ward: Ward) -> None:
    token = add_monitor(ward.server.data, "beside", "bed-beside")
    async with await Monitor.on(ward.ws, token) as monitor:
        await monitor.take({"hr": 70})
        beds = {bed["bed"]: bed for bed in ward.nurse.get("/api/beds").json()["items"]}
        assert beds["bed-beside"]["vitals"]["hr"]["value"] == 70


async def test_a_bed_has_one_monitor(ward: Ward, place: Place) -> None:
    other = ward.place()
    answer = ward.administrator.post(f"/api/monitors/{other.name}/bind", {"bed": place.bed})
    assert (answer.status_code, answer.json()["code"]) == (409, "bed_has_monitor")


async def test_what_an_unbound_monitor_sends_is_kept_and_shown_under_no_bed(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({"hr": 70})
        place.ward.administrator.post(f"/api/monitors/{place.name}/unbind")
        await monitor.take({"hr": 99})
        assert place.shown()["vitals"]["hr"]["value"] == 70
        assert place.shown()["monitor"] is None
    assert place.stored() == [1, 2]
