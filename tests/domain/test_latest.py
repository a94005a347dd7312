"""How far the newest values may be believed."""

import pytest

from app.domain.latest import LatestVitals
from app.domain.plausibility import Range, classify
from app.domain.vitals import BloodPressureSource, JudgedSample, Quality, ValueState, Vital

T0 = 1_000_000_000_000
RANGES = {
    Vital.HR: Range(15, 300),
    Vital.SPO2: Range(10, 100),
    Vital.SBP: Range(30, 300),
    Vital.DBP: Range(10, 250),
}


def sample(
    second: float, late: bool = False, bp: str = "nibp", **values: float | None
) -> JudgedSample:
    at = T0 + round(second * 1000)
    named = {Vital(vital): value for vital, value in values.items()}
    return JudgedSample(at, at, named, late, BloodPressureSource(bp))


def latest(*samples: JudgedSample) -> LatestVitals:
    made = LatestVitals(RANGES)
    for one in samples:
        made.take(one)
    return made


@pytest.mark.parametrize(
    ("second", "state"),
    [
        (0, "live"),
        (4.999, "live"),
        (5, "stale"),
        (9.999, "stale"),
        (10, "absent"),
        (9999, "absent"),
    ],
)
def test_a_value_ages(second: float, state: str) -> None:
    view = latest(sample(0, hr=72)).now(Vital.HR, T0 + round(second * 1000))
    assert (view.state, view.value, view.age) == (ValueState(state), 72, round(second * 1000))


def test_what_was_never_measured_is_absent() -> None:
    view = latest().now(Vital.RR, T0)
    assert (view.state, view.value, view.at, view.age) == (ValueState.ABSENT, None, None, None)


@pytest.mark.parametrize(
    ("vital", "raw", "quality"),
    [
        (Vital.HR, 28, Quality.OK), (Vital.HR, 127, Quality.OK), (Vital.HR, 0, Quality.NO_VALUE),
        (Vital.HR, 255, Quality.NO_VALUE), (Vital.HR, -1, Quality.NO_VALUE),
        (Vital.HR, 14, Quality.IMPLAUSIBLE), (Vital.HR, 301, Quality.IMPLAUSIBLE),
        (Vital.SPO2, 127, Quality.NO_VALUE), (Vital.SPO2, 101, Quality.IMPLAUSIBLE),
        (Vital.SPO2, 9, Quality.IMPLAUSIBLE), (Vital.SPO2, None, Quality.NO_VALUE),
        (Vital.RR, 0, Quality.OK), (Vital.RR, 255, Quality.NO_VALUE),
        (Vital.SBP, 255, Quality.OK), (Vital.DBP, 127, Quality.OK),
        (Vital.SBP, 0, Quality.IMPLAUSIBLE),
    ],
)  # fmt: skip
def test_no_value_implausible_and_critical_are_told_apart(
    vital: Vital, raw: float | None, quality: Quality
) -> None:
    assert classify(vital, raw, RANGES) is quality


@pytest.mark.parametrize(("raw", "reason"), [(None, Quality.NO_VALUE), (400, Quality.IMPLAUSIBLE)])
def test_an_invalid_value_keeps_the_last_good_one_beside_its_reason(
    raw: float | None, reason: Quality
) -> None:
    made = latest(sample(0, hr=72), sample(1, hr=raw))
    view = made.now(Vital.HR, T0 + 2000)
    assert (view.state, view.reason, view.value, view.age) == (
        ValueState.INVALID, reason, 72, 2000,
    )  # fmt: skip
    assert made.state(Vital.HR, T0 + 11_000) is ValueState.ABSENT


def test_late_never_replaces_newer_and_is_never_judged() -> None:
    made = latest(sample(10, hr=72))
    assert made.take(sample(4, late=True, hr=150)) == []
    assert made.now(Vital.HR, T0 + 10_000).value == 72
    assert made.take(sample(12, late=True, hr=80)) == []
    assert made.now(Vital.HR, T0 + 18_000).value == 80
    assert made.state(Vital.HR, T0 + 18_000) is ValueState.STALE


