"""A monitor on the network, against a real but tiny server: it comes back and says it all again."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from app.clock import SystemClock
from simulators.chair import LoneChair
from simulators.connection import ConnectedMonitor, MonitorRefused
from simulators.monitor import MonitorDevice
from simulators.scenario import load

TIME = 1_790_000_000_000
FAST = 200.0  # a clinical minute in 0.3 s

Talk = Callable[["Conversation"], Awaitable[None]]


class Conversation:
    """One connection as the server sees it."""

    def __init__(self, socket: ServerConnection, number: int) -> None:
        self.socket, self.number = socket, number

    async def hear(self) -> dict[str, Any]:
        heard: dict[str, Any] = json.loads(await self.socket.recv())
        return heard

    async def say(self, **message: Any) -> None:
        await self.socket.send(json.dumps(message))

    async def welcome(self, acked: int = 0, time: int = TIME, rate: float = FAST) -> dict[str, Any]:
        hello = await self.hear()
        await self.say(type="welcome", monitor="m1", acked=acked, time=time, rate=rate)
        return hello


@asynccontextmanager
async def server(talk: Talk) -> AsyncIterator[str]:
    count = 0

    async def answer(socket: ServerConnection) -> None:
        nonlocal count
        count += 1
        await talk(Conversation(socket, count))

    listening = serve(answer, "127.0.0.1", 0, subprotocols=[Subprotocol("vigil.monitor.v1")])
    async with listening as running:
        port = next(iter(running.sockets)).getsockname()[1]
        yield f"http://127.0.0.1:{port}"


def monitor(url: str, minutes: float = 0.5) -> ConnectedMonitor:
    source = LoneChair(1, load("quiet"), minutes)
    device = MonitorDevice("boot-1", "m1", can=source.can)
    connected = ConnectedMonitor(url, "secret", device, source, SystemClock())
    connected.clock.hear(TIME, 1.0)  # as if it were that day
    return connected


async def test_every_second_arrives_once_and_in_order() -> None:
    frames: list[dict[str, Any]] = []

    async def talk(conversation: Conversation) -> None:
        assert conversation.socket.request is not None
        assert conversation.socket.request.headers["Authorization"] == "Bearer secret"
        assert (await conversation.welcome())["simulated"] is True
        async for text in conversation.socket:
            frames.append(json.loads(text))
            await conversation.say(type="ack", seq=frames[-1]["seq"])

    async with server(talk) as url, asyncio.timeout(10):
        await monitor(url).run()
    assert [frame["seq"] for frame in frames] == list(range(1, 31))
    assert [frame["samples"][0]["at"] for frame in frames] == [TIME + 1000 * n for n in range(30)]


async def test_after_a_lost_connection_the_same_bytes_come_again() -> None:
    texts: dict[int, list[str]] = {1: [], 2: []}

    async def talk(conversation: Conversation) -> None:
        await conversation.welcome(acked=0 if conversation.number == 1 else 2)
        async for text in conversation.socket:
            texts[conversation.number].append(str(text))
            if conversation.number == 1 and len(texts[1]) == 5:
                conversation.socket.transport.abort()
                return
            if conversation.number == 2:
                await conversation.say(type="ack", seq=json.loads(text)["seq"])

    async with server(talk) as url, asyncio.timeout(10):
        await monitor(url, minutes=2).run()
    again = texts[2][:3]
    assert again == texts[1][2:5]
    numbers = [json.loads(text)["seq"] for text in texts[2]]
    assert numbers == list(range(3, numbers[-1] + 1))


async def test_it_follows_the_clock_that_is_advanced() -> None:
    instants: list[int] = []
    got_far = asyncio.Event()

    async def talk(conversation: Conversation) -> None:
        await conversation.welcome(rate=1)
        for second in range(1, 21):
            await conversation.say(type="clock", time=TIME + second * 1000, rate=1)
        async for text in conversation.socket:
            instants.append(json.loads(text)["samples"][0]["at"])
            if instants[-1] == TIME + 20_000:
                got_far.set()

    async with server(talk) as url, asyncio.timeout(5):
        running = asyncio.create_task(monitor(url).run())
        await got_far.wait()  # twenty clinical seconds in far less than one real one
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert instants == [TIME + second * 1000 for second in range(21)]


async def test_it_sets_its_clock_before_the_first_frame() -> None:
    hellos: list[int] = []
    first_frame: list[dict[str, Any]] = []
    came = asyncio.Event()

    async def talk(conversation: Conversation) -> None:
        hello = await conversation.welcome(time=TIME + 3_600_000, rate=1)
        hellos.append(hello["time"] - TIME)
        async for text in conversation.socket:
            first_frame.append(json.loads(text))
            came.set()

    async with server(talk) as url, asyncio.timeout(5):
        running = asyncio.create_task(monitor(url).run())
        await came.wait()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert 0 <= hellos[0] < 1000
    assert hellos[1] >= 3_600_000
    assert first_frame[0]["samples"][0]["at"] == TIME + 3_600_000


async def test_it_measures_when_asked() -> None:
    readings: list[int] = []

    async def talk(conversation: Conversation) -> None:
        await conversation.welcome()
        asked = False
        async for text in conversation.socket:
            frame = json.loads(text)
            await conversation.say(type="ack", seq=frame["seq"])
            if frame["seq"] == 200 and not asked:
                asked = True
                await conversation.say(type="request", what="nibp")
            readings.extend(s["at"] - TIME for s in frame["samples"] if "sbp" in s)

    async with server(talk) as url, asyncio.timeout(10):
        await monitor(url, minutes=5).run()
    assert len(readings) == 3  # two of its own accord, one on request


@pytest.mark.parametrize(
    ("code", "words"), [(4401, "revoked"), (4403, "may not feed"), (4409, "took over")]
)
async def test_a_final_close_ends_it_with_the_reason(code: int, words: str) -> None:
    async def talk(conversation: Conversation) -> None:
        await conversation.welcome()
        await conversation.socket.close(code)

    async with server(talk) as url, asyncio.timeout(5):
        with pytest.raises(MonitorRefused, match=words):
            await monitor(url).run()


@pytest.mark.parametrize("code", [4408, 4429, 1001, 1011])
async def test_any_other_close_is_tried_again(code: int) -> None:
    async def talk(conversation: Conversation) -> None:
        await conversation.welcome()
        if conversation.number == 1:
            await conversation.socket.close(code)
            return
        async for text in conversation.socket:
            await conversation.say(type="ack", seq=json.loads(text)["seq"])

    async with server(talk) as url, asyncio.timeout(10):
        await monitor(url).run()


async def test_messages_it_does_not_know_are_passed_over() -> None:
    async def talk(conversation: Conversation) -> None:
        await conversation.welcome()
        await conversation.say(type="weather", sky="blue")
        async for text in conversation.socket:
            await conversation.say(type="ack", seq=json.loads(text)["seq"])

    async with server(talk) as url, asyncio.timeout(5):
        await monitor(url).run()


async def test_far_behind_it_catches_up_with_few_frames() -> None:
    """A clock that leaps (or a process that slept) must not look like a flood of frames."""
    frames: list[dict[str, Any]] = []

    async def talk(conversation: Conversation) -> None:
        await conversation.welcome(rate=1)
        await conversation.hear()
        await conversation.say(type="clock", time=TIME + 119_000, rate=1)
        async for text in conversation.socket:
            frames.append(json.loads(text))
            await conversation.say(type="ack", seq=frames[-1]["seq"])

    async with server(talk) as url, asyncio.timeout(5):
        await monitor(url, minutes=2).run()
    instants = [at for frame in frames for at in dict.fromkeys(s["at"] for s in frame["samples"])]
    assert instants == [TIME + 1000 * second for second in range(1, 120)]
    assert len(frames) <= 12
