"""The other ends of a server's doors: a monitor, a screen, a client of the HTTP API."""

import asyncio
import itertools
import json
import time
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

WAIT_S = 10.0
UNWATCHED = {"override": {"reason": "no screen watches in this test"}}  # for somebody in charge
PATIENCE_S = 30.0  # for the one message among many


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class Peer:
    """A socket that speaks JSON. `next(type)` waits for the next message of that type."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.seen: list[dict[str, Any]] = []

    async def send(self, **message: Any) -> None:
        await self.socket.send(json.dumps(message))

    async def raw(self, text: str) -> None:
        await self.socket.send(text)

    async def any(self, wait: float = WAIT_S) -> dict[str, Any]:
        async with asyncio.timeout(wait):
            message: dict[str, Any] = json.loads(await self.socket.recv())
        self.seen.append(message)
        return message

    async def next(self, kind: str, wait: float = WAIT_S, **members: Any) -> dict[str, Any]:
        """The next message of this type with these members; others are passed over."""
        async with asyncio.timeout(wait):
            while True:
                message = await self.any(wait)
                if message["type"] == kind and all(
                    message.get(key) == value for key, value in members.items()
                ):
                    return message

    async def closed(self, wait: float = WAIT_S) -> int:
        """Reads on until the other side closes; the close code."""
        with suppress(ConnectionClosed):
            async with asyncio.timeout(wait):
                while True:
                    await self.any(wait)
        assert self.socket.close_code is not None
        return self.socket.close_code

    async def close(self) -> None:
        await self.socket.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.socket.close()


class Monitor(Peer):
    """A bedside monitor with a clock that is right unless `skew` (ms) says otherwise."""

    def __init__(self, socket: ClientConnection, boot: str = "b1") -> None:
        super().__init__(socket)
        self.boot = boot
        self.numbers = itertools.count(1)
        self.skew = 0
        self.welcome: dict[str, Any] = {}

    @classmethod
    async def dial(cls, ws: str, token: str, boot: str = "b1") -> "Monitor":
        """Connected, not yet introduced."""
        socket = await connect(
            f"{ws}/ws/monitor",
            subprotocols=["vigil.monitor.v1"],  # type: ignore[list-item]  # a NewType of str
            additional_headers={"Authorization": f"Bearer {token}"},
        )
        return cls(socket, boot)

    @classmethod
    async def on(
        cls, ws: str, token: str, boot: str = "b1", *, simulated: bool = False, skew: int = 0
    ) -> "Monitor":
        """Connected and welcomed."""
        monitor = await cls.dial(ws, token, boot)
        monitor.skew = skew
        await monitor.hello(simulated=simulated)
        return monitor

    def clock(self) -> int:
        return now_ms() + self.skew

    async def hello(self, **members: Any) -> dict[str, Any]:
        await self.send(type="hello", boot=self.boot, time=self.clock(), **members)
        self.welcome = await self.next("welcome")
        self.numbers = itertools.count(self.welcome["acked"] + 1)
        return self.welcome

    async def vitals(self, *samples: dict[str, Any], seq: int | None = None, **members: Any) -> int:
        """Sends one frame; samples without `at` are of now. Its number."""
        number = next(self.numbers) if seq is None else seq
        stamped = [{"at": self.clock(), **sample} for sample in samples]
        await self.send(type="vitals", seq=number, samples=stamped, **members)
        return number

    async def acked(self, seq: int) -> None:
        """Waits until everything up to `seq` is acked."""
        while (await self.next("ack"))["seq"] < seq:
            pass

    async def take(self, *samples: dict[str, Any], **members: Any) -> int:
        """Sends one frame and waits until it is acked."""
        number = await self.vitals(*samples, **members)
        await self.acked(number)
        return number


class Screen(Peer):
    @classmethod
    async def on(cls, ws: str, token: str, *beds: str, **members: Any) -> "Screen":
        """Connected and subscribed; `snapshot` is the first answer."""
        socket = await connect(
            f"{ws}/ws/screen",
            subprotocols=["vigil.screen.v1"],  # type: ignore[list-item]  # a NewType of str
            additional_headers={"Authorization": f"Bearer {token}"},
        )
        screen = cls(socket)
        screen.greeting = await screen.next("hello")
        await screen.send(type="subscribe", id=1, beds=list(beds) or ["*"], **members)
        screen.snapshot = await screen.next("resumed" if "since" in members else "snapshot")
        return screen

    greeting: dict[str, Any]
    snapshot: dict[str, Any]

    async def vital(self, bed: str, vital: str, **members: Any) -> dict[str, Any]:
        """The next shown state of one vital that has these members."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                tick = await self.next("vitals")
                for each in tick["beds"]:
                    shown: dict[str, Any] = each["vitals"][vital]
                    if each["bed"] == bed and all(shown[k] == v for k, v in members.items()):
                        return shown

    async def alarm(self, **members: Any) -> dict[str, Any]:
        """The next alarm change that has these members."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                alarm: dict[str, Any] = (await self.next("alarm"))["alarm"]
                if all(alarm[key] == value for key, value in members.items()):
                    return alarm


class Api:
    """The HTTP API with a token. Answers are checked by the test, errors included."""

    def __init__(self, url: str, token: str) -> None:
        self.client = httpx.Client(
            base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=30
        )

    def post(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, json=body or {}, headers=named)

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.client.get(path, params=query)

    def session(self, bed: str = "1", **members: Any) -> dict[str, Any]:
        """Opens a session."""
        answer = self.post("/api/sessions", {**new_session(bed), **members})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def command(self, session: str, name: str, **body: Any) -> dict[str, Any]:
        """A session command that must succeed."""
        answer = self.post(f"/api/sessions/{session}/{name}", body)
        assert answer.status_code == 200, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def checked(self, session: str) -> None:
        """What a start asks of people: every question answered well, awake, breathing counted."""
        self.command(session, "checklist", answers=self.answers(session, "start"))
        self.command(session, "assessments", scale="moaas", score=5)
        self.command(session, "readings", vitals={"rr": 14})

    def answers(self, session: str, before: str) -> dict[str, str]:
        """The answers that let the patient pass, by question."""
        asked = self.get(f"/api/sessions/{session}").json()["checklist"]
        return {each["id"]: "yes" for each in asked if each["before"] == before}

    def close(self) -> None:
        self.client.close()


def new_session(bed: str = "1") -> dict[str, Any]:
    return {
        "bed": bed,
        "patient": {
            "identifier": "MRN-1",
            "initials": "M.K.",
            "birth_year": 1984,
            "sex": "f",
            "weight_kg": 68,
        },
        "dose_mg_per_kg": 0.5,
    }


async def baseline_and_start(api: Api, monitor: Monitor, session: str) -> dict[str, Any]:
    """Two cuff readings, the baseline, and the infusion begins. `api`: of somebody in charge."""
    api.command(session, "baseline")
    first = monitor.clock() - 2000
    await monitor.take({"at": first, "sbp": 118, "dbp": 74, "map": 89})
    await monitor.take({"sbp": 122, "dbp": 78, "map": 93}, {"hr": 72, "spo2": 98})
    api.command(session, "baseline")
    api.checked(session)
    return api.command(session, "start", **UNWATCHED)
