"""Doses worked out by hand, and slips told in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dose import (
    DoseLimits,
    Preparation,
    check_bolus,
    check_dose,
    check_rate,
    check_weight,
    prepare,
)
from app.domain.errors import ImplausibleDose
from app.domain.plausibility import Range

LIMITS = DoseLimits(Range(0.5, 1), Range(0.2, 1.5), Range(30, 250), Range(10, 500), 0.5)
FORTY_MIN = 2_400_000


def test_from_weight_to_the_pump() -> None:
    assert prepare(68, 0.5, 1, FORTY_MIN, LIMITS) == Preparation(68, 0.5, 1, 34, 34, 51)
    assert prepare(80, 1, 2, 3_600_000, LIMITS) == Preparation(80, 1, 2, 80, 40, 40)


@pytest.mark.parametrize(
    ("mg", "kg", "intended", "words"),
    [
        (680, 68, 0.5, "680 mg would be ten times 0.5 to 1 mg/kg for 68 kg; 34 mg?"),
        (340, 68, 0.5, "340 mg would be ten times 0.5 to 1 mg/kg for 68 kg; 34 mg?"),
        (340, 68, None, "340 mg would be ten times 0.5 to 1 mg/kg for 68 kg; 34 mg?"),
        (3.4, 68, None, "3.4 mg would be a tenth of 0.5 to 1 mg/kg for 68 kg; 34 mg?"),
        (3400, 68, None, "3400 mg would be a hundred times 0.5 to 1 mg/kg for 68 kg; 34 mg?"),
        (34000, 68, 0.5, "34000 mg would be a thousand times 0.5 to 1 mg/kg for 68 kg; 34 mg?"),
        (136, 68, 0.5, "136 mg would be 2 mg/kg for 68 kg; allowed are 0.2 to 1.5 mg/kg"),
        (0, 68, 0.5, "0 mg would be 0 mg/kg for 68 kg; allowed are 0.2 to 1.5 mg/kg"),
        (-34, 68, 0.5, "-34 mg would be -0.5 mg/kg for 68 kg; allowed are 0.2 to 1.5 mg/kg"),
    ],
)
def test_a_slip_is_told_in_words(mg: float, kg: float, intended: float | None, words: str) -> None:
    with pytest.raises(ImplausibleDose) as error:
        check_dose(mg, kg, LIMITS, intended)
    assert str(error.value) == words


def test_the_edges_are_possible() -> None:
    for mg in (20.0, 50.0, 100.0, 150.0):
        check_dose(mg, 100, LIMITS)
    for mg in (19.9, 150.1):
        with pytest.raises(ImplausibleDose):
            check_dose(mg, 100, LIMITS)


@pytest.mark.parametrize(
    ("kg", "words"),
    [
        (680, "680 kg is not between 30 and 250 kg; 68 kg?"),
        (6.8, "6.8 kg is not between 30 and 250 kg; 68 kg?"),
        (28, "28 kg is not between 30 and 250 kg"),
        (0, "0 kg is not between 30 and 250 kg"),
    ],
)
def test_weights(kg: float, words: str) -> None:
    with pytest.raises(ImplausibleDose) as error:
        prepare(kg, 0.5, 1, FORTY_MIN, LIMITS)
    assert str(error.value) == words


def test_volumes_that_no_syringe_is_made_up_to() -> None:
    with pytest.raises(ImplausibleDose, match=r"34 mg at 10 mg/ml would be 3\.4 ml; allowed"):
        prepare(68, 0.5, 10, FORTY_MIN, LIMITS)
    with pytest.raises(ImplausibleDose, match="would be 680 ml"):
        prepare(68, 0.5, 0.05, FORTY_MIN, LIMITS)
    with pytest.raises(ImplausibleDose, match="no concentration"):
        prepare(68, 0.5, 0, FORTY_MIN, LIMITS)


def test_rates_may_fall_and_not_rise_tenfold() -> None:
    for ml_per_h in (0, 5, 51, 102, 153):  # 153 ml/h of 1 mg/ml for 40 min are 1.5 mg/kg
        check_rate(ml_per_h, 1, 68, FORTY_MIN, LIMITS)
    words = "510 ml/h would be ten times 0.5 to 1 mg/kg in 40 min for 68 kg; 51 ml/h?"
    with pytest.raises(ImplausibleDose, match=words.replace("?", r"\?")):
        check_rate(510, 1, 68, FORTY_MIN, LIMITS)
    with pytest.raises(ImplausibleDose, match=r"154 ml/h would be 1\.51 mg/kg in 40 min"):
        check_rate(154, 1, 68, FORTY_MIN, LIMITS)
    with pytest.raises(ImplausibleDose, match="no rate"):
        check_rate(-1, 1, 68, FORTY_MIN, LIMITS)


def test_a_bolus_counts_with_what_was_given() -> None:
    check_bolus(10, 92, 68, LIMITS)  # 102 mg are 1.5 mg/kg
    with pytest.raises(ImplausibleDose, match=r"92 mg given and 11 mg more would be 1\.51 mg/kg"):
        check_bolus(11, 92, 68, LIMITS)
    with pytest.raises(ImplausibleDose, match="no dose"):
        check_bolus(0, 0, 68, LIMITS)


@given(st.floats(30, 250), st.floats(0.5, 1), st.sampled_from([0.001, 0.01, 0.1, 10, 100, 1000]))
def test_no_usual_dose_survives_a_misplaced_point(kg: float, per_kg: float, slip: float) -> None:
    check_weight(kg, LIMITS)
    check_dose(kg * per_kg, kg, LIMITS)
    with pytest.raises(ImplausibleDose):
        check_dose(kg * per_kg * slip, kg, LIMITS)
    with pytest.raises(ImplausibleDose):
        check_weight(kg * slip, LIMITS)
