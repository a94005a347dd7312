"""Two hours of log for every bed, then a new start: what one record costs to read back."""

import time
from dataclasses import dataclass

from tests.bench.apart import apart
from tests.bench.clinic import Clinic
from tests.bench.figures import Figure, shown
from tests.bench.generators import COUNT, REPORT, Crowd, Told, chasing
from tests.bench.process import usage
from tests.running import Running

TWO_HOURS = 7200  # frames of one bed at 1 Hz
SMALL, LARGE = (16, 5.0), (64, 10.0)  # beds, and seconds within which they must be judged again
GLANCE_S = 0.5


def recovery(clinic: Clinic, frames: int) -> list[Figure]:
    """`frames` for each bed, sent as fast as they are acked."""
    beds = len(clinic.tokens)
    total = _fill(clinic, frames)
    clinic.server.kill()
    empty = _empty(clinic)
    begun = time.monotonic()
    clinic.start()
    started = Start(time.monotonic() - begun, usage(clinic.pid).cpu_s)
    record_s = max(0.0, started.cpu_s - empty.cpu_s) / total
    name = f"start, {beds} beds, {total} frames in the logs"
    findings = [
        Figure("recovery", name, started.seconds, "s", None, f"CPU {shown(started.cpu_s)} s"),
        Figure("recovery", "start, nothing in the logs", empty.cpu_s, "s CPU"),
        Figure("recovery", "reading back a record", 1e6 * record_s, "µs CPU"),
    ]
    for count, within_s in (SMALL, LARGE):
        reckoned = empty.cpu_s + count * TWO_HOURS * record_s
        note = "reckoned from the record's"
        name = f"start, {count} beds after 2 h"
        findings.append(Figure("recovery", name, reckoned, "s CPU", within_s, note))
    return findings


@dataclass(frozen=True, slots=True)
class Start:
    """From the command to `ready`."""

    seconds: float
    cpu_s: float


def _fill(clinic: Clinic, frames: int) -> int:
    wanted = frames * len(clinic.tokens)
    got = 0
    with apart(chasing, Crowd(clinic.port, clinic.tokens, "fill")) as generator:
        while got < wanted:
            generator.ask(COUNT)
            generator.hear()
            time.sleep(GLANCE_S)
            generator.ask(REPORT)
            told: Told = generator.hear()
            assert not told.rejects, told.rejects[:3]
            got += told.acks
    return got


def _empty(clinic: Clinic) -> Start:
    """What the program itself takes to start, on a directory of its own."""
    begun = time.monotonic()
    server = Running(clinic.data.parent / "empty")
    taken = Start(time.monotonic() - begun, usage(server.pid).cpu_s)
    server.stop()
    return taken
