"""Live ingest: what one frame costs, with one in flight on each of 64 connections."""

import time
from dataclasses import dataclass

from tests.bench.apart import apart
from tests.bench.clinic import Clinic
from tests.bench.figures import Figure, middle, percentile, spread
from tests.bench.generators import COUNT, REPORT, Crowd, Told, chasing
from tests.bench.process import usage
from tests.bench.yardstick import Bare

TIMES_BARE = 3.5


@dataclass(frozen=True, slots=True)
class Run:
    """CPU µs a frame, frames a second, and the ack's delay in ms."""

    cpu_us: float
    rate: float
    p50_ms: float
    p99_ms: float


def ingest(clinic: Clinic, bare: Bare, runs: int, seconds: float) -> list[Figure]:
    """Ours and the bare server by turns."""
    ours: list[Run] = []
    theirs: list[Run] = []
    for number in range(runs):
        boot = f"ingest-{number}"
        theirs.append(_run(bare.pid, Crowd(bare.port, clinic.tokens, boot), seconds))
        ours.append(_run(clinic.pid, Crowd(clinic.port, clinic.tokens, boot), seconds))
    cpu, yardstick = [run.cpu_us for run in ours], [run.cpu_us for run in theirs]
    ratios = [one / other for one, other in zip(cpu, yardstick, strict=True)]
    return [
        Figure("ingest", "CPU a frame", middle(cpu), "µs", None, spread(cpu)),
        Figure("ingest", "bare: CPU a frame", middle(yardstick), "µs", None, spread(yardstick)),
        Figure("ingest", "CPU a frame / bare", middle(ratios), "x", TIMES_BARE, spread(ratios)),
        Figure("ingest", "frames acked", middle([run.rate for run in ours]), "1/s"),
        Figure("ingest", "bare: frames acked", middle([run.rate for run in theirs]), "1/s"),
        Figure("ingest", "ack p50", middle([run.p50_ms for run in ours]), "ms"),
        Figure("ingest", "ack p99", middle([run.p99_ms for run in ours]), "ms"),
    ]


def _run(pid: int, crowd: Crowd, seconds: float) -> Run:
    with apart(chasing, crowd) as generator:
        generator.ask(COUNT)
        generator.hear()
        before = usage(pid)
        time.sleep(seconds)
        generator.ask(REPORT)
        told: Told = generator.hear()
        after = usage(pid)
    assert not told.rejects, told.rejects[:3]
    return Run(
        before.cpu_us(after, told.acks),
        told.acks / seconds,
        percentile(told.waits_ms, 50),
        percentile(told.waits_ms, 99),
    )
