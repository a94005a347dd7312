"""`vigil demo`: a server of its own on throw-away data, with a simulated clinic on it."""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx

from app.auth import passwords, tokens
from app.auth.roles import Role
from app.cli.data import opened
from app.cli.failure import Failure
from app.cli.parser import Commands, add, positive
from app.clock import SystemClock
from app.store import duty, users
from app.store import tokens as stored_tokens
from app.store.duty import Contact, Roster
from simulators.api import ApiError
from simulators.connection import MonitorRefused
from simulators.demo import Keys, run_demo

ACCOUNTS = {
    "nurse": Role.NURSE,
    "charge": Role.CHARGE_NURSE,
    "clinician": Role.CLINICIAN,
    "developer": Role.DEVELOPER,
    "admin": Role.ADMINISTRATOR,
}
ON_DUTY = Roster(
    nurse=(Contact("nurse"),), charge_nurse=(Contact("charge"),), prescriber=(Contact("clinician"),)
)
BACKGROUND = {  # what acts in the background, each with a token of its own; shown where it acted
    Role.ADMINISTRATOR: "simulated technician",
    Role.NURSE: "simulated nurse",
    Role.CLINICIAN: "simulated prescriber",
    Role.DEVELOPER: "simulated time",
    Role.WALL: "wall",
}
PASSWORD = "practice-only-2026"  # one for all, printed: the data are invented and thrown away
SETUP = "demonstration"  # who added them, in the audit trail
READY = "ready "
LEAVE_SECONDS = 10.0  # then the server is killed


def register(commands: Commands) -> None:
    command = add(commands, "demo", run, help="a simulated clinic, ready to look at")
    command.add_argument("--port", type=int, default=8000, help="0: a free one (default: 8000)")
    command.add_argument("--beds", type=positive, default=8, metavar="N", help="(default: 8)")
    command.add_argument("--rate", type=rate, default=1.0, help="times real time (default: 1)")
    command.add_argument("--seed", type=int, default=1, help="the same seed, the same patients")


def rate(text: str) -> float:
    number = float(text)
    if not 0.1 <= number <= 100:
        raise argparse.ArgumentTypeError("must be from 0.1 to 100")
    return number


def run(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="vigil-demo-") as folder:
        arguments.data = folder
        keys, wall = _accounts(arguments)
        try:
            asyncio.run(_demo(arguments, keys, wall))
        except* (Failure, MonitorRefused, ApiError, httpx.TransportError) as refused:
            raise Failure(str(_first(refused))) from None


def _first(group: BaseExceptionGroup[Exception]) -> Exception:
    """The innermost error that ended it all."""
    error: Exception | BaseExceptionGroup[Exception] = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _accounts(arguments: argparse.Namespace) -> tuple[Keys, str]:
    """The demonstration's users and tokens; the wall's token comes apart."""
    now, hashed = SystemClock().wall(), passwords.hashed(PASSWORD)
    secrets: dict[Role, str] = {}
    with opened(arguments) as database, database.writing() as connection:
        for name, role in ACCOUNTS.items():
            users.add(connection, now, SETUP, name, role, hashed)
        duty.put(connection, now, SETUP, ON_DUTY)
        for role, label in BACKGROUND.items():
            secrets[role] = tokens.new(tokens.Kind.API)
            stored_tokens.add(
                connection,
                now,
                SETUP,
                id=tokens.new_id(),
                hash=tokens.digest(secrets[role]),
                role=role,
                label=label,
                expires_at=None,
            )
    acting = (Role.ADMINISTRATOR, Role.NURSE, Role.CLINICIAN, Role.DEVELOPER)
    keys = Keys(*(secrets[role] for role in acting))
    return keys, secrets[Role.WALL]


async def _demo(arguments: argparse.Namespace, keys: Keys, wall: str) -> None:
    """Until Ctrl-C, SIGTERM or the end of the server."""
    told_to_leave = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told_to_leave.set)
    async with _server(arguments) as (server, url), asyncio.TaskGroup() as tasks:
        clinic = tasks.create_task(
            run_demo(
                url,
                keys,
                SystemClock(),
                beds=arguments.beds,
                seed=arguments.seed,
                rate=arguments.rate,
                ready=lambda: print(_invitation(url, wall), flush=True),
                progress=_progress,
                complain=lambda text: print(f"nurse: {text}", file=sys.stderr),
            )
        )
        ended = tasks.create_task(_drain(server))
        leaving = tasks.create_task(told_to_leave.wait())
        await asyncio.wait({clinic, ended, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            raise Failure("the server has ended")
        for task in (clinic, ended, leaving):
            task.cancel()


@asynccontextmanager
async def _server(arguments: argparse.Namespace) -> AsyncIterator[tuple[Process, str]]:
    """A server process on the demonstration's data, and its address."""
    command = ["-m", "app", "serve", "--simulation", "--port", str(arguments.port)]
    server = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        "--data",
        arguments.data,
        stdout=PIPE,
        start_new_session=True,  # Ctrl-C is for this process, which then ends the server
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    try:
        yield server, await _address(server)
    finally:
        with suppress(ProcessLookupError):
            server.terminate()
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                await server.wait()
        except TimeoutError:
            server.kill()
            await server.wait()


async def _address(server: Process) -> str:
    assert server.stdout is not None
    while line := (await server.stdout.readline()).decode():
        if line.startswith(READY):
            return line.removeprefix(READY).strip()
    raise Failure("the server did not start; what it said is above")


async def _drain(server: Process) -> None:
    """Keeps the server's output from filling the pipe, until it ends."""
    assert server.stdout is not None
    while await server.stdout.read(65536):
        pass


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == of else ""
        print(
            f"\rletting the clinic's morning pass: {100 * done // of} %", end=end, file=sys.stderr
        )


def _invitation(url: str, wall: str) -> str:
    accounts = "\n".join(f"  {name:<10} {role.value}" for name, role in ACCOUNTS.items())
    return (
        f"\nA simulated clinic is open at {url}\n\n"
        f"Sign in as one of these, password {PASSWORD}:\n{accounts}\n\n"
        f"For a wall display: {wall}\n\n"
        f"Everything is invented and thrown away at the end (Ctrl-C).\n"
        f"{READY}{url}"
    )
