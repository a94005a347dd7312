"""Blood pressure twice, heart rate and saturation for ten minutes: tables worked out by hand."""

from dataclasses import replace

import pytest

from app.domain.baseline import Baseline
from app.domain.discharge import Pressure, Reading
from app.domain.errors import Result
from app.domain.vitals import Vital
from tests.domain.leaving import MIN, NOW, READY, ago, every_second, judged

PASS, FAIL, UNKNOWN = Result.PASS, Result.FAIL, Result.UNKNOWN

Readings = tuple[tuple[float, float, float], ...]  # minutes ago, SBP, DBP


@pytest.mark.parametrize(
    ("readings", "result"),
    [  # the baseline is 130/80: within 104 to 156 and 64 to 96
        (((15, 128, 80), (2, 128, 80)), PASS),
        (((12, 128, 80), (2, 128, 80)), PASS),
        (((11.9, 128, 80), (2, 128, 80)), UNKNOWN),
        (((2, 128, 80),), UNKNOWN),
        ((), UNKNOWN),
        (((20, 128, 80), (10, 128, 80)), PASS),
        (((20, 128, 80), (10.1, 128, 80)), UNKNOWN),
        (((30, 128, 80), (2, 128, 80)), PASS),
        (((30.1, 128, 80), (2, 128, 80)), UNKNOWN),
        (((15, 128, 80), (2, 150, 95)), PASS),
        (((15, 128, 80), (2, 151, 80)), FAIL),
        (((15, 128, 80), (2, 128, 96)), FAIL),
        (((15, 152, 80), (2, 128, 80)), UNKNOWN),
        (((15, 128, 80), (8, 152, 80), (2, 128, 80)), UNKNOWN),
        (((15, 104, 64), (2, 104, 64)), PASS),
        (((15, 128, 80), (2, 103, 80)), FAIL),
        (((15, 128, 80), (2, 128, 63)), FAIL),
        (((15, 128, 80), (2, 128, 80), (-1, 190, 110)), PASS),  # not yet measured
    ],
)
def test_pressure(readings: Readings, result: Result) -> None:
    cuff = tuple(Pressure(ago(minutes), sbp, dbp) for minutes, sbp, dbp in readings)
    assert judged(replace(READY, cuff=cuff))["pressure"].result is result


def test_the_order_in_which_readings_came_does_not_matter() -> None:
    cuff = (Pressure(ago(2), 128, 80), Pressure(ago(8), 152, 80), Pressure(ago(15), 128, 80))
    assert judged(replace(READY, cuff=cuff))["pressure"].result is UNKNOWN


def test_pressure_without_a_baseline() -> None:
    unknown = judged(replace(READY, baseline=None))["pressure"]
    assert (unknown.result, unknown.value, unknown.age) == (UNKNOWN, "128/82", 2 * MIN)
    high = replace(READY, baseline=None, cuff=(Pressure(ago(2), 152, 80),))
    assert judged(high)["pressure"].result is FAIL


def test_pressure_in_words() -> None:
    high = judged(replace(READY, cuff=(Pressure(ago(2), 152, 88),)))["pressure"]
    assert high.text == "BP 152/88 is above 150/95"
    low = judged(replace(READY, cuff=(Pressure(ago(2), 100, 60),)))["pressure"]
    assert low.text == "BP 100/60 is over 20 % off the baseline 130/80"


def test_time_off_the_monitor_lies_not_between_two_readings() -> None:
    off = ((ago(8), ago(4)),)  # 13 min between the readings, 9 that count
    assert judged(replace(READY, off_monitor=off))["pressure"].result is UNKNOWN
    assert judged(replace(READY, off_monitor=((ago(8), ago(5)),)))["pressure"].result is PASS
    away = judged(replace(READY, off_monitor=((ago(3), None),)))["pressure"]
    assert away.result is UNKNOWN  # the reading of 2 min ago does not count, the one before is old
    bad = replace(READY, off_monitor=((ago(3), None),), cuff=(Pressure(ago(2), 152, 88),))
    assert judged(bad)["pressure"].result is FAIL


