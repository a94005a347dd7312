"""Whole visits by the dozen, with a kill in between: each exported log is judged again, the same.

The shipped scenarios run on thirty-two chairs while a simulated nurse works; links are cut and
slow, and the server is killed on the way and started again.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path

from app.clock import SystemClock
from app.export import log
from app.settings import Settings
from app.store.database import Database
from simulators import scenario
from simulators.api import Api
from simulators.chair import Chair
from simulators.connection import ConnectedMonitor
from simulators.desk import Desk
from simulators.fleet import power_on, register_monitors
from simulators.nurse import Nurse
from simulators.visits import MINUTE, Plan
from tests.running import Running, add_token, running, vigil

BEDS = [str(number + 1) for number in range(32)]
ROUND_MS = 20_000  # clinical, between two rounds of the nurse
KILL_AFTER = 3  # visits
EXPECTED = {"spo2_low_high", "spo2_no_signal_high", "monitor_silent_medium", "vasovagal"}


def plans(begin: int) -> list[Plan]:
    """One short visit a bed, a few seconds apart; some are paused."""
    kinds = scenario.names()
    return [
        Plan(
            kinds[index % len(kinds)],
            bed,
            seed=index,
            arrives=begin + index * MINUTE // 8,
            start_after=3,
            pause_after=9 if index % 5 == 0 else None,
            pause_minutes=2,
            stop_after=21,  # before a slow link makes every step of the clock wait for it
            leave_after=1,
        )
        for index, bed in enumerate(BEDS)
    ]


def nobody(plan: Plan, arrives: int) -> Plan:
    """No next patient on this chair, today."""
    return replace(plan, arrives=arrives + 24 * 60 * MINUTE)


class Day:
    """Monitors, patients and nurse, who are there before and after the server is away."""

    def __init__(self, operator: Api, nurse: Nurse, monitors: list[ConnectedMonitor]) -> None:
        self._operator, self._nurse, self._monitors = operator, nurse, monitors

    async def until(self, visits: int) -> list[str]:
        """Goes on until so many visits are over; their sessions."""
        while len(over := await self._over()) < visits:
            await self._nurse.round(self._monitors[0].clock.now())
            await self._operator.post("/api/simulation/clock", {"advance_ms": ROUND_MS})
        return over

    async def _over(self) -> list[str]:
        listed = await self._operator.get("/api/sessions?limit=200")
        return [each["id"] for each in listed["items"] if each["ended_at"] is not None]


@asynccontextmanager
async def day(server: Running) -> AsyncIterator[Day]:
    administrator, hers, his, developer = (
        add_token(server.data, role)
        for role in ("administrator", "nurse", "clinician", "developer")
    )
    async with Api(server.url, administrator) as api:
        tokens = await register_monitors(api, BEDS)
    chairs = {bed: Chair() for bed in BEDS}
    monitors = [
        power_on(server.url, tokens[bed], chair, SystemClock(), monitor=bed, link=chair.link)
        for bed, chair in chairs.items()
    ]
    desk = Desk(server.url, hers)
    running = (desk.run(), *(monitor.run() for monitor in monitors))
    tasks = [asyncio.create_task(each) for each in running]
    async with (
        Api(server.url, hers) as api,
        Api(server.url, his) as prescriber,
        Api(server.url, developer) as operator,
    ):
        await asyncio.gather(desk.stands.wait(), *(each.welcome.wait() for each in monitors))
        begin = plans(monitors[0].clock.now())
        yield Day(operator, Nurse(api, prescriber, chairs, begin, nobody, lambda _: None), monitors)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def simulation(data: Path, port: str) -> AbstractContextManager[Running]:
    return running(data, "--simulation", "--port", port)


def exported(data: Path, sessions: list[str], into: Path) -> list[str]:
    """The files of these sessions' logs."""
    database = Database(Settings(data=data).database)
    files = []
    with database.reading() as connection:
        for session in sessions:
            file = into / f"{session}.vigil.ndjson"
            lines = log.lines(connection, session, identified=False)
            file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            files.append(str(file))
    database.close()
    return files


async def test_every_log_is_judged_the_same_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with simulation(data, "0") as server:
        async with day(server) as clinic:
            await clinic.until(KILL_AFTER)
            server.kill()
            with simulation(data, server.url.rpartition(":")[2]):
                sessions = await clinic.until(len(BEDS))
    files = exported(data, sessions, tmp_path)
    assert len(files) >= 30
    judged = vigil("judge", *files, data=tmp_path / "none")
    assert (judged.returncode, judged.stderr) == (0, "")
    made = [json.loads(line) for line in judged.stdout.splitlines()]
    assert {each["rule"] for each in made} >= EXPECTED
    assert {"acknowledged", "value_back", "resound"} <= {each["because"] for each in made}
