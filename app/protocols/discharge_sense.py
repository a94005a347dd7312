"""What the criteria of a discharge may get wrong though they are well formed."""

from collections import Counter
from collections.abc import Iterable, Iterator

from app.domain.checklist import Before, Question
from app.domain.discharge import Bar, Discharge, SteadyRule, Twice
from app.domain.plausibility import Ranges
from app.domain.scales import SCALES
from app.domain.vitals import PRESSURES

_ALWAYS = ("since_start", "since_stop", "pressure", "vomiting")


def complaints(
    rules: Discharge, questions: Iterable[Question], ranges: Ranges
) -> Iterator[tuple[str, str]]:
    """Yields (key, reason)."""
    for name, count in Counter(_names(rules, questions)).items():
        if count > 1:
            yield f"discharge.{name}", f"is there {count} times"
    if rules.floor_ms > rules.since_stop_ms:
        yield "discharge.floor", "is longer than since_stop"
    yield from (("discharge.pressure", reason) for reason in _twice(rules.pressure.twice))
    for steady in rules.steady:
        yield from ((f"discharge.{steady.vital}", reason) for reason in _steady(steady, ranges))
    for score in rules.scores:
        key = f"discharge.{score.id}"
        yield from ((key, reason) for reason in _twice(score.twice))
        yield from ((key, reason) for bar in score.bars for reason in _bar(bar))


def _names(rules: Discharge, questions: Iterable[Question]) -> Iterator[str]:
    yield from _ALWAYS
    yield from (steady.vital.value for steady in rules.steady)
    yield from (score.id for score in rules.scores)
    yield from (each.id for each in questions if each.before is Before.DISCHARGE)


def _twice(rule: Twice) -> Iterator[str]:
    if rule.within_ms <= 0:
        yield "no value is new enough"
    if rule.apart_ms and rule.window_ms < rule.within_ms + rule.apart_ms:
        yield "window is shorter than within and apart together"


def _steady(rule: SteadyRule, ranges: Ranges) -> Iterator[str]:
    if rule.vital in PRESSURES:
        yield "is measured by the cuff, not continuously"
    if rule.high is not None and rule.low >= rule.high:
        yield f"low {rule.low:g} is not below high {rule.high:g}"
    known = ranges.get(rule.vital)
    if known is not None and not known.low <= rule.low <= known.high:
        yield f"{rule.low:g} is not between {known.low:g} and {known.high:g}"
    if max(rule.brief_ms, rule.gap_ms, rule.fresh_ms) >= rule.for_ms:
        yield "brief, gap and fresh have to be shorter than for"


def _bar(bar: Bar) -> Iterator[str]:
    scale = SCALES.get(bar.scale)
    if scale is None:
        yield f"there is no scale {bar.scale}"
        return
    met = [bar.met(score) for score in range(scale.low, scale.high + 1)]
    if all(met):
        yield f"every score of {bar.scale} passes"
    if not any(met):
        yield f"no score of {bar.scale} passes"
