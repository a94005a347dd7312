"""A clinic to measure: a real server with beds, monitors, and running infusions."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tests import peers
from tests.desk import Desk
from tests.peers import Api
from tests.running import Running, add_token, add_user, put_on_duty

NURSE = "bench"


@dataclass(slots=True)
class Clinic:
    """`tokens` is {monitor: token}, each monitor on the bed of its name."""

    data: Path
    options: tuple[str, ...]
    server: Running
    nurse: str
    wall: str
    tokens: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)  # by bed

    @property
    def port(self) -> int:
        return port_of(self.server.url)

    @property
    def pid(self) -> int:
        return self.server.pid

    def start(self) -> None:
        """A new server process on the same data, after the last one was killed."""
        self.server = Running(self.data, *self.options)


def port_of(url: str) -> int:
    port = urlsplit(url).port
    assert port is not None
    return port


@contextmanager
def clinic(beds: int, *options: str, sessions: bool = True) -> Iterator[Clinic]:
    """Beds 1.. with a running infusion each (if `sessions`), gone when the block is left."""
    with TemporaryDirectory(prefix="vigil-bench-") as folder:
        data = Path(folder) / "data"
        administrator = add_token(data, "administrator")
        nurse, wall = add_token(data, "charge_nurse"), add_token(data, "wall")
        add_user(data, NURSE, "nurse")
        put_on_duty(data)
        made = Clinic(data, options, Running(data, *options), nurse, wall)
        desk = Desk(made.server.ws, nurse)
        try:
            _furnish(made, administrator, beds)
            if sessions:
                asyncio.run(_infuse(made))
            yield made
        finally:
            desk.leave()
            made.server.stop()


def _furnish(made: Clinic, administrator: str, beds: int) -> None:
    api = Api(made.server.url, administrator)
    for number in range(1, beds + 1):
        answer = api.post("/api/monitors", {"id": f"m{number}", "bed": str(number)})
        assert answer.status_code == 201, answer.text
        made.tokens[f"m{number}"] = answer.json()["token"]
    api.close()


async def _infuse(made: Clinic) -> None:
    api = Api(made.server.url, made.nurse)
    for ident, token in made.tokens.items():
        bed = ident.removeprefix("m")
        session = api.session(bed)["id"]
        async with await peers.Monitor.on(made.server.ws, token, "set-up") as monitor:
            await peers.baseline_and_start(api, monitor, session)
        made.sessions[bed] = session
    api.close()
