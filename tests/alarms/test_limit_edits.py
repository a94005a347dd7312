"""Limits moved for one session: how far, and what becomes of alarms. Figures: clinical 2.2."""

import pytest

from app.alarms.condition import Condition, Reason
from app.alarms.rules import LimitInForce
from app.alarms.why import explain
from app.domain.errors import BadCommand, HappenedOutside, LimitRefused, UnknownRule, WrongPhase
from app.domain.infusion import InfusionSession
from app.domain.phases import Phase
from tests.alarms.series import START, Series, changed, command, vitals

MINUTE = 60_000


def edited(series: Series, rule: str, value: float | None) -> Series:
    series.say("limits", rule=rule, value=value)
    return series


def in_force(series: Series, rule: str) -> LimitInForce:
    return next(limit for limit in series.engine.limits() if limit.rule == rule)


def session(series: Series) -> InfusionSession:
    assert series.engine.session is not None
    return series.engine.session


@pytest.mark.parametrize(
    ("rule", "value", "why", "allowed"),
    [
        ("spo2_low_high", 79, "it is never below 80", "80 to 89"),
        ("spo2_low_high", 90, r"SpO2 low \(medium priority\) stands at 90", "80 to 89"),
        ("spo2_low_medium", 85, r"SpO2 low \(high priority\) stands at 85", "86 to 100"),
        ("spo2_low_medium", 101, "no value of SpO2 is above 100", "86 to 100"),
        ("spo2_low_medium", 90.5, "it is a whole number", "86 to 100"),
        ("hr_high_medium", 140, r"HR high \(high priority\) stands at 140", "51 to 139"),
        ("hr_high_medium", 50, r"HR low \(medium priority\) stands at 50", "51 to 139"),
        ("hr_high_high", 301, "no value of HR is above 300", "121 to 300"),
        ("hr_high_high", 120, r"HR high \(medium priority\) stands at 120", "121 to 300"),
        ("hr_low_high", 15, "no value of HR is below 15", "16 to 49"),
        ("hr_low_high", 50, r"HR low \(medium priority\) stands at 50", "16 to 49"),
        ("sbp_high_medium", 180, r"SBP high \(high priority\) stands at 180", "91 to 179"),
        ("sbp_low_medium", 145, "is below the high one: SBP high .* at 145", "81 to 144"),
        ("rr_low_high", 0, "no value of RR is below 0", "1 to 8"),
    ],
)
def test_no_further_than_the_guard_rails(rule: str, value: float, why: str, allowed: str) -> None:
    series = Series()
    with pytest.raises(LimitRefused, match=why) as refusal:
        edited(series, rule, value)
    assert str(refusal.value).endswith(f"allowed: {allowed}")
    assert session(series).edits == ()
    for fits in (refusal.value.lowest, refusal.value.highest):
        assert in_force(edited(Series(), rule, fits), rule).value == fits


def test_rails_move_with_the_phase_and_with_other_edits() -> None:
    with pytest.raises(LimitRefused, match="stands at 130"):
        edited(Series(Phase.BASELINE), "hr_high_medium", 130)
    with pytest.raises(LimitRefused, match="stands at 130"):
        edited(Series(Phase.CHECK_IN), "hr_high_medium", 130)
    series = edited(edited(Series(Phase.BASELINE), "hr_high_high", 150), "hr_high_medium", 149)
    with pytest.raises(LimitRefused, match="stands at 149"):
        edited(series, "hr_high_high", None)  # back to 130, inside of the medium one
    edited(edited(series, "hr_high_medium", None), "hr_high_high", None)
    assert in_force(series, "hr_high_high").value == 130


def test_what_does_not_act_in_the_phase_can_be_moved_and_taken_back_in_it() -> None:
    series = edited(Series(Phase.BASELINE), "hr_high_sustained", 115)
    assert "hr_high_sustained" not in {limit.rule for limit in series.engine.limits()}
    edited(series, "hr_high_sustained", None).say("start", watching=1)
    assert in_force(series, "hr_high_sustained").value == 110