def series(*parts: tuple[float, float, float]) -> tuple[Reading, ...]:
    """From minute, to minute (ago), value; every second."""
    return tuple(
        reading for start, stop, value in parts for reading in every_second(value, start, stop)
    )


SPO2 = [
    (series((11, 0, 94)), PASS),
    (series((11, 0, 93.9)), FAIL),
    (series((11, 5, 97), (4.99, 4.8, 90), (4.75, 0, 97)), PASS),  # 14.4 s at most
    (series((11, 5, 97), (5, 4.76, 90), (4.75, 0, 97)), FAIL),  # 15 s
    (series((11, 9.9, 90), (9.8, 0, 97)), FAIL),  # its last 12 s are in the ten minutes
    (series((11, 10.1, 90), (10, 0, 97)), PASS),
    (series((11, 10.2, 97), (10.15, 9.95, 90), (9.92, 0, 97)), PASS),  # 14 s
    (series((11, 0.2, 97), (0.19, 0, 90)), PASS),  # 11 s so far
    (series((11, 0.25, 97), (0.25, 0, 90)), FAIL),
    (series((11, 1, 97), (1, 0.9, 90)), FAIL),  # bad, then nothing
    (series((9, 0, 97)), PASS),  # a minute without
    (series((8.98, 0, 97)), UNKNOWN),
    (series((11, 5, 97), (4, 0, 97)), PASS),
    (series((11, 5, 97), (3.98, 0, 97)), UNKNOWN),
    (series((11, 0.16, 97)), PASS),  # 9.6 s old
    (series((11, 0.2, 97)), UNKNOWN),  # 12 s old
    ((), UNKNOWN),
    (series((11, -5, 97)), PASS),
]


@pytest.mark.parametrize(("readings", "result"), SPO2, ids=range(len(SPO2)))
def test_saturation(readings: tuple[Reading, ...], result: Result) -> None:
    facts = replace(READY, vitals={**READY.vitals, Vital.SPO2: readings})
    assert judged(facts)["spo2"].result is result


@pytest.mark.parametrize(
    ("before", "value", "result"),
    [(93, 91, PASS), (93, 90.9, FAIL), (97, 94, PASS), (99, 93, FAIL), (None, 93, FAIL)],
)
def test_who_came_with_less_may_leave_with_less(
    before: float | None, value: float, result: Result
) -> None:
    facts = replace(
        READY,
        baseline=Baseline(ago(125), 130, 80, spo2=before),
        vitals={**READY.vitals, Vital.SPO2: every_second(value)},
    )
    assert judged(facts)["spo2"].result is result


@pytest.mark.parametrize(("value", "result"), [(50, PASS), (49, FAIL), (110, PASS), (111, FAIL)])
def test_heart_rate(value: float, result: Result) -> None:
    facts = replace(READY, vitals={**READY.vitals, Vital.HR: every_second(value)})
    assert judged(facts)["hr"].result is result


def test_a_vital_in_words() -> None:
    readings = series((11, 5, 97), (5, 4, 90), (3.9, 0, 96))
    told = judged(replace(READY, vitals={**READY.vitals, Vital.SPO2: readings}))["spo2"]
    assert (told.text, told.value, told.limit) == ("SpO2 was 90 5 min ago", 96, 94)
    assert told.needs == "10 min from 94 up"


def test_any_time_off_the_monitor_starts_the_ten_minutes_anew() -> None:
    for off, result in (((ago(9), ago(8.9)), UNKNOWN), ((ago(12), ago(10)), PASS)):
        told = judged(replace(READY, off_monitor=(off,)))
        assert (told["hr"].result, told["spo2"].result) == (result, result)


def test_readiness_withdraws_when_nothing_comes_any_more() -> None:
    later = judged(replace(READY, now=NOW + 11_000))
    assert (later["hr"].result, later["spo2"].result) == (UNKNOWN, UNKNOWN)
    assert later["hr"].age == 11_000
