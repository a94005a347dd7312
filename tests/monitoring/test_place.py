"""What the server decides is late, and the instant at which each sample is judged."""

from itertools import count

import pytest

from app.monitoring.monitors import Monitor, PowerOn
from app.store.boots import Boot
from app.wire.log import RecordedSample, said
from app.wire.monitor import Hello, Sample, Vitals
from app.wire.sequence import Sequence

NOW = 1_790_000_000_000


def monitor(off: int = 0) -> Monitor:
    """A monitor whose clock lacks `off` ms, just connected."""
    made = Monitor("m1")
    power_on = PowerOn(Boot(1, "m1", "b", 0), Sequence(), 0)
    made.hello(Hello("b", NOW - off), power_on, NOW)
    return made


_numbers = count(1)


def place(
    one: Monitor, *samples: Sample, at: int, rate: float = 1.0, stored: bool = False
) -> list[RecordedSample]:
    frame = Vitals(next(_numbers), list(samples), stored)
    return one.place(frame, at, rate, stored=stored).samples


@pytest.mark.parametrize(
    ("age", "late"), [(0, False), (1, False), (3_000, False), (3_001, True), (3_600_000, True)]
)
def test_a_sample_is_late_after_three_seconds(age: int, late: bool) -> None:
    (placed,) = place(monitor(), Sample(NOW - age, hr=72), at=NOW)
    assert placed.late is late
    assert (placed.at, placed.judge) == (NOW - age, NOW - age)


@pytest.mark.parametrize(("age", "late"), [(3_001, False), (60_000, False), (60_001, True)])
def test_a_cuff_reading_is_late_after_a_minute(age: int, late: bool) -> None:
    (placed,) = place(monitor(), Sample(NOW - age, sbp=131, dbp=82, map=98), at=NOW)
    assert placed.late is late


@pytest.mark.parametrize(
    ("rate", "age", "late"),
    [
        (1.0, 3_001, True),
        (6.0, 3_001, True),
        (10.0, 5_000, False),
        (10.0, 5_001, True),
        (100.0, 50_000, False),
        (100.0, 50_001, True),
    ],
)
def test_in_simulation_nothing_is_late_within_half_a_real_second(
    rate: float, age: int, late: bool
) -> None:
    (placed,) = place(monitor(), Sample(NOW - age, hr=72), at=NOW, rate=rate)
    assert placed.late is late


def test_every_sample_of_a_stored_frame_is_late() -> None:
    placed = place(monitor(), Sample(NOW, hr=72), Sample(NOW, sbp=131, dbp=82), at=NOW, stored=True)
    assert [sample.late for sample in placed] == [True, True]


@pytest.mark.parametrize("off", [0, 86_400_000, -86_400_000, NOW, NOW - 4_102_444_800_000])
def test_the_corrected_instant_is_judged_and_the_sent_one_kept(off: int) -> None:
    one = monitor(off)
    (placed,) = place(one, Sample(NOW + 1000 - off, hr=72), at=NOW + 1000)
    assert (placed.at, placed.judge, placed.late) == (NOW + 1000 - off, NOW + 1000, False)


def test_the_judge_instant_is_never_later_than_the_receipt() -> None:
    (placed,) = place(monitor(), Sample(NOW + 1_500, hr=72), at=NOW)
    assert (placed.judge, placed.late) == (NOW, False)


def test_older_than_the_newest_judged_of_its_vital_is_late() -> None:
    one = monitor()
    place(one, Sample(NOW, hr=72), at=NOW)
    same, other, older = place(
        one,
        Sample(NOW, hr=73),
        Sample(NOW - 500, spo2=97),
        Sample(NOW - 500, hr=71),
        at=NOW + 100,
    )
    assert (same.late, other.late, older.late) == (False, False, True)


def test_what_was_filed_late_does_not_make_the_next_one_late() -> None:
    one = monitor()
    place(one, Sample(NOW, hr=72), at=NOW, stored=True)
    (placed,) = place(one, Sample(NOW - 10, hr=72), at=NOW)
    assert not placed.late


def test_a_reading_taken_while_an_arterial_line_sends_is_judged() -> None:
    """The cuff's reading is stamped when it began, 20 s before it is there."""
    one = monitor()
    place(one, Sample(NOW, sbp=140, dbp=80, map=100, bp="art", hr=72), at=NOW)
    (cuff,) = place(one, Sample(NOW - 20_000, sbp=185, dbp=100, map=128), at=NOW + 500)
    assert not cuff.late


def test_an_old_reading_beside_live_vitals_is_split_from_them() -> None:
    sent = Sample(NOW - 10_000, hr=72, sbp=131, dbp=82, map=98)
    continuous, cuff = place(monitor(), sent, at=NOW)
    assert said([continuous]) == said([Sample(NOW - 10_000, hr=72)])
    assert said([cuff]) == said([Sample(NOW - 10_000, sbp=131, dbp=82, map=98)])
    assert (continuous.late, cuff.late) == (True, False)


@pytest.mark.parametrize(
    ("age", "stored", "late"), [(0, False, [False]), (61_000, False, [True]), (0, True, [True])]
)
def test_both_late_or_neither_stay_one_sample(age: int, stored: bool, late: list[bool]) -> None:
    sent = Sample(NOW - age, hr=72, sbp=131, dbp=82)
    placed = place(monitor(), sent, at=NOW, stored=stored)
    assert [sample.late for sample in placed] == late
    assert said(placed) == said([sent])


def test_a_frame_is_late_when_none_of_it_may_be_judged() -> None:
    one = monitor()
    mixed = one.place(
        Vitals(1, [Sample(NOW - 9_000, hr=70), Sample(NOW, hr=72)]), NOW, 1.0, stored=False
    )
    assert (mixed.late, mixed.filed) == (False, (NOW - 9_000, NOW - 9_000))
    old = [Sample(NOW - 9_000, hr=70), Sample(NOW - 8_000, hr=71)]
    late = one.place(Vitals(2, old), NOW, 1.0, stored=False)
    assert (late.late, late.filed) == (True, (NOW - 9_000, NOW - 8_000))
    empty = one.place(Vitals(3, []), NOW, 1.0, stored=False)
    assert (empty.late, empty.filed) == (False, None)


def test_the_same_reading_repeated_each_second_files_nothing_anew() -> None:
    one = monitor()
    reading = Sample(NOW, sbp=131, dbp=82, map=98)
    for second in range(0, 120, 10):
        now = NOW + second * 1000
        placed = one.place(
            Vitals(second + 1, [Sample(now, hr=72), reading]), now, 1.0, stored=False
        )
        assert placed.filed is None
        assert placed.samples[0].late is False


def test_skew_is_shown_from_two_seconds() -> None:
    assert monitor(2_000).skew is None
    assert monitor(2_001).skew == 2_001
    assert monitor(-2_001).skew == -2_001


def test_more_than_three_takeovers_within_a_minute_are_told() -> None:
    one = monitor()
    assert [one.took_over(at) for at in (0.0, 10.0, 20.0)] == [None, None, None]
    assert one.took_over(30.0) == 4
    assert one.took_over(70.1) is None