def test_a_protocol_without_ranges_has_no_rails_of_what_can_be() -> None:
    series = Series(protocol=changed({"plausibility.etco2": None}))
    assert in_force(edited(series, "etco2_high_high", 999), "etco2_high_high").value == 999


@pytest.mark.parametrize("rule", ["monitor_silent_high", "hypoventilation", "no_such_rule"])
def test_only_limits_can_be_moved(rule: str) -> None:
    with pytest.raises(UnknownRule):
        edited(Series(), rule, 90)


@pytest.mark.parametrize("body", [{}, {"rule": 5, "value": 90}, {"rule": "x", "value": "90"}])
def test_a_body_that_says_nothing(body: dict[str, object]) -> None:
    with pytest.raises(BadCommand):
        Series().say("limits", **body)


def test_never_in_the_past_and_never_after_the_end() -> None:
    series = Series(spo2="97x5")
    past = command(series.at, "limits", rule="hr_low_high", value=41)
    with pytest.raises(HappenedOutside):
        series.take(type(past)(past.at, past.name, past.by, past.at - 1000, past.body))
    over = Series(Phase.OBSERVATION).say("discharge")
    with pytest.raises(WrongPhase):
        edited(over, "hr_low_high", 41)


@pytest.mark.parametrize("phase", [Phase.CHECK_IN, Phase.BASELINE, Phase.INFUSION])
def test_it_stands_in_every_phase_that_follows(phase: Phase) -> None:
    series = edited(Series(phase), "spo2_low_medium", 92)
    assert session(series).revision > 1
    way: list[tuple[str, dict[str, object]]] = [
        ("baseline", {"captured": CAPTURED}),
        ("start", {"watching": 1}),
        ("stop", {"outcome": "complete"}),
    ]
    done = {Phase.CHECK_IN: 0, Phase.BASELINE: 1, Phase.INFUSION: 2}[phase]
    for name, body in way[done:]:
        series.say(name, **body)
        shown = in_force(series, "spo2_low_medium")
        assert (shown.value, shown.clear) == (92, 94)
    series.feed(spo2="97x2 91x17")
    assert series.alarm("spo2_low_medium").text == "SpO2 91 < 92"
    assert in_force(series.wait(31 * 60), "spo2_low_medium").value == 92


CAPTURED = {"at": START, "sbp": 120.0, "dbp": 80.0, "map": 93.0, "hr": 72.0, "spo2": 97.0}


def test_it_is_shown_with_who_when_and_what_the_protocol_says() -> None:
    shown = in_force(edited(Series(spo2="97x5"), "sbp_high_medium", 170), "sbp_high_medium")
    assert (shown.value, shown.clear) == (170, 165)
    assert shown.edited is not None
    assert (shown.edited.by, shown.edited.at) == ("nurse", START + 5000)
    assert shown.edited.before == 157  # 30 % above 120
    assert in_force(Series(), "sbp_high_medium").edited is None


def test_a_rule_without_its_baseline_acts_by_the_value_that_was_set() -> None:
    series = Series(Phase.CHECK_IN)
    series.say("baseline").say(
        "start", watching=1, captured={"at": START, "sbp": 120.0, "dbp": 80.0}
    )
    assert in_force(series, "hr_high_low").inactive is not None
    shown = in_force(edited(series, "hr_high_low", 105), "hr_high_low")
    assert (shown.inactive, shown.value, shown.clear) == (None, 105, 100)
    assert shown.edited is not None
    assert shown.edited.before is None


def test_the_history_of_limits_is_cut_where_it_was_moved() -> None:
    series = edited(Series(spo2="97x10"), "spo2_low_medium", 88)
    edited(series.wait(50), "spo2_low_medium", None).wait(10)
    spans = [
        (span.from_at - START, next(x.value for x in span.limits if x.rule == "spo2_low_medium"))
        for span in series.engine.limit_history()
        if span.from_at >= START
    ]
    assert spans == [(0, 90), (10_000, 88), (60_000, 90)]


