"""The session machine: what may happen when, its clocks, and that no walk leads astray."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.baseline import Baseline
from app.domain.errors import (
    BadCommand,
    GateNotPassed,
    HappenedOutside,
    Refusal,
    Result,
    WrongPhase,
)
from app.domain.infusion import InfusionSession, apply, check, clock, create, planned_end
from app.domain.phases import FINAL, Phase, SessionCommand

MIN = 60_000
T0 = 1_000_000_000_000
CREATE = {
    "session": "s1",
    "bed": "1",
    "protocol": {"name": "p", "version": "1"},
    "planned_ms": 40 * MIN,
    "dose_mg_per_kg": 0.5,
    "weight_kg": None,
    "simulated": False,
}
BASELINE = Baseline(T0, 120.0, 80.0)
CAPTURED = {"captured": BASELINE.to_body()}
WATCHED = {"watching": 1}
COMPLETE = {"outcome": "complete"}


Step = tuple[str, float] | tuple[str, float, Mapping[str, object]]


def session(*story: Step) -> InfusionSession:
    """A session after commands, each with its minute."""
    made = create(T0, CREATE)
    for name, minute, *body in story:
        at = T0 + round(minute * MIN)
        made = apply(made, SessionCommand(name), at, body[0] if body else {})
    return made


RUNNING: tuple[Step, ...] = (("baseline", 1, CAPTURED), ("start", 2, WATCHED))
STOPPED: tuple[Step, ...] = (*RUNNING, ("stop", 42, COMPLETE))


def test_a_whole_session() -> None:
    made = session(*STOPPED, ("discharge", 130))
    assert (made.phase, made.outcome, made.revision) == (Phase.DISCHARGED, "complete", 5)
    assert [(s.phase, (s.from_at - T0) // MIN) for s in made.spans] == [
        (Phase.CHECK_IN, 0),
        (Phase.BASELINE, 1),
        (Phase.INFUSION, 2),
        (Phase.OBSERVATION, 42),
        (Phase.DISCHARGED, 130),
    ]
    assert [s.to_at for s in made.spans[:-1]] == [s.from_at for s in made.spans[1:]]


def test_pauses_extend_the_infusion() -> None:
    paused = session(*RUNNING, ("pause", 12, {"reason": "nausea"}))
    assert planned_end(paused) is None
    assert clock(paused, T0 + 15 * MIN).infused_ms == 10 * MIN
    assert clock(paused, T0 + 15 * MIN).paused_ms == 3 * MIN
    resumed = apply(paused, SessionCommand.RESUME, T0 + 17 * MIN, {})
    assert planned_end(resumed) == T0 + (2 + 40 + 5) * MIN
    now = clock(resumed, T0 + 20 * MIN)
    assert (now.infused_ms, now.paused_ms, now.since_start_ms) == (13 * MIN, 5 * MIN, 18 * MIN)
    assert now.since_stop_ms is None


def test_a_stop_while_paused_ends_the_pause() -> None:
    made = session(*RUNNING, ("pause", 12), ("stop", 15, {"outcome": "stopped_early"}))
    now = clock(made, T0 + 60 * MIN)
    assert (now.infused_ms, now.paused_ms, now.since_stop_ms) == (10 * MIN, 3 * MIN, 45 * MIN)
    assert (made.paused, made.outcome, planned_end(made)) == (False, "stopped_early", None)


def test_the_clocks_stand_still_after_the_end() -> None:
    made = session(*STOPPED, ("discharge", 130))
    assert clock(made, T0 + 1000 * MIN) == clock(made, T0 + 130 * MIN)


def test_before_the_start_nothing_counts() -> None:
    now = clock(session(), T0 + 5 * MIN)
    assert (now.infused_ms, now.since_start_ms, now.since_stop_ms) == (0, None, None)
    assert planned_end(session()) is None


def test_no_start_without_a_captured_baseline() -> None:
    made = session(("baseline", 1))
    with pytest.raises(GateNotPassed) as refusal:
        check(made, SessionCommand.START, WATCHED, T0 + 2 * MIN)
    assert [(c.id, c.result) for c in refusal.value.criteria] == [("baseline", Result.UNKNOWN)]
    assert (
        apply(made, SessionCommand.START, T0 + 2 * MIN, {**CAPTURED, **WATCHED}).baseline
        == BASELINE
    )


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, (None, Result.UNKNOWN)),
        ({"watching": True}, (None, Result.UNKNOWN)),
        ({"watching": 0}, (0, Result.FAIL)),
        ({"watching": 0, "override": False}, (0, Result.FAIL)),
        ({"watching": 2}, None),
        ({"watching": 0, "override": True}, None),
        ({"override": True}, None),
    ],
)
def test_no_start_where_no_screen_watches(
    body: Mapping[str, object], found: tuple[int | None, Result] | None
) -> None:
    made = session(("baseline", 1, CAPTURED))
    if found is None:
        assert apply(made, SessionCommand.START, T0 + 2 * MIN, body).phase is Phase.INFUSION
        return
    with pytest.raises(GateNotPassed) as refusal:
        check(made, SessionCommand.START, body, T0 + 2 * MIN)
    assert [(c.id, c.value, c.result) for c in refusal.value.criteria] == [("station", *found)]


def test_a_gate_tells_all_that_it_asks_for() -> None:
    with pytest.raises(GateNotPassed) as refusal:
        check(session(("baseline", 1)), SessionCommand.START, {"override": False}, T0 + 2 * MIN)
    assert [criterion.id for criterion in refusal.value.criteria] == ["baseline", "station"]


def test_the_baseline_can_be_taken_again_until_the_start() -> None:
    again = Baseline(T0 + MIN, 140.0, 90.0)
    made = session(("baseline", 1, CAPTURED), ("baseline", 2, {"captured": again.to_body()}))
    assert (made.baseline, made.phase) == (again, Phase.BASELINE)
    assert apply(made, SessionCommand.BASELINE, T0 + 3 * MIN, {}).baseline == again
    with pytest.raises(WrongPhase):
        check(session(*RUNNING), SessionCommand.BASELINE, {}, T0 + 5 * MIN)


@pytest.mark.parametrize("story", [RUNNING, (*RUNNING, ("pause", 3)), STOPPED])
def test_once_the_drug_flows_abort_needs_somebody_who_takes_over(story: tuple[Step, ...]) -> None:
    made, now = session(*story), T0 + 60 * MIN
    with pytest.raises(WrongPhase):
        check(made, SessionCommand.ABORT, {"reason": "unwell"}, now)
    aborted = apply(made, SessionCommand.ABORT, now, {"handed_over": True})
    assert (aborted.phase, aborted.outcome) == (Phase.ABORTED, "handed_over")
    assert None not in (aborted.stopped_at, aborted.ended_at)
    assert all(end is not None for _, end in aborted.pauses)


def test_abort_before_the_infusion() -> None:
    aborted = session(("abort", 1, {"reason": "did not fast"}))
    assert (aborted.phase, aborted.outcome, aborted.stopped_at) == (Phase.ABORTED, "aborted", None)


def test_a_wrong_phase_says_what_is_possible() -> None:
    with pytest.raises(WrongPhase) as refusal:
        check(session(), SessionCommand.START, CAPTURED, T0 + MIN)
    assert refusal.value.code == "wrong_phase"
    assert str(refusal.value) == (
        "start is not possible in check_in; possible: baseline, abort, limits, note"
    )
    with pytest.raises(WrongPhase, match=r"infusion \(paused\)"):
        check(session(*RUNNING, ("pause", 3)), SessionCommand.PAUSE, {}, T0 + 4 * MIN)


@pytest.mark.parametrize("minute", [1.9, 10.1])
def test_what_happened_lies_between_the_last_change_and_now(minute: float) -> None:
    made, at = session(*RUNNING), T0 + round(minute * MIN)
    with pytest.raises(HappenedOutside) as refusal:
        check(made, SessionCommand.PAUSE, {}, T0 + 10 * MIN, at)
    assert (refusal.value.earliest, refusal.value.latest) == (T0 + 2 * MIN, T0 + 10 * MIN)
    check(made, SessionCommand.PAUSE, {}, T0 + 10 * MIN, T0 + 5 * MIN)


def test_a_note_may_speak_of_the_past_and_be_written_after_the_end() -> None:
    made = session(*STOPPED, ("discharge", 130))
    check(made, SessionCommand.NOTE, {}, T0 + 200 * MIN, T0 + 5 * MIN)
    noted = apply(made, SessionCommand.NOTE, T0 + 5 * MIN, {})
    assert (noted.phase, noted.revision) == (made.phase, made.revision + 1)
    with pytest.raises(HappenedOutside):
        check(made, SessionCommand.NOTE, {}, T0 + 200 * MIN, T0 - 1)


@pytest.mark.parametrize("body", [{}, {"outcome": "done"}, {"outcome": None}])
def test_a_stop_says_how_it_ended(body: dict[str, object]) -> None:
    with pytest.raises(BadCommand):
        check(session(*RUNNING), SessionCommand.STOP, body, T0 + 42 * MIN)


@pytest.mark.parametrize(
    "wrong",
    [{"bed": ""}, {"planned_ms": "40"}, {"planned_ms": True}, {"protocol": None},
     {"dose_mg_per_kg": None}, {"weight_kg": "70"}],
)  # fmt: skip
def test_a_session_is_created_from_a_whole_body(wrong: dict[str, object]) -> None:
    with pytest.raises(BadCommand):
        create(T0, CREATE | wrong)


BODY: Mapping[SessionCommand, Mapping[str, object]] = {
    SessionCommand.STOP: COMPLETE,
    SessionCommand.START: CAPTURED,
    SessionCommand.OFF_MONITOR: {"reason": "walk"},
}
walks = st.lists(
    st.tuples(
        st.sampled_from([c for c in SessionCommand if c is not SessionCommand.CREATE]),
        st.integers(-60_000, 600_000),
        st.booleans(),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(walks)
def test_no_walk_leads_astray(walk: list[tuple[SessionCommand, int, bool]]) -> None:
    made, now = create(T0, CREATE), T0
    for name, step, handed_over in walk:
        at, now = now + step, max(now, now + step)
        before = made
        body = {"handed_over": handed_over, **BODY.get(name, {})}
        try:
            check(made, name, body, now, at)
        except Refusal:
            assert made is before
            continue
        made = apply(made, name, at, body)
        assert made.revision == before.revision + 1
        assert before.phase not in FINAL or made.phase is before.phase
        assert made.paused is (bool(made.pauses) and made.pauses[-1][1] is None)
        away = [absence.until is None for absence in made.absences]
        assert not any(away[:-1])
        assert not made.place.off or (made.paused or made.phase is not Phase.INFUSION)
        assert not (made.ended and any(away))
        assert (made.phase in (Phase.INFUSION, Phase.OBSERVATION)) <= (made.baseline is not None)
        assert (
            made.ended is (made.ended_at is not None) is (made.outcome is not None and made.ended)
        )
        assert [s.from_at for s in made.spans] == sorted(s.from_at for s in made.spans)
        times = clock(made, now)
        assert times.infused_ms + times.paused_ms + (times.since_stop_ms or 0) == (
            times.since_start_ms or 0
        )


@pytest.mark.parametrize(
    "captured", ["120/80", {"at": T0, "sbp": 120.0}, {"sbp": 120.0, "dbp": 80.0}]
)
def test_a_baseline_is_whole(captured: object) -> None:
    with pytest.raises(BadCommand, match="captured"):
        check(session(), SessionCommand.BASELINE, {"captured": captured}, T0 + MIN)
