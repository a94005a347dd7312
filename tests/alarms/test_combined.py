"""Several things together: C1 … C8 of the clinical page."""

from app.alarms.condition import Condition, Priority, Reason
from app.alarms.inputs import Fact, FactInput
from app.domain.phases import Phase
from tests.alarms.series import START, Series

MINUTE = 60_000
FALL = "96x10 95x10 94x10 93x10 92x20"


def score(series: Series, value: float) -> Series:
    return series.take(FactInput(series.at, Fact.SCORE, {"scale": "moaas", "score": value}))


def symptom(series: Series, present: bool = True) -> Series:
    body = {"symptom": "headache", "present": present}
    return series.take(FactInput(series.at, Fact.SYMPTOM, body))


def test_t7_c1_a_fall_of_three_points_with_slow_breath_is_high_after_ten_seconds() -> None:
    series = Series(spo2=FALL, rr="9x60")
    assert series.alarms("hypoventilation") == [
        "30s hypoventilation normal→pending",
        "40s hypoventilation pending→active",
    ]
    alarm = series.alarm("hypoventilation")
    assert (alarm.priority, alarm.latched) == (Priority.HIGH, True)
    assert alarm.text == "Hypoventilation: SpO2 92, RR 9"


def test_high_carbon_dioxide_says_it_too_and_slow_breath_alone_does_not() -> None:
    assert Series(spo2=FALL, etco2="52x60").raised("hypoventilation") == 1
    assert Series(spo2=FALL, etco2="50x60", rr="11x60").raised("hypoventilation") == 0
    assert Series(spo2="97x60", rr="9x60").raised("hypoventilation") == 0
    assert Series(spo2=FALL).raised("hypoventilation") == 0


def test_breathing_again_clears_it_and_it_stays_until_seen() -> None:
    series = Series(spo2=FALL, rr="9x60").feed(spo2="92x12", rr="14x12")
    assert series.alarms("hypoventilation")[2:] == ["70s hypoventilation active→returned"]
    assert series.alarm("hypoventilation").reason is Reason.COMBINATION_OVER
    series.feed(spo2="92x30 97x40 93x15", rr="14x70 9x15")
    assert series.alarm("hypoventilation").condition is Condition.ACTIVE


def test_a_breath_measured_more_than_a_minute_ago_says_nothing() -> None:
    series = Series(spo2="97x70", rr="9x2").feed(spo2="96x10 94x20")
    assert series.raised("hypoventilation") == 0


def test_what_cannot_be_seen_any_more_is_unknown() -> None:
    silent = Series(spo2=FALL, rr="9x60").wait(30)
    assert silent.alarms("hypoventilation")[2:] == ["69s hypoventilation active→unknown"]
    invalid = Series(spo2=FALL, rr="9x60").feed(spo2="off", rr="9")
    alarm = invalid.alarm("hypoventilation")
    assert (alarm.condition, alarm.reason) == (Condition.UNKNOWN, Reason.VALUE_INVALID)
    invalid.feed(spo2="92", rr="9")
    assert invalid.alarm("hypoventilation").reason is Reason.STILL_BAD


def test_a_pending_one_is_withdrawn_when_it_is_over() -> None:
    series = Series(spo2="97x5 94x5 97x5", rr="9x15")
    assert series.alarms("hypoventilation") == [
        "5s hypoventilation normal→pending",
        "10s hypoventilation pending→normal",
    ]


def test_c2_sedated_and_below_92_is_high_after_five_seconds() -> None:
    series = score(Series(), 3).feed(spo2="91x6")
    assert series.alarms("sedation_des")[1:] == ["5s sedation_desaturation pending→active"]
    assert series.alarm("sedation_desaturation").text == (
        "Sedated and desaturating: MOAAS 3, SpO2 91"
    )
    assert score(Series(), 4).feed(spo2="91x6").raised("sedation_desaturation") == 0


def test_t8_c3_two_readings_from_160_and_a_fast_heart_are_one_card() -> None:
    series = Series().cuff(162).wait(90).feed(hr="112").cuff(165)
    assert series.raised("sympathetic_surge") == 1
    assert {a.group for a in series.engine.open_alarms()} == {"BP high"}
    assert Series().cuff(162).wait(90).feed(hr="108").cuff(165).raised("sympathetic_surge") == 0
    assert Series().feed(hr="112").cuff(165).raised("sympathetic_surge") == 0


def test_c3_a_fast_heart_later_than_a_minute_is_another_story() -> None:
    series = Series().cuff(162).wait(90).cuff(165).wait(70).feed(hr="112")
    assert series.raised("sympathetic_surge") == 0


