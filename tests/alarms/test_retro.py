"""Late data: judged afterwards by a second instance, found silently, the live one untouched."""

from app.alarms.condition import Condition, Priority, Transition
from app.alarms.engine import Engine
from app.alarms.inputs import Input
from app.alarms.retro import LateFinding, Retro
from app.domain.phases import Phase
from app.domain.vitals import JudgedSample, Vital
from tests.alarms.series import PROTOCOL, START, Series, row, way_to

RECEIVED = START + 300_000


def sample(second: float, **values: float | None) -> JudgedSample:
    at = START + round(second * 1000)
    return JudgedSample(at, at, {Vital(v): raw for v, raw in values.items()}, late=True)


def saturations(text: str, begin: int = 20) -> list[JudgedSample]:
    cells = enumerate(row(text), begin)
    return [sample(n, spo2=None if v is None else float(str(v)), hr=72.0) for n, v in cells]


def found(
    late: list[JudgedSample], context: list[Input] | None = None
) -> tuple[list[Transition], list[LateFinding]]:
    series = Series(spo2="97x10").wait(200)
    before = series.engine.open_alarms(pending=True)
    answer = Retro(Engine("s1.late1", "1", PROTOCOL, retro=True)).judge(
        way_to(Phase.INFUSION) if context is None else context, late, RECEIVED
    )
    assert series.engine.open_alarms(pending=True) == before
    return answer


def test_a_fall_while_cut_off_is_found() -> None:
    transitions, findings = found(saturations("97x5 89x6 86x10 off 0 89x5 97x20"))
    assert {(t.at, t.alarm.retro) for t in transitions} == {(RECEIVED, True)}
    medium = next(f for f in findings if f.rule == "spo2_low_medium")
    assert (medium.value, medium.priority) == (86, Priority.MEDIUM)
    assert (medium.from_at - START, medium.to_at - START) == (25_000, 48_000)
    assert medium.text == "Lowest SpO2 86 for 0:23"
    assert medium.alarm == "s1.late1.spo2_low_medium.1"


def test_what_never_became_an_alarm_is_not_told() -> None:
    assert found(saturations("97x5 89x10 97x20")) == ([], [])
    assert found([]) == ([], [])


def test_it_is_told_while_it_lasts_too() -> None:
    _, findings = found(saturations("97x5 84x10"))
    high = next(f for f in findings if f.priority is Priority.HIGH)
    assert (high.to_at - START, high.text) == (34_000, "Lowest SpO2 84 for 0:09")


def test_gaps_in_late_data_are_nobody_s_alarm() -> None:
    transitions, _ = found([*saturations("97x5"), *saturations("97x5", begin=200)])
    assert transitions == []


def test_the_order_of_arrival_does_not_matter() -> None:
    late = saturations("97x5 84x10 97x15")
    assert found(late) == found(late[::-1])


def test_limits_are_those_of_their_time() -> None:
    fast = [sample(second, hr=112.0, spo2=97.0) for second in range(20, 60)]
    assert found(fast, way_to(Phase.BASELINE))[1][0].text == "Highest HR 112 for 0:39"
    assert found(fast)[1] == []


def test_several_vitals_together_have_transitions_but_no_worst_one() -> None:
    late = [sample(n, spo2=97 - n / 10, rr=8.0, hr=72.0) for n in range(60)]
    transitions, findings = found(late)
    assert "hypoventilation" in {t.alarm.rule for t in transitions}
    assert "hypoventilation" not in {f.rule for f in findings}
    assert Condition.ACTIVE in {t.alarm.condition for t in transitions}
