"""What a combined rule is made of: single statements about what was last known (clinical 2.3)."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.alarms.bounds import Relative, own
from app.alarms.condition import Direction, Priority
from app.alarms.manner import Manner
from app.alarms.words import LABELS
from app.domain.baseline import Baseline
from app.domain.phases import Phase
from app.domain.trends import Trends
from app.domain.vitals import PRESSURES, Vital

TOGETHER_MS = 60_000  # what is to hold together is no further apart
READINGS = 3  # as many as any statement about the cuff looks back


@dataclass(frozen=True, slots=True)
class Term:
    """One statement about a vital, an assessment's score, or (with neither) a reported symptom.

    `below` and `from_`: the value is. `fell`, `rose`: by so much within `within_ms`. `slope`: it
    falls by so much every 10 s, all of `within_ms`. `over`: above the patient's own baseline
    changed so. `readings`: so many in a row say so.
    """

    vital: Vital | None = None
    score: str | None = None
    below: float | None = None
    from_: float | None = None
    fell: float | None = None
    rose: float | None = None
    slope: float | None = None
    within_ms: int = TOGETHER_MS
    over: Relative | None = None
    readings: int = 1


@dataclass(frozen=True, slots=True)
class CombinedRule:
    """Every term of `every` and, if there are any, one of `either`, for `delay_ms`.

    `phases` names when it acts, with the distance from the stop from which on, in ms. For
    `hasten_ms` after it was raised the cuff is due twice as often.
    """

    id: str
    priority: Priority
    text: str
    phases: Mapping[Phase, int]
    every: tuple[Term, ...]
    either: tuple[Term, ...] = ()
    delay_ms: int = 0
    clear_delay_ms: int = 0
    hasten_ms: int = 0
    manner: Manner = field(default_factory=Manner)

    @property
    def terms(self) -> tuple[Term, ...]:
        return (*self.every, *self.either)


@dataclass(slots=True)
class Picture:
    """What was last known, with its judge instant; `symptoms` are those that are there now."""

    trends: Trends
    baseline: Baseline | None = None
    last: dict[Vital, deque[tuple[int, float]]] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    symptoms: set[str] = field(default_factory=set)
    lost: set[Vital] = field(default_factory=set)  # whose newest value cannot be believed

    def take(self, vital: Vital, judge: int, value: float) -> None:
        known = self.last.get(vital)
        if known is None:
            known = self.last[vital] = deque(maxlen=READINGS if vital in PRESSURES else 1)
        known.append((judge, value))
        self.lost.discard(vital)

    def holds(self, term: Term, now: int) -> bool | None:
        """None: not known any more. What was never measured does not hold."""
        if term.vital is None:
            return self._entered(term)
        known = self.last.get(term.vital)
        if not known:
            return False
        if term.vital in self.lost or now - known[-1][0] > TOGETHER_MS:
            return None
        if len(known) < term.readings:
            return False
        if term.slope is not None:
            return self.trends.falling(term.vital, now, term.slope, term.within_ms)
        if term.fell is not None or term.rose is not None:
            return self._changed(term, term.vital)
        newest = list(known)[-term.readings :]
        return all(self._is(term, term.vital, value) for _, value in newest)

    def told(self, term: Term) -> str:
        """`SpO2 92`, `MOAA/S 3`."""
        if term.vital is not None:
            return f"{LABELS[term.vital]} {self.last[term.vital][-1][1]:g}"
        if term.score is not None:
            return f"{term.score.upper()} {self.scores[term.score]:g}"
        return ", ".join(sorted(self.symptoms))

    def _entered(self, term: Term) -> bool | None:
        if term.score is None:
            return bool(self.symptoms)
        score = self.scores.get(term.score)
        return None if score is None else _within(term, score)

    def _is(self, term: Term, vital: Vital, value: float) -> bool:
        if term.over is not None:
            usual = own(self.baseline, vital)
            if usual is None or value < term.over.of(usual, Direction.HIGH):
                return False
        return _within(term, value)

    def _changed(self, term: Term, vital: Vital) -> bool:
        judge, value = self.last[vital][-1]
        if term.fell is not None:
            highest = self.trends.highest(vital, judge - term.within_ms)
            return highest is not None and highest - value >= term.fell
        readings = self.last[vital]
        if len(readings) < 2 or judge - readings[-2][0] > term.within_ms:
            return False
        return value - readings[-2][1] >= (term.rose or 0)


def _within(term: Term, value: float) -> bool:
    return (term.below is None or value < term.below) and (
        term.from_ is None or value >= term.from_
    )
