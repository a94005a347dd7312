"""Which benches there are, and how long each may take."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.alarms import alarms
from tests.bench.browser import browser
from tests.bench.clinic import clinic
from tests.bench.figures import Finding
from tests.bench.ingest import ingest
from tests.bench.judge import judge
from tests.bench.kill import kill
from tests.bench.load import load
from tests.bench.recovery import recovery
from tests.bench.yardstick import bare

WARD = 64
UNLIMITED = ("--live-frames-per-second", "1000000")


@dataclass(frozen=True, slots=True)
class Length:
    runs: int
    load_s: float
    ingest_s: float
    kills: int  # with 16 beds; with 64 a fifth of them
    recovered_frames: int  # of each of 16 beds
    pages: int  # navigations a page
    page_s: float


FULL = Length(runs=3, load_s=10, ingest_s=5, kills=20, recovered_frames=7200, pages=3, page_s=8)
QUICK = Length(runs=1, load_s=5, ingest_s=3, kills=3, recovered_frames=600, pages=1, page_s=4)


def _load(length: Length) -> Sequence[Finding]:
    with clinic(WARD) as made, bare() as yardstick:
        return load(made, yardstick, length.runs, length.load_s)


def _ingest(length: Length) -> Sequence[Finding]:
    with clinic(WARD, *UNLIMITED) as made, bare() as yardstick:
        return ingest(made, yardstick, length.runs, length.ingest_s)


def _kill(length: Length) -> Sequence[Finding]:
    found: list[Finding] = []
    for beds, rounds, within_s in ((16, length.kills, 5.0), (64, -(-length.kills // 5), 10.0)):
        with clinic(beds) as made:
            found += kill(made, rounds, within_s)
    return found


def _recovery(length: Length) -> Sequence[Finding]:
    with clinic(16, *UNLIMITED) as made:
        return recovery(made, length.recovered_frames)


def _browser(length: Length) -> Sequence[Finding]:
    with clinic(8) as wall, clinic(16) as desk:
        return browser(wall, desk, length.pages, length.page_s)


def _alarms(length: Length) -> Sequence[Finding]:
    with clinic(16) as made:
        return alarms(made, length.runs)


def _judge(length: Length) -> Sequence[Finding]:
    return judge(length.runs)


BENCHES: Mapping[str, Callable[[Length], Sequence[Finding]]] = {
    "judge": _judge,
    "load": _load,
    "ingest": _ingest,
    "kill": _kill,
    "browser": _browser,
    "alarms": _alarms,
    "recovery": _recovery,
}
