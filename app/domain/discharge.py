"""What a protocol asks for before a patient may leave, and what is known of one who wants to.

Durations in ms, instants in ms since the epoch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.baseline import Baseline
from app.domain.checklist import Given
from app.domain.spans import Span
from app.domain.vitals import Vital


@dataclass(frozen=True, slots=True)
class Twice:
    """A value counts for `within_ms`; with `apart_ms` another one so much before has to be as good,
    and all between, none of them older than `window_ms`."""

    within_ms: int
    apart_ms: int = 0
    window_ms: int = 0


@dataclass(frozen=True, slots=True)
class PressureRule:
    """Both within `percent` of the baseline and at most `sbp` over `dbp` mmHg."""

    percent: float
    sbp: float
    dbp: float
    twice: Twice


@dataclass(frozen=True, slots=True)
class SteadyRule:
    """A continuous vital from `low` to `high` for `for_ms`, apart from excursions under `brief_ms`.

    `baseline_minus` lowers `low` for those who came with less. `fresh_ms` is how old the newest
    value, `gap_ms` how long a stretch without any may be.
    """

    vital: Vital
    low: float
    high: float | None
    baseline_minus: float | None
    for_ms: int
    brief_ms: int
    gap_ms: int
    fresh_ms: int


@dataclass(frozen=True, slots=True)
class Bar:
    """The score that passes."""

    scale: str
    at_least: int | None = None
    at_most: int | None = None

    def met(self, score: int) -> bool:
        low, high = self.at_least, self.at_most
        return (low is None or score >= low) and (high is None or score <= high)


@dataclass(frozen=True, slots=True)
class ScoreRule:
    """Of the scales that can answer it, the one that was taken last decides."""

    id: str
    text: str
    bars: tuple[Bar, ...]
    twice: Twice


@dataclass(frozen=True, slots=True)
class Discharge:
    """`since_start_ms` and `since_stop_ms` a prescriber may pass over, `floor_ms` from the stop
    nobody; `vomiting_ms` is how long ago the last vomiting has to be."""

    since_start_ms: int
    since_stop_ms: int
    floor_ms: int
    vomiting_ms: int
    pressure: PressureRule
    steady: tuple[SteadyRule, ...]
    scores: tuple[ScoreRule, ...]


@dataclass(frozen=True, slots=True)
class Pressure:
    """A good cuff reading, mmHg."""

    at: int
    sbp: float
    dbp: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A good value of a continuous vital."""

    at: int
    value: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A scale as it was taken; None: it could not be assessed."""

    at: int
    scale: str
    score: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known at `now`; whatever is later is not looked at. In any order.

    `off_monitor`: when the patient was away from the monitor, which counts for nothing.
    """

    now: int
    started_at: int | None = None
    stopped_at: int | None = None
    baseline: Baseline | None = None
    cuff: tuple[Pressure, ...] = ()
    vitals: Mapping[Vital, tuple[Reading, ...]] = field(default_factory=dict)
    scores: tuple[Scored, ...] = ()
    answers: Mapping[str, Given] = field(default_factory=dict)
    vomited: tuple[int, ...] = ()
    off_monitor: tuple[Span, ...] = ()
