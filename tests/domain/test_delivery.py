"""What was given up to an instant, summed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.delivery import Bolus, Delivery, Rate, given_mg, infused_ml

T0 = 1_790_000_000_000
MIN = 60_000
EVEN = Delivery(1, (Rate(T0, 51),))


def after(delivery: Delivery, minutes: float) -> float:
    return given_mg(delivery, T0 + round(minutes * MIN))


@pytest.mark.parametrize(
    ("minutes", "mg"), [(-1, 0), (0, 0), (1, 0.85), (10, 8.5), (20, 17), (40, 34), (60, 51)]
)
def test_an_even_rate(minutes: float, mg: float) -> None:
    assert after(EVEN, minutes) == mg


def test_pauses_rates_and_boluses() -> None:
    delivery = Delivery(
        2,  # mg/ml
        (Rate(T0, 60), Rate(T0 + 30 * MIN, 30)),  # 2 mg/min, then 1 mg/min
        (Bolus(T0 + 5 * MIN, 4),),
        ((T0 + 10 * MIN, T0 + 15 * MIN), (T0 + 28 * MIN, T0 + 34 * MIN)),
        T0 + 50 * MIN,
    )
    told = {minutes: after(delivery, minutes) for minutes in (4, 5, 10, 12, 15, 20, 28, 31, 34)}
    assert told == {4: 8, 5: 14, 10: 24, 12: 24, 15: 24, 20: 34, 28: 50, 31: 50, 34: 50}
    assert after(delivery, 44) == 60
    assert after(delivery, 50) == after(delivery, 500) == 66
    assert infused_ml(delivery, T0 + 500 * MIN) == 31


def test_a_pause_that_lasts() -> None:
    paused = Delivery(1, (Rate(T0, 60),), pauses=((T0 + 10 * MIN, None),))
    assert (after(paused, 10), after(paused, 90)) == (10, 10)


def test_what_is_recorded_late_falls_in_its_place() -> None:
    late = EVEN.with_rate(T0 + 30 * MIN, 0).with_rate(T0 + 10 * MIN, 102).with_bolus(T0, 1)
    assert after(late, 60) == 8.5 + 34 + 1
    corrected = Delivery(1, (Rate(T0, 510), Rate(T0, 51)))
    assert after(corrected, 40) == 34


def test_a_bolus_after_the_stop_was_given() -> None:
    stopped = Delivery(1, (Rate(T0, 60),), (Bolus(T0 + 20 * MIN, 3),), (), T0 + 10 * MIN)
    assert (after(stopped, 19), after(stopped, 20)) == (10, 13)


rates = st.lists(st.tuples(st.integers(0, 100), st.floats(0, 500)), max_size=6)
breaks = st.lists(st.integers(0, 100), max_size=6, unique=True).map(sorted)


@given(rates, breaks, st.integers(0, 100), st.integers(0, 100))
def test_it_never_falls_and_never_grows_faster_than_the_fastest_rate(
    changes: list[tuple[int, float]], edges: list[int], first: int, then: int
) -> None:
    pauses = tuple(
        (T0 + a * MIN, T0 + b * MIN) for a, b in zip(edges[::2], edges[1::2], strict=False)
    )
    delivery = Delivery(1, tuple(Rate(T0 + m * MIN, r) for m, r in changes), (), pauses)
    start, end = sorted((first, then))
    grown = after(delivery, end) - after(delivery, start)
    fastest = max((rate for _, rate in changes), default=0)
    assert -1e-9 <= grown <= fastest * (end - start) / 60 + 1e-9