def test_looser_a_pending_alarm_is_over_at_once_and_an_open_one_by_its_values() -> None:
    series = edited(Series(spo2="97 89x10"), "spo2_low_medium", 88)
    assert series.alarm("spo2_low_medium").condition is Condition.NORMAL
    assert series.alarm("spo2_low_medium").reason is Reason.LIMIT_EDITED
    series = edited(Series(spo2="97 89x16"), "spo2_low_medium", 87)
    assert series.alarm("spo2_low_medium").condition is Condition.ACTIVE
    series.feed(spo2="89x11")
    assert series.alarms("spo2_low_medium")[2:] == ["27s spo2_low_medium active→normal"]
    assert series.alarm("spo2_low_medium").reason is Reason.VALUE_BACK


def test_looser_and_still_beyond_it_goes_on_waiting() -> None:
    series = edited(Series(spo2="97 86x10"), "spo2_low_medium", 88).feed(spo2="86x6")
    assert series.alarms("spo2_low_medium") == [
        "1s spo2_low_medium normal→pending",
        "16s spo2_low_medium pending→active",
    ]


def test_tighter_what_is_there_counts_from_its_value_on() -> None:
    series = edited(Series(spo2="97 91x30"), "spo2_low_medium", 92)
    assert series.alarms("spo2_low_medium") == ["31s spo2_low_medium normal→pending"]
    assert series.alarm("spo2_low_medium").onset == START + 30_000
    series.feed(spo2="91x15")
    assert series.alarm("spo2_low_medium").condition is Condition.ACTIVE


def test_tighter_the_last_reading_of_the_cuff_waits_for_its_re_check_from_now_on() -> None:
    series = Series(spo2="97").cuff(150).wait(300)
    edited(series, "sbp_high_medium", 145).wait(180)
    assert series.alarms("sbp_high_medium") == [
        "301s sbp_high_medium normal→pending",
        "481s sbp_high_medium pending→active",
    ]
    at_once = Series(spo2="97").cuff(165).wait(300)
    edited(edited(at_once, "sbp_high_medium", 150), "sbp_high_high", 160)
    assert at_once.alarms("sbp_high_high") == ["301s sbp_high_high normal→active"]


def test_what_cannot_be_seen_is_not_judged_anew() -> None:
    for series in (Series(), Series(spo2="91x5").wait(15), Series(spo2="91x3 off")):
        edited(series, "spo2_low_medium", 95)
        assert series.alarms("spo2_low_medium") == []


def test_a_moved_limit_is_crossed_by_its_own_value_only() -> None:
    """Others of the vital go on as they were: a clearing is not begun anew."""
    series = Series(hr="145x12 100x5")
    edited(series, "hr_low_high", 41).feed(hr="100x6")
    assert series.alarm("hr_high_high").condition is Condition.RETURNED
    assert series.at == START + 23_000


def test_the_calm_channel_knows_the_new_limit() -> None:
    series = edited(Series(hr="100x20"), "hr_high_medium", 95)
    series.feed(hr="94x20 96x16")
    assert series.alarms("hr_high_medium")[-1] == "55s hr_high_medium pending→active"


def test_later_columns_do_not_undo_it_and_why_knows_it() -> None:
    series = edited(Series(Phase.OBSERVATION), "hr_high_high", 145).wait(31 * 60)
    series.feed(hr="135x12")
    assert series.raised("hr_high_high") == 0
    limit = explain(series.engine, "hr_high_high", series.at).limit
    assert getattr(limit, "value", None) == 145


def test_late_data_are_judged_by_the_limits_of_their_time() -> None:
    series = edited(Series(spo2="97x5"), "spo2_low_medium", 88).wait(100)
    for second in range(20, 60):
        series.take(vitals(series.at, START + second * 1000, late=True, spo2=89, hr=72))
    series.wait(6)
    assert not [t for t in series.transitions if t.alarm.retro]
