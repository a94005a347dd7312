"""What a person enters: refused in words where it cannot be, late where it is old or spoken for."""

import pytest

from app.domain import by_hand
from app.domain.errors import ImplausibleReading
from app.domain.latest import LatestVitals
from app.domain.plausibility import Range
from app.domain.vitals import BloodPressureSource, JudgedSample, ValueState, Vital

RANGES = {Vital.SPO2: Range(10, 100), Vital.SBP: Range(30, 300)}
NOW = 1_000_000_000
HR, SPO2, SBP, DBP = Vital.HR, Vital.SPO2, Vital.SBP, Vital.DBP


def heard(at: int, **values: float) -> LatestVitals:
    """A monitor sent this."""
    latest = LatestVitals(RANGES)
    latest.take(JudgedSample(at, at, {Vital(name): value for name, value in values.items()}))
    return latest


def late(
    values: dict[Vital, float], at: int, latest: LatestVitals | None = None
) -> dict[str, bool]:
    """Which of the values are late."""
    found = by_hand.parts(values, at, NOW, latest or LatestVitals(RANGES))
    return {vital.value: is_late for group, is_late in found for vital in group}


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "at least one value"),
        ({SPO2: 101}, "SPO2 cannot be 101; possible: 10 to 100"),
        ({SPO2: 0}, "SPO2 cannot be 0"),
        ({HR: -1}, "HR cannot be -1"),
        ({SBP: 130}, "both SBP and DBP"),
        ({DBP: 80, Vital.MAP: 90}, "both SBP and DBP"),
        ({SBP: 80, DBP: 130}, "SBP 80 is not above DBP 130: are they swapped?"),
        ({SBP: 130, DBP: 80, Vital.MAP: 140}, "MAP 140 does not lie between DBP 80 and SBP 130"),
    ],
)
def test_what_cannot_be_is_refused_in_words(values: dict[Vital, float], why: str) -> None:
    with pytest.raises(ImplausibleReading, match=why.replace("?", r"\?")):
        by_hand.check(values, RANGES)


def test_what_can_be_is_taken() -> None:
    by_hand.check({HR: 61, SPO2: 100}, RANGES)
    by_hand.check({SBP: 30, DBP: 29, Vital.MAP: 29.5}, RANGES)


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (0, {"hr": False, "sbp": False, "dbp": False}),
        (3_000, {"hr": False, "sbp": False, "dbp": False}),
        (3_001, {"hr": True, "sbp": False, "dbp": False}),
        (120_000, {"hr": True, "sbp": False, "dbp": False}),
        (120_001, {"hr": True, "sbp": True, "dbp": True}),
    ],
)
def test_what_is_old_is_late(ago: int, expected: dict[str, bool]) -> None:
    assert late({HR: 70, SBP: 130, DBP: 80}, NOW - ago) == expected


def test_a_monitor_that_speaks_of_a_vital_speaks_for_it() -> None:
    assert late({HR: 70, SPO2: 97}, NOW, heard(NOW - 9_999, hr=71)) == {"hr": True, "spo2": False}
    assert late({HR: 70}, NOW, heard(NOW - 10_000, hr=71)) == {"hr": False}
    assert late({HR: 70}, NOW, heard(NOW - 1_000, hr=0)) == {"hr": False}, "it has no signal"


def test_a_cuff_reading_older_than_the_newest_is_late() -> None:
    latest = heard(NOW - 30_000, sbp=131, dbp=82)
    assert late({SBP: 130, DBP: 80}, NOW - 30_001, latest) == {"sbp": True, "dbp": True}
    assert late({SBP: 130, DBP: 80}, NOW - 29_999, latest) == {"sbp": False, "dbp": False}


def test_a_value_says_that_it_was_entered() -> None:
    latest = LatestVitals(RANGES)
    values: dict[Vital, float | None] = {HR: 70.0, SBP: 130.0, DBP: 80.0}
    latest.take(JudgedSample(NOW, NOW, values, bp=BloodPressureSource.HAND))
    shown, cuff = latest.now(HR, NOW), latest.cuff(NOW)
    assert (shown.value, shown.by_hand, shown.state) == (70, True, ValueState.LIVE)
    assert (cuff.sbp, cuff.source) == (130, BloodPressureSource.HAND)
    assert not latest.speaks(HR, NOW)
    latest.take(JudgedSample(NOW + 1, NOW + 1, {HR: 71.0, SBP: 131.0, DBP: 81.0}))
    assert not latest.now(HR, NOW + 1).by_hand
    assert latest.cuff(NOW + 1).source is BloodPressureSource.NIBP
