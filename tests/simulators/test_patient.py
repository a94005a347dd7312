"""The simulated body: repeatable, plausible, and shaped by the drug."""

import pytest

from simulators.patient import NO_DRUG, Course, draw, effect, height, vitals_at
from simulators.scenario import Episode, Resting

MINUTE = 60
INFUSION = Course(((5 * MINUTE, 45 * MINUTE),))


def test_the_same_seed_is_the_same_patient_and_another_is_not() -> None:
    assert draw(7) == draw(7)
    assert draw(7) != draw(8)


def test_a_second_can_be_asked_for_in_any_order() -> None:
    patient = draw(3)
    forwards = [vitals_at(patient, INFUSION, second) for second in range(100)]
    backwards = [vitals_at(patient, INFUSION, second) for second in reversed(range(100))]
    assert forwards == backwards[::-1]


def test_what_the_scenario_fixes_is_not_drawn() -> None:
    assert draw(1, Resting(sbp=138, hr_rise=12)).sbp == 138
    assert draw(1, Resting(hr=60)).sbp == draw(1).sbp


@pytest.mark.parametrize("seed", range(40))
def test_a_quiet_patient_stays_within_what_monitors_see(seed: int) -> None:
    for second in range(0, 120 * MINUTE, 7):
        vitals = vitals_at(draw(seed), INFUSION, second)
        assert 45 < vitals.hr < 120
        assert 94 < vitals.spo2 <= 100
        assert 8 < vitals.rr < 22
        assert 85 < vitals.sbp < 185
        assert 40 < vitals.dbp < vitals.sbp


def test_the_effect_rises_with_the_infusion_and_falls_after_it() -> None:
    assert effect(NO_DRUG, 50 * MINUTE) == 0
    assert effect(INFUSION, 5 * MINUTE) == 0
    assert 0.94 < effect(INFUSION, 45 * MINUTE) < 0.97
    assert 0.30 < effect(INFUSION, 90 * MINUTE) < 0.36  # a third, 45 min after the stop
    assert effect(INFUSION, 135 * MINUTE) < 0.13  # gone, 90 min after it


def test_a_pause_lets_the_effect_fall() -> None:
    paused = Course(((300, 900), (1200, None)))
    assert effect(paused, 900) > effect(paused, 1200)
    assert effect(paused, 1800) < effect(Course(((300, None),)), 1800)


def test_the_pump_starts_and_halts_once() -> None:
    running = NO_DRUG.begun(300)
    assert running.running
    assert running.begun(400) == running
    assert running.halted(600) == Course(((300, 600),))
    assert running.halted(600).halted(700) == Course(((300, 600),))


def test_an_episode_rises_stays_and_passes() -> None:
    episode = Episode(minute=10, minutes=2, ramp_seconds=30, spo2=-10)
    heights = [height(episode, second) for second in (599, 600, 615, 630, 720, 735, 750)]
    assert heights == [0, 0, 0.5, 1, 1, 0.5, 0]
    patient = draw(5)
    calm = vitals_at(patient, NO_DRUG, 660).spo2
    assert vitals_at(patient, NO_DRUG, 660, [episode]).spo2 == pytest.approx(calm - 10)
