"""The numbers of one power-on: what arrived, what is missing, how far can be acked."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.wire.sequence import REMEMBERED, Arrival, Sequence

HOLE_S = 60.0


def taken(*numbers: int, at: float = 0.0) -> Sequence:
    """A sequence that took these numbers, each with its own content."""
    sequence = Sequence()
    for number in numbers:
        sequence.take(number, f"content {number}", at)
    return sequence


@pytest.mark.parametrize(
    ("numbers", "upto"),
    [
        ((), 0),
        ((1,), 1),
        ((1, 2, 3), 3),
        ((2,), 0),
        ((1, 3), 1),
        ((1, 3, 2), 3),
        ((5, 4, 3, 2, 1), 5),
        ((1, 3, 5, 2), 3),
        ((1, 3, 5, 2, 4), 5),
        ((10, 1), 1),
        ((2**53,), 0),
    ],
)
def test_everything_up_to_the_first_hole_can_be_acked(numbers: tuple[int, ...], upto: int) -> None:
    assert taken(*numbers).upto == upto


@pytest.mark.parametrize(
    ("number", "content", "arrival"),
    [
        (7, "content 7", Arrival.NEW),
        (9, "content 9", Arrival.NEW),
        (4, "content 4", Arrival.NEW),
        (3, "content 3", Arrival.REPEAT),
        (6, "content 6", Arrival.REPEAT),
        (3, "something else", Arrival.CONFLICT),
        (6, "something else", Arrival.CONFLICT),
    ],
)
def test_a_number_is_new_repeated_or_in_conflict(
    number: int, content: str, arrival: Arrival
) -> None:
    sequence = taken(1, 2, 3, 6)
    assert sequence.arrival(number, content) is arrival
    assert sequence.upto == 3, "asking changes nothing"


def test_a_hole_is_waited_for_and_then_given_up() -> None:
    sequence = taken(1, at=0.0)
    sequence.take(4, "4", 10.0)
    sequence.take(6, "6", 30.0)
    assert sequence.overdue(before=69.9 - HOLE_S) == []
    assert sequence.overdue(before=70.0 - HOLE_S) == [(2, 3)]
    assert sequence.skip(2, 3, 70.0) == [(2, 3)]
    assert sequence.upto == 4
    assert sequence.overdue(before=90.0 - HOLE_S) == [(5, 5)]


def test_a_number_inside_a_hole_leaves_the_rest_waiting_since_before() -> None:
    sequence = taken(1, at=0.0)
    sequence.take(9, "9", 10.0)
    sequence.take(5, "5", 40.0)
    assert sequence.overdue(before=10.0) == [(2, 4), (6, 8)]


def test_what_comes_for_a_gap_is_told_from_what_is_new() -> None:
    sequence = taken(1, 4)
    sequence.skip(2, 3, 0.0)
    assert sequence.arrival(2, "2") is Arrival.FORGOTTEN
    sequence.take(2, "2", 0.0)
    assert sequence.arrival(2, "2") is Arrival.REPEAT
    assert sequence.arrival(2, "other") is Arrival.CONFLICT
    assert sequence.upto == 4


@pytest.mark.parametrize(
    ("numbers", "skip", "missing", "upto"),
    [
        ((1,), (2, 4), [(2, 4)], 4),
        ((1, 4), (2, 3), [(2, 3)], 4),
        ((1, 4), (2, 2), [(2, 2)], 2),
        ((1, 4), (3, 3), [(3, 3)], 1),
        ((1, 4, 6), (2, 9), [(2, 3), (5, 5), (7, 9)], 9),
        ((1, 2, 3), (1, 3), [], 3),
        ((1,), (5, 6), [(5, 6)], 1),
        ((), (1, 2**53), [(1, 2**53)], 2**53),
    ],
)
def test_what_the_monitor_skips_counts_as_handled(
    numbers: tuple[int, ...],
    skip: tuple[int, int],
    missing: list[tuple[int, int]],
    upto: int,
) -> None:
    sequence = taken(*numbers)
    assert sequence.skip(*skip, 0.0) == missing
    assert sequence.upto == upto


def test_after_a_restart_the_log_says_what_was_handled_above_the_ack() -> None:
    sequence = Sequence(upto=10)
    sequence.restore([12, 13, 16], now=5.0)
    assert (sequence.upto, sequence.highest) == (10, 16)
    assert sequence.arrival(11, "") is Arrival.NEW
    assert sequence.arrival(14, "") is Arrival.NEW
    assert sequence.arrival(9, "") is Arrival.FORGOTTEN
    assert sequence.arrival(12, "") is Arrival.FORGOTTEN
    assert sequence.overdue(before=5.0) == [(11, 11), (14, 15)]
    sequence.take(11, "", 6.0)
    assert sequence.upto == 13


def test_contents_are_forgotten_only_when_the_log_holds_them() -> None:
    sequence = Sequence()
    last = REMEMBERED + 10
    for number in range(1, last + 1):
        sequence.take(number, number, 0.0)
    assert sequence.arrival(1, 1) is Arrival.REPEAT, "the disk may not have it yet"
    sequence.durable = 5
    sequence.take(last + 1, last + 1, 0.0)
    assert sequence.arrival(5, 5) is Arrival.FORGOTTEN
    assert sequence.arrival(6, 6) is Arrival.REPEAT


@dataclass(frozen=True)
class Sent:
    """What a monitor may send of the numbers 1..n: a frame, or that a range will never come."""

    first: int
    last: int | None = None


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[int, list[Sent]]:
    """Every number of 1..n at least once, in any order, some twice, some skipped."""
    n = draw(st.integers(1, 30))
    numbers = st.integers(1, n)
    extra = draw(st.lists(st.builds(Sent, numbers), max_size=20))
    pairs = st.tuples(numbers, numbers).map(sorted)
    skips = [Sent(*pair) for pair in draw(st.lists(pairs, max_size=4))]
    whole = [Sent(number) for number in range(1, n + 1)]
    return n, draw(st.permutations([*whole, *extra, *skips]))


@given(deliveries())
@settings(deadline=None)
def test_any_order_ends_with_everything_handled_once(case: tuple[int, list[Sent]]) -> None:
    n, sent = case
    sequence = Sequence()
    stored: list[int] = []
    gaps: list[int] = []
    for one in sent:
        before = sequence.upto
        if one.last is not None:
            for first, last in sequence.skip(one.first, one.last, 0.0):
                gaps += range(first, last + 1)
        elif sequence.arrival(one.first, one.first) in (Arrival.NEW, Arrival.FORGOTTEN):
            sequence.take(one.first, one.first, 0.0)
            stored.append(one.first)
        handled = {*stored, *gaps}
        expected = next(k for k in range(n + 1) if k + 1 not in handled)
        assert before <= sequence.upto == expected, "no ack beyond a hole, none taken back"
    assert sequence.upto == n
    assert sorted(stored) == list(range(1, n + 1)), "each content is stored once"
    assert len(gaps) == len(set(gaps)), "no number is given up twice"
    assert sequence.overdue(before=1.0) == []
