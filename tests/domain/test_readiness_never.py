"""What never makes anybody ready: values that are missing, too old, or not looked at again."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.discharge import Facts, Pressure, Reading, Scored
from app.domain.errors import Result
from app.domain.scales import SCALES
from app.domain.vitals import Vital
from tests.domain.leaving import NOW, READY, ago, results

PASS = Result.PASS
_SCALES = ("moaas", "padss", "orientation", "cadss6", "dissociation", "nausea", "gait")
_OLD_MIN = 31  # older than any value that counts, but for the suicide screen

minutes = st.floats(0, 40).map(lambda value: round(value, 1))


@st.composite
def taken(draw: st.DrawFn) -> Scored:
    scale = draw(st.sampled_from(_SCALES))
    known = SCALES[scale]
    near = st.integers(max(known.low, known.high - 3), known.high)
    score = draw(near | st.integers(known.low, known.high) | st.none())
    return Scored(ago(draw(minutes)), scale, score)


pressures = st.builds(
    lambda m, sbp, dbp: Pressure(ago(m), sbp, dbp),
    minutes,
    st.integers(100, 160),
    st.integers(60, 100),
)


@st.composite
def vitals(draw: st.DrawFn) -> Mapping[Vital, tuple[Reading, ...]]:
    """A value every 10 s of a quarter of an hour; some are bad, some are missing."""
    made = {}
    for vital, good, bad in ((Vital.HR, 74, 120), (Vital.SPO2, 97, 91)):
        holes = draw(st.sets(st.integers(0, 90), max_size=8))
        dips = draw(st.sets(st.integers(0, 90), max_size=3))
        made[vital] = tuple(
            Reading(NOW - step * 10_000, bad if step in dips else good)
            for step in range(91)
            if step not in holes
        )
    return made


spans = st.lists(st.integers(0, 400), max_size=4, unique=True).map(
    lambda edges: tuple(
        (ago(b / 10), ago(a / 10))
        for a, b in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False)
    )
)

facts = st.builds(
    lambda cuff, scores, series, off: replace(
        READY, cuff=tuple(cuff), scores=tuple(scores), vitals=series, off_monitor=off
    ),
    st.lists(pressures, max_size=5),
    st.lists(taken(), max_size=14),
    vitals(),
    st.just(()) | spans,
)


def gained(before: Facts, after: Facts) -> set[str]:
    """Criteria that pass after, and did not before."""
    first, then = results(before), results(after)
    return {name for name in first if first[name] is not PASS and then[name] is PASS}


@settings(deadline=None)
@given(facts, taken())
def test_a_scale_that_could_not_be_assessed(known: Facts, other: Scored) -> None:
    missing = replace(other, score=None)
    assert gained(known, replace(known, scores=(*known.scores, missing))) == set()


@settings(deadline=None)
@given(facts, st.sets(st.integers(0, 90)))
def test_a_good_value_that_is_missing(known: Facts, gone: set[int]) -> None:
    series = {
        vital: tuple(
            reading
            for reading in readings
            if reading.value in (120, 91) or (NOW - reading.at) // 10_000 not in gone
        )
        for vital, readings in known.vitals.items()
    }
    assert gained(known, replace(known, vitals=series)) == set()


@settings(deadline=None)
@given(facts, taken(), pressures, st.floats(0, 60))
def test_a_value_that_is_too_old(
    known: Facts, score: Scored, pressure: Pressure, older_min: float
) -> None:
    at = ago(_OLD_MIN + older_min)
    more = replace(
        known,
        scores=(*known.scores, replace(score, at=at)),
        cuff=(*known.cuff, replace(pressure, at=at)),
        vitals={vital: (Reading(at, 97), *readings) for vital, readings in known.vitals.items()},
    )
    assert gained(known, more) == set()


@settings(deadline=None)
@given(facts, st.integers(0, 6 * 3_600_000))
def test_time_alone_makes_no_value_better(known: Facts, later_ms: int) -> None:
    """Only the gates of time, and how long ago somebody vomited, come with it. A continuous vital
    that is not there any more is unknown long before an excursion is forgotten."""
    time = {"since_start", "since_stop", "vomiting"}
    if later_ms <= 10_000:
        time |= {"hr", "spo2"}
    assert gained(known, replace(known, now=NOW + later_ms)) <= time


@settings(deadline=None)
@given(facts, st.integers(0, 390), st.integers(1, 100))
def test_time_off_the_monitor(known: Facts, start: int, length: int) -> None:
    away = (ago((start + length) / 10), ago(start / 10))
    before = replace(known, off_monitor=())
    assert gained(before, replace(before, off_monitor=(away,))) == set()


@settings(deadline=None)
@given(facts)
def test_a_day_later_no_value_counts(known: Facts) -> None:
    left = {
        name
        for name, result in results(replace(known, now=NOW + 86_400_000)).items()
        if result is PASS
    }
    asked = {"escort_here", "instructions", "iv_removed", "belongings"}
    assert left <= asked | {"since_start", "since_stop", "vomiting"}
