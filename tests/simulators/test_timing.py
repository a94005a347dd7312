"""The clock a monitor follows, its waits to reconnect, its link, the fleet's punctuality."""

import pytest

from app.clock import ManualClock
from simulators.backoff import FIRST_SECONDS, LONGEST_SECONDS, Backoff
from simulators.clock import FollowedClock
from simulators.faults import Disturbance, link_at
from simulators.fleet import percentile
from simulators.scenario import Fault, FaultKind


def test_the_followed_clock_runs_on_at_the_rate_it_heard() -> None:
    own = ManualClock(1000)
    followed = FollowedClock(own)
    followed.hear(500_000, 60.0)
    own.advance(2000)
    assert followed.now() == 500_000 + 120_000
    assert followed.real_seconds_until(500_000 + 180_000) == pytest.approx(1.0)
    assert followed.real_seconds_until(500_000) == 0


def test_waiting_doubles_up_to_a_limit_and_starts_anew_after_a_success() -> None:
    backoff = Backoff(seed=1)
    waits = [backoff.next() for _ in range(12)]
    for number, wait in enumerate(waits):
        longest = min(LONGEST_SECONDS, FIRST_SECONDS * 2**number)
        assert longest / 2 <= wait <= longest
    backoff.reset()
    assert backoff.next() <= FIRST_SECONDS


def test_two_monitors_do_not_come_back_together() -> None:
    assert [Backoff(1).next() for _ in range(3)] != [Backoff(2).next() for _ in range(3)]


@pytest.mark.parametrize(
    ("second", "disturbance"),
    [
        (59, Disturbance()),
        (60, Disturbance(cut=True)),
        (89, Disturbance(cut=True)),
        (90, Disturbance()),
        (120, Disturbance(delay_ms=2000)),
    ],
)
def test_the_link_is_disturbed_for_as_long_as_the_scenario_says(
    second: int, disturbance: Disturbance
) -> None:
    faults = [
        Fault(FaultKind.CUT, minute=1, minutes=0.5),
        Fault(FaultKind.DELAY, minute=2, minutes=1, seconds=2),
        Fault(FaultKind.PROBE_OFF, minute=0, minutes=9),
    ]
    assert link_at(faults, second) == disturbance


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([7.0], 99, 7.0), ([1.0, 2.0, 3.0, 4.0], 50, 2.0), ([float(n) for n in range(100)], 99, 98.0)],
)
def test_a_percentile_is_one_of_the_values(
    values: list[float], percent: int, expected: float
) -> None:
    assert percentile(values, percent) == expected
