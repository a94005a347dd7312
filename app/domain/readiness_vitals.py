"""Blood pressure, heart rate and saturation of a patient who wants to leave."""

from collections.abc import Sequence
from itertools import pairwise

from app.domain.ages import spoken
from app.domain.baseline import Baseline
from app.domain.discharge import Facts, Pressure, PressureRule, Reading, SteadyRule
from app.domain.errors import Result
from app.domain.gates import Finding, Grade
from app.domain.spans import inside, overlap_ms
from app.domain.twice import lacking
from app.domain.vitals import Vital

_LABELS = {Vital.HR: "HR", Vital.SPO2: "SpO2"}


def pressure(rule: PressureRule, facts: Facts) -> Finding:
    """Two cuff readings apart, both good, the newest one fresh. Off the monitor a good reading does
    not count; a bad one does."""
    baseline = facts.baseline
    readings = sorted(
        (
            r
            for r in facts.cuff
            if r.at <= facts.now
            and (_why_not(r, rule, baseline) or not inside(facts.off_monitor, r.at))
        ),
        key=lambda reading: reading.at,
    )
    if not readings:
        return _unknown("pressure", "BP was not measured", "a cuff reading")
    newest = readings[-1]
    value, age = f"{newest.sbp:g}/{newest.dbp:g}", facts.now - newest.at
    if age > rule.twice.within_ms:
        text = f"BP {value} is {spoken(age)} old"
        return _unknown("pressure", text, "a cuff reading", value, age)
    why = _why_not(newest, rule, baseline)
    if why is not None:
        text, needs = f"BP {value} {why}", "good readings"
        return Finding("pressure", text, Result.FAIL, value, age, Grade.HARD, needs=needs)
    if baseline is None:
        text = f"BP {value}, and no baseline to compare it with"
        return _unknown("pressure", text, "a baseline", value, age)
    judged = [(r.at, _why_not(r, rule, baseline) is None) for r in readings]
    another = lacking(rule.twice, judged, facts)
    if another is not None:
        return _unknown("pressure", f"BP {value}", another, value, age)
    return Finding("pressure", f"BP {value}", Result.PASS, value, age)


def steady(rule: SteadyRule, facts: Facts) -> Finding:
    """Good all the time, with values all the time."""
    name, label = rule.vital.value, _LABELS.get(rule.vital, rule.vital.value)
    start = facts.now - rule.for_ms
    looked_at = sorted(  # a little before the start too: an excursion may have begun there
        (r for r in facts.vitals.get(rule.vital, ()) if start - rule.brief_ms <= r.at <= facts.now),
        key=lambda reading: reading.at,
    )
    readings = [reading for reading in looked_at if reading.at >= start]
    if not readings:
        return _unknown(name, f"no {label} in the last {spoken(rule.for_ms)}", f"measure {label}")
    newest = readings[-1]
    value, age = newest.value, facts.now - newest.at
    low = _low(rule, facts.baseline)
    excursion = _excursion(rule, low, looked_at, facts.now)
    if excursion is not None:
        text = f"{label} was {excursion.value:g} {spoken(facts.now - excursion.at)} ago"
        needs = f"{spoken(rule.for_ms)} {_bounds(rule, low)}"
        limit = low if excursion.value < low else rule.high
        return Finding(name, text, Result.FAIL, value, age, Grade.HARD, limit, needs)
    if age > rule.fresh_ms:
        return _unknown(name, f"{label} {value:g} is {spoken(age)} old", "a live value", value, age)
    if overlap_ms(facts.off_monitor, start, facts.now) or _gap(readings, start) > rule.gap_ms:
        text = f"{label} was not watched all of the last {spoken(rule.for_ms)}"
        return _unknown(name, text, f"{spoken(rule.for_ms)} on the monitor", value, age)
    return Finding(name, f"{label} {value:g}", Result.PASS, value, age)


def _why_not(reading: Pressure, rule: PressureRule, baseline: Baseline | None) -> str | None:
    """Why a reading is not good; without a baseline it can only be too high."""
    if reading.sbp > rule.sbp or reading.dbp > rule.dbp:
        return f"is above {rule.sbp:g}/{rule.dbp:g}"
    if baseline is None:
        return None
    pairs = ((reading.sbp, baseline.sbp), (reading.dbp, baseline.dbp))
    if any(abs(now - before) * 100 > rule.percent * before for now, before in pairs):
        return f"is over {rule.percent:g} % off the baseline {baseline.sbp:g}/{baseline.dbp:g}"
    return None


def _low(rule: SteadyRule, baseline: Baseline | None) -> float:
    before = None if baseline is None else {Vital.HR: baseline.hr, Vital.SPO2: baseline.spo2}
    known = None if before is None else before.get(rule.vital)
    if known is None or rule.baseline_minus is None:
        return rule.low
    return min(rule.low, known - rule.baseline_minus)


def _bounds(rule: SteadyRule, low: float) -> str:
    return f"from {low:g} up" if rule.high is None else f"from {low:g} to {rule.high:g}"


def _excursion(
    rule: SteadyRule, low: float, readings: Sequence[Reading], now: int
) -> Reading | None:
    """The last reading that began to be out of bounds for too long, and was until the time that is
    looked at; what is missing after a bad value counts as bad."""
    start = now - rule.for_ms
    found: Reading | None = None
    began: Reading | None = None
    for reading in readings:
        if low <= reading.value and (rule.high is None or reading.value <= rule.high):
            lasted = 0 if began is None else reading.at - began.at
            if lasted >= rule.brief_ms and reading.at > start:
                found = began
            began = None
        elif began is None:
            began = reading
    return began if began is not None and now - began.at >= rule.brief_ms else found


def _gap(readings: Sequence[Reading], start: int) -> int:
    """The longest stretch without a value, from `start` to the newest one; ms."""
    between = (later.at - earlier.at for earlier, later in pairwise(readings))
    return max(readings[0].at - start, max(between, default=0))


def _unknown(
    name: str, text: str, needs: str, value: float | str | None = None, age: int | None = None
) -> Finding:
    return Finding(name, text, Result.UNKNOWN, value, age, Grade.HARD, needs=needs)
