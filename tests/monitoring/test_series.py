"""Samples as points: what is drawn, and how it is marked."""

import pytest

from app.domain.vitals import BloodPressureSource, JudgedSample, Vital
from app.monitoring.series import points
from app.protocols.loader import load
from app.store.chunks import Mark, Point

REGIMEN = load("ketamine-iv-40min").regimen
ART, NIBP = BloodPressureSource.ART, BloodPressureSource.NIBP


@pytest.mark.parametrize(
    ("sample", "point"),
    [
        (JudgedSample(5, 7, {Vital.HR: 72}), ("hr", 7, 72.0, Mark.NONE)),
        (JudgedSample(5, 7, {Vital.HR: 72}, late=True), ("hr", 7, 72.0, Mark.LATE)),
        (JudgedSample(5, 7, {Vital.HR: None}), ("hr", 7, None, Mark.NONE)),
        (JudgedSample(5, 7, {Vital.SPO2: 0}), ("spo2", 7, None, Mark.NONE)),
        (JudgedSample(5, 7, {Vital.RR: 0}), ("rr", 7, 0.0, Mark.NONE)),
        (JudgedSample(5, 7, {Vital.SPO2: 101}), ("spo2", 7, 101.0, Mark.IMPLAUSIBLE)),
        (JudgedSample(5, 7, {Vital.SBP: 131}, bp=ART), ("sbp", 7, 131.0, Mark.ARTERIAL)),
        (JudgedSample(5, 7, {Vital.SBP: 131}, bp=NIBP), ("sbp", 7, 131.0, Mark.NONE)),
        (JudgedSample(5, 7, {Vital.HR: 72}, flags=("held",)), ("hr", 7, 72.0, Mark.HELD)),
        (
            JudgedSample(5, 7, {Vital.HR: 72}, late=True, flags=("held",)),
            ("hr", 7, 72.0, Mark.LATE | Mark.HELD),
        ),
    ],
)
def test_a_value_stands_at_its_judge_instant_with_what_is_known_of_it(
    sample: JudgedSample, point: Point
) -> None:
    assert list(points([sample], REGIMEN)) == [point]
