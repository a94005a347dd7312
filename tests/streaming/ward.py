"""A running server that many tests share: each takes a bed and a monitor of its own."""

import asyncio
import itertools
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.desk import Desk
from tests.peers import Api, Monitor, Screen, new_session
from tests.running import Running, add_token, put_on_duty


def rows(data: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database file holds, read from outside the server."""
    uri = f"file:{data / 'vigil.sqlite3'}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        return connection.execute(query, values).fetchall()


class Ward:
    """`rate` is that of the server's clinical clock, where the options ask for a simulation. A desk
    watches all beds as long as the server runs.
    """

    server: Running
    administrator: Api
    nurse: Api
    charge: Api  # of somebody in charge

    def __init__(self, data: Path, *options: str, rate: float = 1.0, program: str = "app") -> None:
        self.data = data
        self.rate = rate
        self.simulation = "--simulation" in options
        self._options = options
        self._program = program
        self._numbers = itertools.count(1)
        self._administrator_token = add_token(data, "administrator")
        put_on_duty(data)
        self.start()
        self.nurse_token = self.token("nurse")
        self._charge_token = self.token("charge_nurse")
        self._sign_in()

    def start(self) -> None:
        self.server = Running(self.data, *self._options, program=self._program)
        self.administrator = Api(self.server.url, self._administrator_token)

    def restart(self, *, kill: bool = False) -> None:
        self.stop(kill=kill)
        self.start()
        self._sign_in()

    def _sign_in(self) -> None:
        self.nurse = Api(self.server.url, self.nurse_token)
        self.charge = Api(self.server.url, self._charge_token)
        self.desk = Desk(self.server.ws, self.nurse_token)

    def stop(self, *, kill: bool = False) -> None:
        self.desk.leave()
        self.nurse.close()
        self.charge.close()
        self.administrator.close()
        if kill:
            self.server.kill()
        else:
            self.server.stop()

    @property
    def ws(self) -> str:
        return self.server.ws

    def token(self, role: str) -> str:
        answer = self.administrator.post("/api/tokens", {"role": role})
        assert answer.status_code == 201, answer.text
        secret: str = answer.json()["token"]
        return secret

    def place(self) -> "Place":
        """A new bed with a new monitor."""
        number = next(self._numbers)
        bed, monitor = f"bed{number}", f"mon{number}"
        answer = self.administrator.post("/api/monitors", {"id": monitor, "bed": bed})
        assert answer.status_code == 201, answer.text
        return Place(self, bed, monitor, answer.json()["token"])


@dataclass
class Place:
    ward: Ward
    bed: str
    name: str  # of the monitor
    token: str

    @property
    def api(self) -> Api:
        return self.ward.nurse

    @property
    def data(self) -> Path:
        return self.ward.data

    async def monitor(self, boot: str = "b1", skew: int = 0) -> Monitor:
        """Connected and welcomed."""
        if not self.ward.simulation:
            return await Monitor.on(self.ward.ws, self.token, boot, skew=skew)
        monitor = Paced((await Monitor.dial(self.ward.ws, self.token)).socket, boot, self.ward.rate)
        await monitor.hello(simulated=True)
        return monitor

    async def screen(self, *, pending: bool = False) -> Screen:
        """A nurse's screen that watches this bed."""
        screen = await Screen.on(self.ward.ws, self.ward.nurse_token, self.bed)
        if pending:
            await screen.send(type="subscribe", id=2, beds=[self.bed], pending=True)
            screen.snapshot = await screen.next("snapshot", id=2)
        return screen

    def session(self, initials: str = "M.K.") -> str:
        patient = {**new_session()["patient"], "initials": initials}
        ident: str = self.api.session(self.bed, patient=patient)["id"]
        return ident

    async def ready(self, monitor: Monitor, initials: str = "M.K.") -> str:
        """A session whose baseline is captured; its id."""
        session = self.session(initials)
        self.api.command(session, "baseline")
        earlier = monitor.clock() - int(1500 * self.ward.rate)
        await monitor.take({"at": earlier, "sbp": 118, "dbp": 74, "map": 89})
        await monitor.take({"sbp": 122, "dbp": 78, "map": 93}, {"hr": 72, "spo2": 98})
        self.api.command(session, "baseline")
        return session

    async def infusion(self, monitor: Monitor, initials: str = "M.K.") -> str:
        """A session whose infusion has begun; its id."""
        session = await self.ready(monitor, initials)
        self.api.checked(session)
        self.api.command(session, "start")
        return session

    def shown(self) -> dict[str, Any]:
        """The bed as it is now."""
        answer = self.api.get(f"/api/beds/{self.bed}")
        assert answer.status_code == 200, answer.text
        bed: dict[str, Any] = answer.json()
        return bed

    def alarms(self, session: str) -> dict[str, dict[str, Any]]:
        """The session's alarms by rule, the newest of each; what is normal was never open."""
        answer = self.api.get(f"/api/sessions/{session}/alarms")
        return {alarm["rule"]: alarm for alarm in answer.json()["items"]}

    def vitals(self, session: str) -> dict[str, list[Any]]:
        columns: dict[str, list[Any]] = self.api.get(f"/api/sessions/{session}/vitals").json()
        return columns

    def records(self, *kinds: str) -> list[dict[str, Any]]:
        """The bed's records of these kinds in the file, in the order of their numbers."""
        marks = ",".join("?" * len(kinds))
        found = rows(
            self.data,
            "SELECT records.body FROM records JOIN logs ON logs.id = records.log"
            f" WHERE logs.bed = ? AND records.kind IN ({marks}) ORDER BY records.id",
            self.bed,
            *kinds,
        )
        return [read(body) for (body,) in found]

    def stored(self) -> list[int]:
        """The numbers of the monitor's frames that are in the file, in order of arrival."""
        return [seq for (seq,) in self._of_boots("SELECT seq FROM records", "seq IS NOT NULL")]

    def rejected(self) -> list[tuple[int | None, str, str, bytes]]:
        """What was kept aside: number, code, detail, raw text."""
        return [
            (seq, code, detail, raw)
            for seq, code, detail, raw in self._of_boots(
                "SELECT seq, code, detail, raw FROM rejects", "1"
            )
        ]

    def _of_boots(self, select: str, condition: str) -> list[tuple[Any, ...]]:
        return rows(
            self.data,
            f"{select} WHERE {condition} AND boot IN (SELECT id FROM boots WHERE monitor = ?)"
            " ORDER BY id",
            self.name,
        )


class Paced(Monitor):
    """A simulated monitor whose clock runs at the server's rate, from the welcome on."""

    def __init__(self, socket: Any, boot: str, rate: float) -> None:
        super().__init__(socket, boot)
        self._rate = rate
        self._origin: int | None = None
        self._since = 0.0

    async def hello(self, **members: Any) -> dict[str, Any]:
        welcome = await super().hello(**members)
        self.follow(welcome["time"])
        return welcome

    def follow(self, time_ms: int) -> None:
        """The server's clock shows this now."""
        self._origin, self._since = time_ms, time.monotonic()

    def clock(self) -> int:
        if self._origin is None:
            return super().clock()
        return self._origin + int((time.monotonic() - self._since) * 1000 * self._rate)


def read(body: str) -> dict[str, Any]:
    """A record's line as it is stored: without its hash and closing brace."""
    record: dict[str, Any] = json.loads(body + "}")
    return record


@asynccontextmanager
async def kept_sending(monitor: Monitor, sample: dict[str, float]) -> AsyncIterator[None]:
    """Meanwhile the monitor sends this value twenty times a second, as fast as it is acked."""

    async def send() -> None:
        while True:
            await monitor.take(sample)
            await asyncio.sleep(0.05)

    sending = asyncio.create_task(send())
    yield
    sending.cancel()


@contextmanager
def opened(data: Path, *options: str, rate: float = 1.0, program: str = "app") -> Iterator[Ward]:
    ward = Ward(data, *options, rate=rate, program=program)
    try:
        yield ward
    finally:
        ward.stop()
