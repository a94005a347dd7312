"""Many simulated monitors in one process, which report how punctual they themselves were."""

import asyncio
from collections.abc import Iterable, Sequence
from itertools import chain

from simulators import scenario
from simulators.api import Api
from simulators.chair import LoneChair
from simulators.clock import Clock
from simulators.connection import ConnectedMonitor, MonitorRefused
from simulators.faults import Link, undisturbed
from simulators.monitor import MonitorDevice
from simulators.source import Source

MODEL = "Vigil simulated monitor"


def power_on(
    url: str,
    token: str,
    source: Source,
    clock: Clock,
    *,
    monitor: str | None = None,
    seed: int = 1,
    link: Link = undisturbed,
    model: str = MODEL,
) -> ConnectedMonitor:
    """A monitor with its own boot id, not yet running."""
    boot = f"{monitor or 'monitor'}-{seed}-{clock.now():x}"
    device = MonitorDevice(boot, monitor, tuple(source.can), model)
    return ConnectedMonitor(url, token, device, source, clock, seed=seed, link=link)


async def register_monitors(api: Api, names: Iterable[str]) -> dict[str, str]:
    """A bed and a monitor of each name; answers with the monitors' tokens by name."""
    tokens = {}
    for name in names:
        answer = await api.post("/api/monitors", {"id": name, "bed": name})
        tokens[name] = answer["token"]
    return tokens


def power_on_all(
    url: str, tokens: dict[str, str], clock: Clock, *, seed: int = 1, minutes: float | None = None
) -> list[ConnectedMonitor]:
    """One monitor a token, scenarios by turns, each for so many clinical minutes (or forever)."""
    kinds = scenario.names()
    monitors = []
    for index, (name, token) in enumerate(tokens.items()):
        told, own = scenario.load(kinds[index % len(kinds)]), seed + index
        chair = LoneChair(own, told, minutes)
        monitors.append(power_on(url, token, chair, clock, monitor=name, seed=own, link=chair.link))
    return monitors


async def run_all(monitors: Iterable[ConnectedMonitor]) -> list[str]:
    """Until all are over; a refused one ends alone, and why is in the answer."""
    ends = await asyncio.gather(*(_until_over(monitor) for monitor in monitors))
    return [reason for reason in ends if reason]


async def _until_over(monitor: ConnectedMonitor) -> str | None:
    try:
        await monitor.run()
    except MonitorRefused as refused:
        return str(refused)
    return None


def punctuality(monitors: Iterable[ConnectedMonitor]) -> str:
    """How late the fleet itself was, so that a server is not blamed for it."""
    lags = sorted(chain.from_iterable(monitor.lags for monitor in monitors))
    if not lags:
        return "no frame was sent"
    p50, p99 = percentile(lags, 50), percentile(lags, 99)
    return f"{len(lags)} frames; own send lag p50 {p50:.1f} ms, p99 {p99:.1f} ms"


def percentile(ordered: Sequence[float], percent: int) -> float:
    """The smallest of the (rising, at least one) values that `percent` % do not exceed."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
