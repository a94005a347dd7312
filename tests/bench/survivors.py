"""Monitors and one screen that outlive the server: they remember what they were promised."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from tests.bench.apart import asked
from tests.bench.generators import Crowd
from tests.bench.monitors import Monitor, beat, connect_all
from tests.bench.socket import Client, dial

PROMISED = "promised"
LOW_SPO2 = 82  # every eighth patient is in alarm all the time
EVERY_S = 0.2


@dataclass(frozen=True, slots=True)
class Promised:
    """`acked` is {monitor: highest}; `alarms` {id: its last announced state, recorded}."""

    acked: dict[str, int]
    sent: dict[str, int]
    alarms: dict[str, dict[str, Any]]


class Witness:
    """A screen that keeps every alarm as it was last announced."""

    def __init__(self) -> None:
        self.alarms: dict[str, dict[str, Any]] = {}
        self.snapshot = asyncio.Event()
        self.client: Client | None = None

    async def connect(self, port: int, token: str) -> None:
        self.alarms = {}
        self.snapshot.clear()
        self.client = await dial(port, "/ws/screen", "vigil.screen.v1", token, self._on_text)
        self.client.send(b'{"type":"subscribe","id":1,"beds":["*"]}')
        async with asyncio.timeout(10):
            await self.snapshot.wait()

    def _on_text(self, text: bytes) -> None:
        if text.startswith(b'{"type":"vitals"'):
            return
        message = json.loads(text)
        if message["type"] == "snapshot":
            self.alarms = {alarm["id"]: alarm for alarm in message["alarms"]}
            self.snapshot.set()
        elif message["type"] == "alarm" and message["alarm"]["recorded"]:
            self.alarms[message["alarm"]["id"]] = message["alarm"]


async def surviving(pipe: Connection, crowd: Crowd) -> None:
    """A number is a port to go on at, answered with the instant at which every monitor had an ack
    again (monotonic clock) and the alarms of the first snapshot; `promised` is answered after the
    server has gone."""
    monitors = [
        Monitor(ident, token, crowd.boot, LOW_SPO2 if number % 8 == 0 else 97)
        for number, (ident, token) in enumerate(crowd.tokens.items())
    ]
    witness = Witness()
    beating: asyncio.Task[None] | None = None
    with suppress(EOFError):
        while True:
            word = await asked(pipe)
            if word == PROMISED:
                assert beating is not None
                beating.cancel()
                await asyncio.gather(*(m.client.over for m in monitors if m.client))
                pipe.send(_promised(monitors, witness))
                continue
            await connect_all(monitors, word)
            await witness.connect(word, crowd.screen_token)
            snapshot = dict(witness.alarms)
            for monitor in monitors:
                monitor.again()
            beating = asyncio.create_task(beat(monitors, EVERY_S))
            instants = await asyncio.gather(*(monitor.first_ack for monitor in monitors))
            pipe.send((max(instants), snapshot))


def _promised(monitors: list[Monitor], witness: Witness) -> Promised:
    return Promised(
        {monitor.id: monitor.acked for monitor in monitors},
        {monitor.id: monitor.seq for monitor in monitors},
        witness.alarms,
    )
