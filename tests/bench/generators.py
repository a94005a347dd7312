"""The jobs that run apart from the bench: monitors and screens against one server."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from tests.bench.apart import asked
from tests.bench.monitors import Counted, Monitor, beat, connect_all
from tests.bench.screens import Seen, open_screens

COUNT, REPORT = "count", "report"


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who connects. `tokens` is {monitor: token}; `boot` names this power-on of all of them."""

    port: int
    tokens: dict[str, str]
    boot: str
    screen_token: str = ""
    screens: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What the crowd went through since it was asked to count."""

    acks: int
    waits_ms: list[float]
    messages: int = 0
    bytes: int = 0
    delays_ms: list[float] = field(default_factory=list)
    rejects: list[str] = field(default_factory=list)


async def paced(pipe: Connection, crowd: Crowd) -> None:
    """Every monitor sends once a second, screens listen, until the parent leaves."""
    monitors = _monitors(crowd)
    await connect_all(monitors, crowd.port)
    screens = await open_screens(crowd.screens, crowd.port, crowd.screen_token)
    beating = asyncio.create_task(beat(monitors))
    with suppress(EOFError):
        while True:
            if await asked(pipe) == COUNT:
                for monitor in monitors:
                    monitor.counted = Counted()
                for screen in screens:
                    screen.seen = Seen()
                pipe.send(COUNT)
            else:
                pipe.send(_told(monitors, [screen.seen for screen in screens]))
    beating.cancel()


async def chasing(pipe: Connection, crowd: Crowd) -> None:
    """One frame of every monitor is always in flight, between `count` and `report`."""
    monitors = _monitors(crowd)
    await connect_all(monitors, crowd.port)
    with suppress(EOFError):
        while True:
            if await asked(pipe) == COUNT:
                for monitor in monitors:
                    monitor.counted = Counted()
                    monitor.chase()
                pipe.send(COUNT)
            else:
                for monitor in monitors:
                    monitor.rest()
                await asyncio.sleep(0.2)  # the last acks: what is in flight belongs to the count
                pipe.send(_told(monitors, []))


def _monitors(crowd: Crowd) -> list[Monitor]:
    return [Monitor(ident, token, crowd.boot) for ident, token in crowd.tokens.items()]


def _told(monitors: list[Monitor], seen: list[Seen]) -> Told:
    counted = [monitor.counted for monitor in monitors]
    return Told(
        acks=sum(one.acks for one in counted),
        waits_ms=[wait for one in counted for wait in one.waits_ms],
        messages=sum(one.messages for one in seen),
        bytes=sum(one.bytes for one in seen),
        delays_ms=[delay for one in seen for delay in one.delays_ms],
        rejects=[reject for one in counted for reject in one.rejects],
    )