def test_c4_a_symptom_with_180_or_110() -> None:
    assert symptom(Series().cuff(182)).raised("hypertensive_emergency") == 1
    assert symptom(Series()).cuff(150, 111).raised("hypertensive_emergency") == 1
    assert symptom(Series()).cuff(179, 109).raised("hypertensive_emergency") == 0
    over = symptom(symptom(Series().cuff(182)), present=False)
    assert over.alarm("hypertensive_emergency").condition is Condition.RETURNED
    assert Series().cuff(182).raised("hypertensive_emergency") == 0


def test_c5_low_pressure_and_a_slow_heart_are_high_at_once() -> None:
    series = Series(hr="49x2").cuff(89)
    assert series.alarms("vasovagal") == ["2s vasovagal normal→active"]
    assert Series(hr="49x2").cuff(91).raised("vasovagal") == 0
    assert Series(hr="51x2").cuff(89).feed(hr="49").raised("vasovagal") == 1


def test_c6_a_rise_of_25_within_12_minutes() -> None:
    series = Series().cuff(118).wait(10 * 60).cuff(143)
    assert series.alarm("sbp_rising").silent
    assert Series().cuff(118).wait(13 * 60).cuff(143).raised("sbp_rising") == 0
    assert Series().cuff(118).wait(10 * 60).cuff(142).raised("sbp_rising") == 0
    assert Series().cuff(110).wait(10 * 60).cuff(139).raised("sbp_rising") == 0


def test_c6_makes_the_cuff_due_twice_as_often_for_20_minutes() -> None:
    series = Series().cuff(118).wait(10 * 60).cuff(143).wait(421)
    assert series.alarms("cuff_overdue_low") == ["1020s cuff_overdue_low normal→active"]
    assert series.alarm("cuff_overdue_low").onset - START == 15 * MINUTE
    for _ in range(4):
        series.cuff(143).wait(5 * 60)
    series.cuff(143).wait(12 * 60 - 1)
    assert series.raised("cuff_overdue_low") == 1
    assert series.wait(1).raised("cuff_overdue_low") == 2


def test_c7_a_fall_of_a_point_in_ten_seconds_for_half_a_minute() -> None:
    steady = "98x10 97x10 96x10 95x10 94x5"
    series = Series(spo2=steady)
    assert series.alarms("spo2_falling") == [
        "40s spo2_falling normal→active",
        "40s spo2_falling_on normal→pending",
    ]
    series.feed(spo2="94x5 93x10 92x10 91x11")
    assert series.raised("spo2_falling_on") == 1
    assert Series(spo2="97x10 96x20 95x20 94x20").raised("spo2_falling") == 0
    assert Series(spo2="97x30 94 97 94 97 93 96 94x3").raised("spo2_falling") == 0
    assert Series(spo2="98x10 97x10 _x10 95x5 94x5").raised("spo2_falling") == 0


def test_c8_a_pressure_that_has_not_come_back_an_hour_after_the_stop() -> None:
    series = Series(Phase.OBSERVATION).wait(45 * 60).cuff(148).wait(14 * 60).cuff(148)
    assert series.raised("sbp_not_falling") == 0
    series.wait(10 * 60).cuff(146)
    alarm = series.alarm("sbp_not_falling")
    assert (alarm.priority, alarm.onset - START) == (Priority.MEDIUM, 69 * MINUTE)
    series.wait(60).cuff(144)
    assert series.alarm("sbp_not_falling").condition is Condition.NORMAL


def test_sedation_acts_on_entry_and_ends_with_the_next_one() -> None:
    series = score(Series(), 2)
    assert series.open() == ["sedation_medium", "sedation_high"]
    score(series, 5)
    assert series.open() == ["sedation_high"]  # latched


def test_an_entry_that_says_nothing_is_nothing() -> None:
    series = Series().take(FactInput(START, Fact.SCORE, {"scale": "moaas"}))
    assert series.take(FactInput(START, Fact.SCORE, {"score": 1})).open() == []


def test_a_score_stands_when_the_next_phase_asks_more_or_less_of_it() -> None:
    series = score(Series(Phase.BASELINE), 2)
    assert series.open() == ["sedation_baseline_medium", "sedation_baseline_high"]
    series.wait(5).say("start", watching=1)
    assert series.alarms("sedation_medium") == ["5s sedation_medium normal→active"]
    assert series.alarms("sedation_high") == ["5s sedation_high normal→active"]
    assert series.alarms("sedation_baseline_high")[1:] == [
        "5s sedation_baseline_high active→normal"
    ]


def test_drowsy_an_hour_after_the_stop_is_told_then_without_a_new_entry() -> None:
    series = score(Series(Phase.OBSERVATION), 4).wait(3600)
    assert series.alarms("sedation") == ["3600s sedation_lasting normal→active"]
    score(series, 5)
    assert series.alarms("sedation")[1:] == ["3600s sedation_lasting active→normal"]
