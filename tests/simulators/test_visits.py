"""What the simulated nurse does next."""

from dataclasses import replace

import pytest

from simulators.demo import STAGED_MINUTES, STAGES, follow, plans
from simulators.scenario import load, names
from simulators.visits import MINUTE, Plan, Progress, Step, next_step

PLAN = Plan("quiet", bed="1", arrives=0, start_after=5, pause_after=10, pause_minutes=4)
NEW = Progress("s", "check_in", False, False, 0, 0, 0)
BASELINE = replace(NEW, phase="baseline")
READY = replace(BASELINE, has_baseline=True)
INFUSION = replace(READY, phase="infusion")
OBSERVATION = replace(READY, phase="observation")


@pytest.mark.parametrize(
    ("minute", "progress", "step"),
    [
        (-1, None, None),
        (0, None, Step.CREATE),
        (0.5, NEW, None),
        (1, NEW, Step.BASELINE),
        (2, BASELINE, Step.BASELINE),  # again, until it could be captured
        (4, READY, None),
        (5, READY, Step.START),
        (9, replace(INFUSION, infused_ms=4 * MINUTE), None),
        (15, replace(INFUSION, infused_ms=10 * MINUTE), Step.PAUSE),
        (18, replace(INFUSION, paused=True, paused_ms=3 * MINUTE), None),
        (19, replace(INFUSION, paused=True, paused_ms=4 * MINUTE), Step.RESUME),
        (20, replace(INFUSION, infused_ms=11 * MINUTE, paused_ms=4 * MINUTE), None),
        (49, replace(INFUSION, infused_ms=40 * MINUTE, paused_ms=4 * MINUTE), Step.STOP),
        (90, replace(OBSERVATION, since_stop_ms=59 * MINUTE), None),
        (110, replace(OBSERVATION, since_stop_ms=60 * MINUTE), Step.DISCHARGE),
        (111, replace(OBSERVATION, phase="discharged"), None),
        (111, replace(OBSERVATION, phase="aborted"), None),
    ],
)
def test_the_next_step(minute: float, progress: Progress | None, step: Step | None) -> None:
    assert next_step(PLAN, progress, int(minute * MINUTE)) is step


def test_ending_before_the_dose_is_in_is_stopped_early() -> None:
    assert PLAN.outcome == "complete"
    assert replace(PLAN, stop_after=30).outcome == "stopped_early"


def test_the_demonstration_gives_every_bed_a_visit_that_fits_into_its_staging() -> None:
    beds = [str(number) for number in range(1, 17)]
    made = plans(beds, seed=1, begin=0)
    assert [plan.bed for plan in made] == beds
    assert len({plan.seed for plan in made}) == 16
    assert all(0 <= plan.arrives <= STAGED_MINUTES * MINUTE for plan in made)
    assert all(plan.scenario in names() for _, plan in STAGES)


def test_the_next_patient_is_another_one_in_the_same_chair() -> None:
    after = follow(PLAN, 7 * MINUTE)
    assert (after.bed, after.arrives) == ("1", 7 * MINUTE)
    assert after.seed != PLAN.seed
    assert load(after.scenario).title
