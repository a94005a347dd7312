"""A monitor that sends too fast: its frames wait, its pings are answered, nobody else waits."""

import asyncio
from contextlib import suppress

from websockets.exceptions import ConnectionClosed

from tests.streaming.ward import Place

BURST = 150  # at 50 a second two seconds' worth waits
FULL_FRAME = 64 * 1024
QUEUE_BYTES = 4 * 1024 * 1024


async def test_frames_above_the_rate_wait_while_pings_are_answered(place: Place) -> None:
    other = place.ward.place()
    async with (
        await place.screen() as screen,
        await place.monitor() as monitor,
        await other.monitor() as calm,
    ):
        await place.infusion(monitor)
        loop = asyncio.get_running_loop()
        began = loop.time()
        last = 0
        for beat in range(BURST):
            last = await monitor.vitals({"hr": 60 + beat % 30})
        await (await monitor.socket.ping())
        await calm.take({"hr": 70})
        assert loop.time() - began < 1.0
        assert (await screen.alarm(rule="flood"))["condition"] == "active"
        await monitor.acked(last)
        assert loop.time() - began > 1.5
        assert (await screen.alarm(rule="flood"))["condition"] == "normal"
    assert place.stored() == list(range(1, last + 1))


async def test_a_full_queue_ends_the_connection(place: Place) -> None:
    async with await place.monitor() as monitor:
        at = monitor.clock()
        with suppress(ConnectionClosed):
            for seq in range(1, 60 + QUEUE_BYTES // FULL_FRAME):
                text = f'{{"type":"vitals","seq":{seq},"samples":[{{"at":{at},"hr":70}}]}}'
                await monitor.raw(text + " " * (FULL_FRAME - len(text)))
        assert await monitor.closed() == 4429
    async with await place.monitor() as again:
        assert again.welcome["acked"] > 0
        for seq in range(again.welcome["acked"] + 1, 61):
            await again.vitals({"at": at, "hr": 70}, seq=seq)
        await again.acked(60)
    assert sorted(place.stored()) == list(range(1, 61))
