"""A monitor's clock against ours: what is a step, what is drift, and what is only lateness."""

import pytest

from app.monitoring.offset import Cause, Change, Offset

NOW = 1_790_000_000_000


def greeted(offset: int = 0) -> Offset:
    """A monitor whose clock lacks `offset` ms, just connected."""
    known = Offset()
    known.hello(NOW - offset, NOW)
    return known


@pytest.mark.parametrize("off", [0, 5_000, -5_000, NOW, NOW - 4_102_444_800_000])
def test_the_hello_says_how_far_off_the_clock_is(off: int) -> None:
    assert Offset().hello(NOW - off, NOW) == Change(off, Cause.HELLO)


@pytest.mark.parametrize("difference", [-2_000, -1, 0, 1, 1_500, 3_000])
def test_what_a_live_frame_may_differ_is_no_doubt(difference: int) -> None:
    known = greeted()
    for second in range(1, 10):
        now = NOW + second * 1000
        assert known.observe(now - difference, now) is None
    assert known.value == 0


@pytest.mark.parametrize("step", [-3_600_000, -2_001, 3_001, 3_600_000, NOW])
def test_a_second_frame_with_the_same_new_difference_makes_it_the_offset(step: int) -> None:
    known = greeted()
    assert known.observe(NOW + 1000 - step, NOW + 1000) is None
    assert known.observe(NOW + 2000 - step, NOW + 2000) == Change(step, Cause.STEP)
    assert known.observe(NOW + 3000 - step, NOW + 3000) is None


@pytest.mark.parametrize(
    ("apart", "differs", "agrees"),
    [(499, 0, False), (500, 0, True), (500, 499, True), (500, 500, False), (1000, -600, False)],
)
def test_two_frames_agree_half_a_second_apart(apart: int, differs: int, agrees: bool) -> None:
    known = greeted()
    first, second = NOW + 1000, NOW + 1000 + apart
    known.observe(first - 60_000, first)
    assert (known.observe(second - 60_000 - differs, second) is not None) is agrees


def test_a_frame_in_between_that_fits_ends_the_doubt() -> None:
    known = greeted()
    known.observe(NOW + 1000 - 60_000, NOW + 1000)
    known.observe(NOW + 1500, NOW + 1500)
    assert known.observe(NOW + 2000 - 60_000, NOW + 2000) is None


def test_a_backlog_is_no_step() -> None:
    """A minute of frames, one a second, sent within 60 ms: old, but of the right clock."""
    known = greeted()
    for second in range(60):
        receipt = NOW + 60_000 + second
        assert known.observe(NOW + second * 1000, receipt) is None
    assert known.value == 0


@pytest.mark.parametrize("every", [250, 500, 1000])
def test_one_reading_sent_again_and_again_is_no_step(every: int) -> None:
    known = greeted()
    for receipt in range(NOW + 10_000, NOW + 60_000, every):
        assert known.observe(NOW, receipt) is None


def test_a_slow_drift_is_followed_once_it_is_half_a_second() -> None:
    """A clock that loses 20 ms a second."""
    known = greeted()
    changes = []
    for second in range(1, 101):
        now = NOW + second * 1000
        change = known.observe(now - second * 20, now)
        if change is not None:
            changes.append(change)
    assert [change.cause for change in changes] == [Cause.DRIFT] * len(changes)
    assert len(changes) >= 2
    assert abs(known.value - 100 * 20) <= 1500
    assert all(500 < one.offset <= 2000 for one in changes)


def test_a_slow_network_is_no_drift_while_some_frames_come_in_time() -> None:
    known = greeted()
    for second in range(1, 101):
        now = NOW + second * 1000
        assert known.observe(now - (0 if second % 20 == 0 else 2_500), now) is None


def test_in_a_fast_simulation_lateness_is_wider() -> None:
    known = greeted()
    for second in range(1, 10):
        now = NOW + second * 1000
        assert known.observe(now - 20_000, now, late_ms=50_000) is None
