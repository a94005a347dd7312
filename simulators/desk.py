"""The simulated nurse's screen: an armed, visible desk that watches all beds and sends receipts."""

import asyncio
import json
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

from simulators.backoff import Backoff

SUBPROTOCOL = Subprotocol("vigil.screen.v1")
STANDS_EVERY_S = 5.0  # how often a screen says how it stands
STATION = {"kind": "desk", "beds": ["*"], "armed": True, "visible": True}
_THERE = ("active", "unknown")

Json = dict[str, Any]


class Desk:
    """Comes back when it is cut off. `stands` is set once the server knows of it."""

    def __init__(self, url: str, token: str, seed: int = 1) -> None:
        self._address, self._token = _address(url), token
        self._backoff = Backoff(seed)
        self._had: dict[str, int] = {}  # alarm → revision, as far as told
        self.stands = asyncio.Event()

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            with suppress(ConnectionClosed, OSError, TimeoutError, InvalidHandshake):
                await self._sit_down()  # if the server is there
            await asyncio.sleep(self._backoff.next())

    async def _sit_down(self) -> None:
        async with connect(
            self._address,
            subprotocols=[SUBPROTOCOL],
            additional_headers={"Authorization": f"Bearer {self._token}"},
            max_size=None,
            compression=None,
            proxy=None,
        ) as socket:
            self._had.clear()
            standing = asyncio.create_task(_stand(socket))
            try:
                await socket.send(json.dumps({"type": "subscribe", "id": 1, "beds": ["*"]}))
                async for text in socket:
                    await self._read(socket, json.loads(text))
            finally:
                standing.cancel()

    async def _read(self, socket: ClientConnection, message: Json) -> None:
        match message["type"]:
            case "snapshot":
                self._backoff.reset()
                self.stands.set()
                for alarm in message["alarms"]:
                    await self._say(socket, alarm, message["time"])
            case "alarm":
                await self._say(socket, message["alarm"], message["alarm"]["onset"])

    async def _say(self, socket: ClientConnection, alarm: Json, at: int) -> None:
        """It is shown, and sounds."""
        if not calls(alarm) or self._had.get(alarm["id"]) == alarm["revision"]:
            return
        self._had[alarm["id"]] = alarm["revision"]
        said = {"type": "receipt", "alarm": alarm["id"], "revision": alarm["revision"], "at": at}
        for event in ("shown", "sounded"):
            await socket.send(json.dumps({**said, "event": event}))


def calls(alarm: Json) -> bool:
    """Whether a nurse at the desk hears it."""
    return (
        alarm["attention"] == "unacknowledged"
        and alarm["condition"] in _THERE
        and not alarm["silent"]
        and alarm["inhibited_by"] is None
    )


async def _stand(socket: ClientConnection) -> None:
    while True:
        await socket.send(json.dumps({"type": "station", **STATION}))
        await asyncio.sleep(STANDS_EVERY_S)


def _address(url: str) -> str:
    """`http://host:port` → `ws://host:port/ws/screen`."""
    parts = urlsplit(url)
    scheme = "wss" if parts.scheme == "https" else "ws"
    return urlunsplit((scheme, parts.netloc, "/ws/screen", "", ""))
