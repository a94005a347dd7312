"""The judge alone, with the whole shipped protocol: what one frame of two vitals costs it.

*Quiet*: heart rate and saturation well inside. *Stormy*: both cross their limits from frame to
frame. The yardstick is a bare loop over twelve comparisons a sample, run by turns with them.
"""

import gc
import itertools
from collections.abc import Callable, Iterator
from time import thread_time_ns

from app.alarms.engine import Engine
from app.alarms.inputs import CommandInput, VitalsInput
from app.domain.vitals import JudgedSample, Vital
from app.protocols.loader import load
from tests.bench.figures import Figure, Finding, middle, percentile, spread

FRAMES = 20_000
QUIET_US, STORMY_US, STORMY_P99_US = 8.0, 25.0, 300.0
START = 1_790_000_000_000
PLAIN_RULES = tuple(float(limit) for limit in (85, 90, 94, 40, 50, 110, 120, 140, 30, 20, 10, 5))
CAPTURED = {
    "at": START - 1000,
    "sbp": 120.0,
    "dbp": 80.0,
    "map": 93.0,
    "hr": 72.0,
    "spo2": 97.0,
}


def judge(runs: int) -> list[Finding]:
    quiet: list[list[float]] = []
    stormy: list[list[float]] = []
    plain: list[list[float]] = []
    gc.disable()
    for _ in range(runs):
        quiet.append(_judged([(72.0, 97.0)]))
        stormy.append(_judged([(72.0, 97.0), (145.0, 84.0), (118.0, 91.0), (38.0, 88.0)]))
        plain.append(_timed(_bare, [(72.0, 97.0)]))
    gc.enable()
    medians = [middle(values) for values in stormy]
    return [
        Figure("judge", "quiet frame, median", *_median(quiet), QUIET_US),
        Figure("judge", "stormy frame, median", middle(medians), "µs", STORMY_US, spread(medians)),
        Figure("judge", "stormy frame, p99", _p99(stormy), "µs", STORMY_P99_US),
        Figure("judge", "twelve bare comparisons", *_median(plain)),
    ]


def _median(runs: list[list[float]]) -> tuple[float, str]:
    return middle([middle(values) for values in runs]), "µs"


def _p99(runs: list[list[float]]) -> float:
    return middle([percentile(values, 99) for values in runs])


def _judged(values: list[tuple[float, float]]) -> list[float]:
    engine = _in_infusion()

    def take(at: int, hr: float, spo2: float) -> None:
        sample = JudgedSample(at, at, {Vital.HR: hr, Vital.SPO2: spo2})
        engine.take(VitalsInput(at, "m1", (sample,)))

    return _timed(take, values)


def _timed(
    take: Callable[[int, float, float], None], values: list[tuple[float, float]]
) -> list[float]:
    """CPU of each frame, in microseconds."""
    found = []
    for n, (hr, spo2) in zip(range(FRAMES), itertools.cycle(values), strict=False):
        before = thread_time_ns()
        take(START + 1000 * (n + 1), hr, spo2)
        found.append((thread_time_ns() - before) / 1000)
    return found


def _bare(at: int, hr: float, spo2: float) -> None:
    for limit in PLAIN_RULES:
        if hr < limit and spo2 < limit:
            break


def _in_infusion() -> Engine:
    protocol = load("ketamine-iv-40min")
    engine = Engine("s1", "1", protocol)
    for name, body in _way(protocol.name, protocol.version, protocol.regimen.planned_ms):
        engine.take(CommandInput(START, name, "nurse", START, body))
    return engine


def _way(name: str, version: str, planned_ms: int) -> Iterator[tuple[str, dict[str, object]]]:
    yield (
        "create",
        {
            "session": "s1",
            "bed": "1",
            "protocol": {"name": name, "version": version},
            "planned_ms": planned_ms,
            "dose_mg_per_kg": 0.5,
            "simulated": True,
        },
    )
    yield "baseline", {"captured": CAPTURED}
    yield "start", {"watching": 1}
