"""The everyday load: 64 monitors at 1 Hz and 100 screens that watch every bed."""

import time
from dataclasses import dataclass

from tests.bench.apart import apart
from tests.bench.clinic import Clinic
from tests.bench.figures import Figure, middle, percentile, spread
from tests.bench.generators import COUNT, REPORT, Crowd, Told, paced
from tests.bench.machine import fsync_ms
from tests.bench.process import resident_mib, usage
from tests.bench.yardstick import Bare

SCREENS = 100
SETTLE_S = 2.0
MOST_PERCENT, ACK_MS, TIMES_FSYNC, SCREEN_MS = 12.0, 10.0, 3.0, 150.0
VITALS_A_FRAME = 4


@dataclass(frozen=True, slots=True)
class Run:
    share: float  # percent of a core
    written: float  # bytes to the disk for each value
    fsync_p99_ms: float
    told: Told


def load(clinic: Clinic, bare: Bare, runs: int, seconds: float) -> list[Figure]:
    """Ours and the bare server by turns."""
    ours: list[Run] = []
    theirs: list[Run] = []
    for number in range(runs):
        boot = f"load-{number}"
        crowd = Crowd(bare.port, clinic.tokens, boot, clinic.wall, SCREENS)
        theirs.append(_run(clinic, bare.pid, crowd, seconds))
        crowd = Crowd(clinic.port, clinic.tokens, boot, clinic.wall, SCREENS)
        ours.append(_run(clinic, clinic.pid, crowd, seconds))
    shares = [run.share for run in ours]
    bare_shares = [run.share for run in theirs]
    fsync = middle([run.fsync_p99_ms for run in ours])
    ack = [percentile(run.told.waits_ms, 99) for run in ours]
    delays = [percentile(run.told.delays_ms, 99) for run in ours]
    written = [run.written for run in ours]
    return [
        Figure("load", "server", middle(shares), "% of a core", MOST_PERCENT, spread(shares)),
        Figure(
            "load", "bare: server", middle(bare_shares), "% of a core", None, spread(bare_shares)
        ),
        Figure("load", "ack p50", middle([percentile(r.told.waits_ms, 50) for r in ours]), "ms"),
        Figure("load", "ack p99", middle(ack), "ms", max(ACK_MS, TIMES_FSYNC * fsync), spread(ack)),
        Figure("load", "fsync p99 beside it", fsync, "ms"),
        Figure("load", "sample to screen p50", _delay(ours, 50), "ms"),
        Figure("load", "sample to screen p99", middle(delays), "ms", SCREEN_MS, spread(delays)),
        Figure("load", "messages to a screen", _messages(ours, seconds), "1/s"),
        Figure("load", "written for a value", middle(written), "B", None, spread(written)),
        Figure("load", "resident memory", resident_mib(clinic.pid), "MiB"),
    ]


def _run(clinic: Clinic, pid: int, crowd: Crowd, seconds: float) -> Run:
    with apart(paced, crowd) as generator:
        generator.ask(COUNT)  # answered when everybody is connected
        generator.hear()
        time.sleep(SETTLE_S)
        generator.ask(COUNT)
        generator.hear()
        before = usage(pid)
        synced = fsync_ms(clinic.data.parent, int(seconds * 5), pause_s=0.19)
        time.sleep(max(0.0, before.at + seconds - time.monotonic()))
        after = usage(pid)
        generator.ask(REPORT)
        told: Told = generator.hear()
    assert not told.rejects, told.rejects[:3]
    values = max(1, told.acks * VITALS_A_FRAME)
    return Run(
        before.share(after),
        (after.written - before.written) / values,
        percentile(synced, 99),
        told,
    )


def _delay(runs: list[Run], percent: float) -> float:
    return middle([percentile(run.told.delays_ms, percent) for run in runs])


def _messages(runs: list[Run], seconds: float) -> float:
    return middle([run.told.messages / SCREENS / seconds for run in runs])
