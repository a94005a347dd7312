"""Vitals as columns, and thinning that hides no extreme."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.chunks import Mark, Point, Series
from app.store.database import Database
from app.store.vitals import columns, thinned

AT = 1_790_000_000_000


def test_one_row_an_instant(database: Database) -> None:
    points: list[Point] = [
        ("spo2", AT, 97.0, 0),
        ("hr", AT, 72.0, 0),
        ("spo2", AT + 1000, None, Mark.LATE),
        ("hr", AT + 1000, 500.0, Mark.IMPLAUSIBLE),
        ("sbp", AT + 2000, 131.0, 0),
        ("sbp", AT + 3000, 140.0, Mark.ARTERIAL | Mark.HELD),
    ]
    with database.reading() as connection:
        found = columns(connection, 1, points, AT, AT + 9000, None)
    assert found["at"] == [AT, AT + 1000, AT + 2000, AT + 3000]
    assert found["spo2"] == [97.0, None, None, None]
    assert found["hr"] == [72.0, None, None, None], "what cannot be is not drawn"
    assert found["sbp"] == [None, None, 131.0, 140.0]
    assert found["late"] == [False, True, False, False]
    assert found["held"] == [False, False, False, True]
    assert found["bp"] == [None, None, "nibp", "art"]
    assert set(found) == {
        *("at", "hr", "pr", "spo2", "rr", "etco2", "sbp", "dbp", "map"),
        *("late", "held", "hand", "bp"),
    }


series_of_values = st.dictionaries(
    st.integers(AT, AT + 7_200_000), st.tuples(st.integers(20, 250), st.just(0)), max_size=300
)


@given(series_of_values, st.integers(2, 100))
@settings(deadline=None)
def test_thinning_keeps_the_extremes(series: Series, points: int) -> None:
    kept = thinned(series, points)
    assert kept.items() <= series.items()
    assert len(kept) <= max(points, 0)
    if series:
        numbers = [value for value, _ in series.values() if value is not None]
        shown = [value for value, _ in kept.values() if value is not None]
        assert (min(shown), max(shown)) == (min(numbers), max(numbers))


def test_every_stretch_keeps_its_own_extremes() -> None:
    """Two hours, a value a second: a dip of one second in each half is still there."""
    series: Series = {AT + 1000 * s: (97.0, 0) for s in range(7200)}
    series[AT + 1_000_000] = (71.0, 0)
    series[AT + 6_000_000] = (72.0, 0)
    kept = thinned(series, 100)
    assert len(kept) <= 100
    assert kept[AT + 1_000_000] == (71.0, 0)
    assert kept[AT + 6_000_000] == (72.0, 0)


def test_gaps_stay_gaps_when_thinned() -> None:
    series: Series = {AT + s: (97.0, 0) for s in range(100)}
    series[AT + 50] = (None, 0)
    assert thinned(series, 10)[AT + 50] == (None, 0)


def test_few_points_are_not_thinned() -> None:
    series: Series = {AT + s: (97.0, 0) for s in range(10)}
    assert thinned(series, 10) == series
