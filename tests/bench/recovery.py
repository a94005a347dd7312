"""Two hours of log for every bed, then a new start: what one record costs to read back."""

import time

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
    empty = _start_empty(clinic)
    begun = time.monotonic()
    clinic.start()
    seconds = time.monotonic() - begun
    per_record = max(0.0, seconds - empty) / total
    findings = [
        Figure("recovery", f"start, {beds} beds, {total} frames in the logs", seconds, "s"),
        Figure("recovery", "start, nothing in the logs", empty, "s"),
        Figure("recovery", "reading back a record", 1e6 * per_record, "µs"),
        Figure("recovery", "CPU of that start", usage(clinic.pid).cpu_s, "s"),
    ]
    for count, within_s in (SMALL, LARGE):
        reckoned = empty + count * TWO_HOURS * per_record
        note = f"reckoned from {shown(1e6 * per_record)} µs a record"
        findings.append(
            Figure("recovery", f"start, {count} beds after 2 h", reckoned, "s", within_s, note)
        )
    return findings


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


def _start_empty(clinic: Clinic) -> float:
    """What the program itself takes to start, on a directory of its own."""
    begun = time.monotonic()
    server = Running(clinic.data.parent / "empty")
    seconds = time.monotonic() - begun
    server.stop()
    return seconds
