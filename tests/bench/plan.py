"""Which benches there are, and how long each may take."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.clinic import clinic
from tests.bench.figures import Finding
from tests.bench.ingest import ingest
from tests.bench.load import load
from tests.bench.yardstick import bare

WARD = 64
UNLIMITED = ("--live-frames-per-second", "1000000")


@dataclass(frozen=True, slots=True)
class Length:
    runs: int
    load_s: float
    ingest_s: float


FULL = Length(runs=3, load_s=10, ingest_s=5)
QUICK = Length(runs=1, load_s=5, ingest_s=3)


def _load(length: Length) -> Sequence[Finding]:
    with clinic(WARD) as made, bare() as yardstick:
        return load(made, yardstick, length.runs, length.load_s)


def _ingest(length: Length) -> Sequence[Finding]:
    with clinic(WARD, *UNLIMITED) as made, bare() as yardstick:
        return ingest(made, yardstick, length.runs, length.ingest_s)


BENCHES: Mapping[str, Callable[[Length], Sequence[Finding]]] = {"load": _load, "ingest": _ingest}
