"""The demonstration: beds at different phases, brought there through the server's own doors.

The simulation's clock is advanced while monitors send every second of it and the nurse does and
records what is due; then it goes on at its ordinary rate.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from simulators import scenario
from simulators.api import Api
from simulators.chair import Chair
from simulators.clock import Clock
from simulators.connection import ConnectedMonitor
from simulators.desk import Desk
from simulators.fleet import power_on, register_monitors
from simulators.nurse import Nurse
from simulators.visits import MINUTE, Plan

STAGED_MINUTES = 40  # enough for an infusion that is nearly done
ROUND_MS = 30_000  # while staging
ROUND_SECONDS, SHORTEST_ROUND_SECONDS = 2.0, 0.25  # afterwards; real seconds at rate 1

Progress = Callable[[int, int], None]

# How the beds stand when staging is over: minutes since the patient sat down, and the visit.
STAGES = (
    (14.0, Plan("quiet")),  # infusion, early
    (32.0, Plan("hypertensive")),  # infusion, pressure over 180 just measured
    (40.0, Plan("quiet", start_after=3)),  # infusion, nearly done
    (20.0, Plan("anxious", start_after=4, pause_after=13.5)),  # paused
    (39.0, Plan("quiet", start_after=4, stop_after=25)),  # observation, stopped early
    (3.0, Plan("quiet", start_after=6)),  # baseline
    (24.0, Plan("desaturation")),  # infusion, saturation falling
    (0.5, Plan("quiet", settle_after=3, start_after=8)),  # check-in
    (14.0, Plan("probe_off")),  # infusion, the probe has come off
    (28.0, Plan("cuff_failure")),  # infusion, the cuff gives nothing
    (22.5, Plan("vasovagal")),  # infusion, pressure and rate falling
    (9.5, Plan("link_cut")),  # infusion, cut off half a minute from now
)


def plans(beds: list[str], seed: int, begin: int) -> list[Plan]:
    """One visit a bed, with its arrival as a clinical instant; `begin` is now (ms)."""
    ready = begin + STAGED_MINUTES * MINUTE
    made = []
    for index, bed in enumerate(beds):
        minutes, stage = STAGES[index % len(STAGES)]
        arrives = ready - int(minutes * MINUTE)
        made.append(replace(stage, bed=bed, seed=seed * 1000 + index, arrives=arrives))
    return made


def follow(plan: Plan, arrives: int) -> Plan:
    """The next patient in the same chair."""
    kinds = scenario.names()
    seed = plan.seed + 100
    return Plan(kinds[seed % len(kinds)], plan.bed, seed, arrives)


@dataclass(frozen=True, slots=True)
class Keys:
    """API tokens for what the demonstration does as whom."""

    administrator: str  # adds beds and monitors
    nurse: str  # runs the sessions, and sits at a desk that watches them
    clinician: str  # passes over what holds a session
    developer: str  # advances the simulation's clock


async def run_demo(
    url: str,
    keys: Keys,
    clock: Clock,
    *,
    beds: int,
    seed: int,
    rate: float,
    ready: Callable[[], None],
    progress: Progress,
    complain: Callable[[str], None],
) -> None:
    """Runs until it is cancelled.

    `progress(done, of)` is called on the way, `ready` when all beds stand as planned, `complain`
    with what the server refuses the nurse.
    """
    names = [str(number + 1) for number in range(beds)]
    async with Api(url, keys.administrator) as api:
        tokens = await register_monitors(api, names)
    chairs = {name: Chair() for name in names}
    monitors = [
        power_on(url, tokens[name], chair, clock, monitor=name, seed=index, link=chair.link)
        for index, (name, chair) in enumerate(chairs.items())
    ]
    async with asyncio.TaskGroup() as tasks:
        for monitor in monitors:
            tasks.create_task(monitor.run())
        desk = Desk(url, keys.nurse)
        tasks.create_task(desk.run())
        await asyncio.gather(desk.stands.wait(), *(each.welcome.wait() for each in monitors))
        now = monitors[0].clock.now
        async with (
            Api(url, keys.nurse) as her,
            Api(url, keys.clinician) as prescriber,
            Api(url, keys.developer) as operator,
        ):
            nurse = Nurse(her, prescriber, chairs, plans(names, seed, now()), follow, complain)
            await _stage(operator, nurse, monitors[0], progress)
            if rate != 1:
                await operator.post("/api/simulation/clock", {"rate": rate})
            ready()
            while True:
                await nurse.round(now())
                await asyncio.sleep(max(SHORTEST_ROUND_SECONDS, ROUND_SECONDS / rate))


async def _stage(
    operator: Api, nurse: Nurse, monitor: ConnectedMonitor, progress: Progress
) -> None:
    end = monitor.clock.now() + STAGED_MINUTES * MINUTE
    rounds = STAGED_MINUTES * MINUTE // ROUND_MS
    for done in range(rounds):
        await nurse.round(monitor.clock.now())
        step = min(ROUND_MS, end - monitor.clock.now())
        if step > 0:
            await operator.post("/api/simulation/clock", {"advance_ms": step})
        progress(done + 1, rounds)
