"""Off the monitor: when a patient may leave it, and what has to wait until they are back."""

import pytest

from app.domain.absence import Absence, Errand
from app.domain.errors import BadCommand, HappenedOutside, WrongPhase
from app.domain.infusion import InfusionSession, apply, check
from app.domain.phases import Phase, SessionCommand
from tests.domain.test_infusion import COMPLETE, MIN, RUNNING, STOPPED, T0, Step, session

WALK = {"reason": "walk"}
BEFORE: tuple[Step, ...] = RUNNING[:1]
PAUSED: tuple[Step, ...] = (*RUNNING, ("pause", 12))


def away(*story: Step, minute: float = 60) -> InfusionSession:
    """Off the monitor from that minute on."""
    at = T0 + round(minute * MIN)
    return apply(session(*story), SessionCommand.OFF_MONITOR, at, WALK, by="anna")


def refused(made: InfusionSession, name: str, minute: float = 65) -> WrongPhase:
    with pytest.raises(WrongPhase) as refusal:
        check(made, SessionCommand(name), {"handed_over": True}, T0 + round(minute * MIN))
    return refusal.value


@pytest.mark.parametrize("story", [BEFORE, PAUSED, STOPPED])
def test_there_and_back_again(story: tuple[Step, ...]) -> None:
    made = away(*story)
    assert made.off_monitor == Absence(T0 + 60 * MIN, Errand.WALK, "anna")
    assert (made.phase, made.spans) == (session(*story).phase, session(*story).spans)
    back = apply(made, SessionCommand.BACK_ON_MONITOR, T0 + 66 * MIN, {})
    assert back.off_monitor is None
    assert [(a.since, a.until) for a in back.absences] == [(T0 + 60 * MIN, T0 + 66 * MIN)]
    assert (back.place, back.revision) == (session(*story).place, session(*story).revision + 2)
    assert len(away(*story, minute=60).absences) == 1
    again = apply(back, SessionCommand.OFF_MONITOR, T0 + 70 * MIN, {"reason": "bathroom"})
    assert [absence.reason for absence in again.absences] == [Errand.WALK, Errand.BATHROOM]
    twice = apply(again, SessionCommand.BACK_ON_MONITOR, T0 + 72 * MIN, {})
    assert [a.until for a in twice.absences] == [T0 + 66 * MIN, T0 + 72 * MIN]


@pytest.mark.parametrize("story", [(), RUNNING, (*STOPPED, ("discharge", 50))])
def test_where_nobody_leaves(story: tuple[Step, ...]) -> None:
    problem = refused(session(*story), "off_monitor")
    assert problem.first == ("pause" if story == RUNNING else None)
    assert ("; pause first; " in str(problem)) is (story == RUNNING)


@pytest.mark.parametrize(
    ("story", "name"),
    [(BEFORE, "baseline"), (BEFORE, "start"), (PAUSED, "resume"), (STOPPED, "discharge")],
)
def test_what_waits_until_the_patient_is_back(story: tuple[Step, ...], name: str) -> None:
    problem = refused(away(*story), name)
    assert problem.first == "back_on_monitor"
    assert "back_on_monitor" in problem.allowed
    assert f"{name} is not possible in {session(*story).phase} (" in str(problem)
    assert "off monitor); back_on_monitor first; possible: " in str(problem)


def test_nobody_leaves_twice_and_nobody_comes_back_who_is_there() -> None:
    assert refused(away(*STOPPED), "off_monitor").first == "back_on_monitor"
    assert refused(session(*STOPPED), "back_on_monitor").first is None


def test_the_infusion_can_be_stopped_while_the_patient_is_away() -> None:
    made = apply(away(*PAUSED), SessionCommand.STOP, T0 + 62 * MIN, COMPLETE)
    assert (made.phase, made.paused) == (Phase.OBSERVATION, False)
    assert made.off_monitor is not None
    assert refused(made, "discharge").first == "back_on_monitor"


@pytest.mark.parametrize("story", [BEFORE, PAUSED, STOPPED])
def test_a_hand_over_ends_it(story: tuple[Step, ...]) -> None:
    aborted = apply(away(*story), SessionCommand.ABORT, T0 + 63 * MIN, {"handed_over": True})
    assert (aborted.phase, aborted.off_monitor) == (Phase.ABORTED, None)
    assert [absence.until for absence in aborted.absences] == [T0 + 63 * MIN]
    if story != BEFORE:
        with pytest.raises(WrongPhase):
            check(away(*story), SessionCommand.ABORT, {}, T0 + 63 * MIN)


def test_nobody_is_back_before_they_left_nor_leaves_before_they_were_back() -> None:
    made = away(*STOPPED)
    with pytest.raises(HappenedOutside) as refusal:
        check(made, SessionCommand.BACK_ON_MONITOR, {}, T0 + 70 * MIN, T0 + 59 * MIN)
    assert refusal.value.earliest == T0 + 60 * MIN
    back = apply(made, SessionCommand.BACK_ON_MONITOR, T0 + 66 * MIN, {})
    with pytest.raises(HappenedOutside):
        check(back, SessionCommand.OFF_MONITOR, WALK, T0 + 70 * MIN, T0 + 65 * MIN)


@pytest.mark.parametrize("body", [{}, {"reason": "home"}, {"reason": 1}])
def test_a_reason_is_one_of_the_words(body: dict[str, object]) -> None:
    with pytest.raises(BadCommand, match="reason"):
        check(session(*STOPPED), SessionCommand.OFF_MONITOR, body, T0 + 60 * MIN)
