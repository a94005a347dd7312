"""The shape of what a protocol file asks for before a discharge."""

from pydantic import Field

from app.domain.vitals import Vital
from app.protocols.fields import Duration, Name, Number, Part, Positive, Score, Text


class TwicePart(Part):
    """`within`: how old the newest value may be; `apart`: another one, so much before, is as good,
    none of them older than `window`."""

    within: Duration
    apart: Duration = 0
    window: Duration = 0


class PressurePart(TwicePart):
    percent: Positive
    sbp: Positive
    dbp: Positive


class SteadyPart(Part):
    vital: Vital
    low: Number
    high: Number | None = None
    baseline_minus: Positive | None = None
    for_: Duration = Field(alias="for")
    brief: Duration
    gap: Duration
    fresh: Duration


class BarPart(Part):
    scale: Name
    at_least: Score | None = None
    at_most: Score | None = None


class ScorePart(TwicePart):
    id: Name
    text: Text
    any: tuple[BarPart, ...] = Field(min_length=1)


class DischargePart(Part):
    """`floor`: of the time since the stop, what nobody passes over."""

    since_start: Duration
    since_stop: Duration
    floor: Duration
    vomiting: Duration
    pressure: PressurePart
    steady: tuple[SteadyPart, ...] = ()
    scores: tuple[ScorePart, ...] = ()
