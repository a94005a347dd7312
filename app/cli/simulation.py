"""Simulated monitors, recordings and the demonstration: programs that talk to a server."""

import argparse
import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import httpx

from app.cli.failure import Failure
from app.cli.parser import Commands, add, positive
from app.clock import SystemClock
from app.domain.vitals import BloodPressureSource
from app.replay.player import Player
from app.replay.reader import RecordingError, read_csv
from simulators import scenario
from simulators.api import Api, ApiError
from simulators.chair import LoneChair
from simulators.connection import MonitorRefused
from simulators.fleet import power_on, power_on_all, punctuality, register_monitors, run_all

URL = "http://127.0.0.1:8000"


def register(commands: Commands) -> None:
    _register_simulate(add(commands, "simulate", run_simulate, help="one simulated monitor"))
    _register_fleet(add(commands, "fleet", run_many, help="many simulated monitors"))
    _register_replay(add(commands, "replay", run_replay, help="play a recording as a monitor"))


def _register_simulate(command: argparse.ArgumentParser) -> None:
    _takes_server(command, "the monitor's token")
    command.add_argument("--monitor", metavar="ID", help="its id (else the token names it)")
    command.add_argument("--scenario", default="quiet", help=", ".join(scenario.names()))
    command.add_argument("--seed", type=int, default=1, help="the same seed, the same patient")
    command.add_argument("--minutes", type=minutes, help="clinical minutes (else until stopped)")


def _register_fleet(command: argparse.ArgumentParser) -> None:
    _takes_server(command, "an administrator's token, to register them with")
    command.add_argument("--beds", type=positive, required=True, metavar="N")
    command.add_argument("--prefix", default="fleet-", help="of their ids (default: fleet-)")
    command.add_argument("--seed", type=int, default=1, help="the same seed, the same patients")
    command.add_argument("--minutes", type=minutes, help="clinical minutes (else until stopped)")


def _register_replay(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help="CSV: seconds or at, then vitals")
    _takes_server(command, "the monitor's token")
    command.add_argument("--monitor", metavar="ID", help="its id (else the token names it)")
    sources = [BloodPressureSource.NIBP.value, BloodPressureSource.ART.value]
    command.add_argument(
        "--bp", choices=sources, default=sources[0], help="cuff or arterial line (default: nibp)"
    )
    command.add_argument(
        "--zero-is-no-value",
        action="store_true",
        help="in this recording 0 means that there is no hr, pr, rr or spo2",
    )


def minutes(text: str) -> float:
    number = float(text)
    if not 0 < number <= 10_000:
        raise argparse.ArgumentTypeError("must be above 0, at most 10000")
    return number


def run_simulate(arguments: argparse.Namespace) -> None:
    try:
        told = scenario.load(arguments.scenario)
    except scenario.ScenarioError as wrong:
        raise Failure(str(wrong)) from None
    chair = LoneChair(arguments.seed, told, arguments.minutes)
    monitor = power_on(
        arguments.url,
        arguments.token,
        chair,
        SystemClock(),
        monitor=arguments.monitor,
        seed=arguments.seed,
        link=chair.link,
    )
    _run(monitor.run())


def run_replay(arguments: argparse.Namespace) -> None:
    try:
        with arguments.file.open(encoding="utf-8-sig", newline="") as lines:
            recording = read_csv(lines, zero_is_no_value=arguments.zero_is_no_value)
    except (OSError, UnicodeDecodeError, RecordingError) as wrong:
        raise Failure(f"{arguments.file}: {wrong}") from None
    player = Player(recording, BloodPressureSource(arguments.bp))
    monitor = power_on(
        arguments.url,
        arguments.token,
        player,
        SystemClock(),
        monitor=arguments.monitor,
        model="Vigil replay",
    )
    _run(monitor.run())


def run_many(arguments: argparse.Namespace) -> None:
    refused = _run(_fleet(arguments))
    if refused:
        raise Failure(f"{len(refused)} monitors were refused: {refused[0]}")


async def _fleet(arguments: argparse.Namespace) -> list[str]:
    names = [f"{arguments.prefix}{number + 1}" for number in range(arguments.beds)]
    async with Api(arguments.url, arguments.token) as api:
        tokens = await register_monitors(api, names)
    print(f"{len(tokens)} monitors registered", file=sys.stderr)
    monitors = power_on_all(
        arguments.url, tokens, SystemClock(), seed=arguments.seed, minutes=arguments.minutes
    )
    try:
        return await run_all(monitors)
    finally:  # also when it is interrupted
        print(punctuality(monitors))


def _takes_server(command: argparse.ArgumentParser, token: str) -> None:
    command.add_argument("--url", default=URL, help=f"the server (default: {URL})")
    command.add_argument("--token", required=True, help=token)


T = TypeVar("T")


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Runs it; what the server or the network refuses is told in one line."""
    try:
        return asyncio.run(work)
    except (MonitorRefused, ApiError) as refused:
        raise Failure(str(refused)) from None
    except httpx.TransportError as unreachable:
        raise Failure(f"the server cannot be reached: {unreachable}") from None
