"""From the part of a protocol file about the discharge to what readiness is judged by."""

from app.domain.discharge import Bar, Discharge, PressureRule, ScoreRule, SteadyRule, Twice
from app.protocols.discharge_schema import DischargePart, ScorePart, SteadyPart, TwicePart


def discharge(part: DischargePart) -> Discharge:
    pressure = part.pressure
    return Discharge(
        since_start_ms=part.since_start,
        since_stop_ms=part.since_stop,
        floor_ms=part.floor,
        vomiting_ms=part.vomiting,
        pressure=PressureRule(pressure.percent, pressure.sbp, pressure.dbp, _twice(pressure)),
        steady=tuple(_steady(each) for each in part.steady),
        scores=tuple(_score(each) for each in part.scores),
    )


def _twice(part: TwicePart) -> Twice:
    return Twice(part.within, part.apart, part.window)


def _steady(part: SteadyPart) -> SteadyRule:
    return SteadyRule(
        vital=part.vital,
        low=part.low,
        high=part.high,
        baseline_minus=part.baseline_minus,
        for_ms=part.for_,
        brief_ms=part.brief,
        gap_ms=part.gap,
        fresh_ms=part.fresh,
    )


def _score(part: ScorePart) -> ScoreRule:
    bars = tuple(Bar(bar.scale, bar.at_least, bar.at_most) for bar in part.any)
    return ScoreRule(part.id, part.text, bars, _twice(part))