def test_a_cuff_reading_is_new_when_its_instant_is_new() -> None:
    made = latest()
    reading = sample(0, sbp=131, dbp=82, map=98)
    assert [v for v, _, _ in made.take(reading)] == [Vital.SBP, Vital.DBP, Vital.MAP]
    assert made.take(reading) == []
    assert len(made.take(sample(60, sbp=131, dbp=82))) == 2
    assert made.cuff(T0 + 60_000).map is None


def test_an_older_reading_does_not_replace_a_newer_one() -> None:
    made = latest(sample(60, sbp=131, dbp=82))
    assert made.take(sample(0, late=True, sbp=190, dbp=110)) == []
    assert made.cuff(T0 + 60_000).sbp == 131


@pytest.mark.parametrize(("minute", "state"), [(14.9, "live"), (15, "stale"), (600, "stale")])
def test_a_cuff_reading_is_stale_after_15_min_and_never_absent(minute: float, state: str) -> None:
    view = latest(sample(0, sbp=131, dbp=82)).cuff(T0 + round(minute * 60_000))
    assert (view.state, view.sbp, view.source) == (
        ValueState(state), 131, BloodPressureSource.NIBP,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"sbp": None, "dbp": None}, Quality.NO_VALUE),
        ({"sbp": 120, "dbp": None}, Quality.NO_VALUE),
        ({"sbp": 80, "dbp": 80}, Quality.IMPLAUSIBLE),
        ({"sbp": 120, "dbp": 80, "map": 121}, Quality.IMPLAUSIBLE),
        ({"sbp": 120, "dbp": 80, "map": 79}, Quality.IMPLAUSIBLE),
        ({"sbp": 301, "dbp": 80}, Quality.IMPLAUSIBLE),
    ],
)
def test_a_cuff_reading_stands_or_falls_as_a_whole(
    values: dict[str, float | None], reason: Quality
) -> None:
    made = latest(sample(0, sbp=131, dbp=82))
    news = made.take(sample(60, False, "nibp", **values))
    assert {(value, quality) for _, value, quality in news} == {(None, reason)}
    view = made.cuff(T0 + 60_000)
    assert (view.state, view.reason, view.sbp) == (ValueState.INVALID, reason, 131)


def test_an_arterial_pressure_is_no_cuff_reading() -> None:
    made = latest(sample(0, sbp=131, dbp=82))
    assert made.arterial(T0) is None
    assert made.take(sample(1, bp="art", sbp=150, dbp=90, map=110)) == []
    arterial = made.arterial(T0 + 2000)
    assert arterial is not None
    assert (arterial.sbp, arterial.state) == (150, ValueState.LIVE)
    assert arterial.source is BloodPressureSource.ART
    assert made.cuff(T0 + 2000).sbp == 131


def test_a_held_value_says_so() -> None:
    at = T0
    made = latest(JudgedSample(at, at, {Vital.HR: 72}, flags=("held",)))
    assert made.now(Vital.HR, T0).held
    made.take(sample(1, hr=72))
    assert not made.now(Vital.HR, T0 + 1000).held


def test_a_cuff_that_never_measured_is_absent() -> None:
    assert latest().cuff(T0).state is ValueState.ABSENT


@pytest.mark.parametrize(("flag", "vital"), [("ecg_off", Vital.HR), ("spo2_off", Vital.SPO2)])
def test_what_comes_from_a_sensor_that_is_off_is_no_signal(flag: str, vital: Vital) -> None:
    made = LatestVitals(RANGES)
    news = made.take(JudgedSample(T0, T0, {Vital.HR: 72, Vital.SPO2: 97}, flags=(flag,)))
    assert (vital, None, Quality.NO_VALUE) in news
    assert made.state(vital, T0) is ValueState.INVALID
    assert made.take(JudgedSample(T0, T0, {}, flags=(flag,))) == [(vital, None, Quality.NO_VALUE)]


def test_only_a_value_that_is_live_is_fresh() -> None:
    made = latest(sample(0, hr=72))
    assert (made.fresh(Vital.HR, T0 + 4999), made.fresh(Vital.HR, T0 + 5000)) == (72, None)
