"""What is wanted for a baseline, by tables worked out by hand."""

import pytest

from app.domain.errors import Result
from app.domain.gates import Grade, unmet
from app.domain.trends import Trends
from app.domain.vitals import Vital

NOW = 1_790_000_000_000
MIN = 60_000

Table = list[tuple[float, float]]  # minutes before now, SBP


def trends(cuff: Table, hr: bool = True, spo2: bool = True) -> Trends:
    made = Trends()
    for minutes, sbp in cuff:
        made.take_cuff(NOW - round(minutes * MIN), sbp, sbp - 40, sbp - 27)
    for second in range(60, -1, -1):
        if hr:
            made.take(Vital.HR, NOW - second * 1000, 70)
        if spo2:
            made.take(Vital.SPO2, NOW - second * 1000, 97)
    return made


AGREEMENT: list[tuple[Table, Result, float | None, float | None]] = [
    # readings · agreement · systolic values apart · SBP of the capture
    ([], Result.UNKNOWN, None, None),
    ([(1, 130)], Result.UNKNOWN, None, None),
    ([(3, 130), (1, 140)], Result.PASS, 10, 135),
    ([(3, 130), (1, 141)], Result.FAIL, 11, 135.5),
    ([(3, 141), (1, 130)], Result.FAIL, 11, 135.5),
    ([(5, 150), (3, 130), (1, 128)], Result.PASS, 2, 129),
    ([(5, 150), (3, 130), (1, 145)], Result.PASS, 15, 137.5),  # no fourth is asked for
    ([(15.1, 150), (3, 130), (1, 145)], Result.FAIL, 15, 137.5),  # the first is too old to count
    ([(15, 150), (1, 130)], Result.FAIL, 20, 140),
    ([(15.1, 150), (1, 130)], Result.UNKNOWN, None, None),
]


@pytest.mark.parametrize(("cuff", "result", "apart", "sbp"), AGREEMENT)
def test_two_readings_that_agree_or_three(
    cuff: Table, result: Result, apart: float | None, sbp: float | None
) -> None:
    made = trends(cuff)
    agreement = made.wanted(NOW)[1]
    assert (agreement.id, agreement.result, agreement.value) == (
        "baseline_agreement",
        result,
        apart,
    )
    captured = made.capture(NOW)
    assert (captured.sbp if captured else None) == sbp


def test_what_is_missing_is_said() -> None:
    wanted = trends([(2, 130)], spo2=False).wanted(NOW)
    assert [(item.id, item.result, item.needs) for item in unmet(wanted)] == [
        ("baseline_cuff", Result.UNKNOWN, "1 more by the cuff, 1 to 2 min apart"),
        ("baseline_agreement", Result.UNKNOWN, "two cuff readings"),
        ("baseline_spo2", Result.UNKNOWN, "measure SpO2"),
    ]
    assert Grade.FIRM in {each.grade for each in wanted}
    assert wanted[0].text == "1 of 2 cuff readings of the last 15 min"


def test_values_older_than_a_minute_are_missing() -> None:
    made = trends([(3, 130), (1, 131)])
    assert unmet(made.wanted(NOW)) == ()
    assert [item.id for item in unmet(made.wanted(NOW + MIN + 1))] == [
        "baseline_hr",
        "baseline_spo2",
    ]


def test_the_age_is_that_of_the_older_reading() -> None:
    made = trends([(5, 128), (3, 130), (1, 131)])
    captured = made.capture(NOW)
    assert captured is not None
    assert captured.cuff_at == NOW - 3 * MIN
    assert made.wanted(NOW)[0].age == 3 * MIN
