"""Session commands at the judge's door."""

from dataclasses import replace

import pytest

from app.alarms.engine import Engine
from app.domain.errors import BadCommand, GateNotPassed, HappenedOutside, StaleRevision, WrongPhase
from app.domain.infusion import InfusionSession
from app.domain.phases import Phase, SessionCommand
from tests.alarms.series import CREATE, PROTOCOL, START, Series, command, engine, way_to


def session(judge: Engine) -> InfusionSession:
    assert judge.session is not None
    return judge.session


def test_they_make_the_session_what_it_is() -> None:
    series = Series(Phase.OBSERVATION)
    made = session(series.engine)
    assert (made.phase, made.revision, made.outcome) == (Phase.OBSERVATION, 4, "complete")
    assert made.protocol == (PROTOCOL.name, PROTOCOL.version)


def test_before_a_session_there_is_only_its_creation() -> None:
    judge = engine()
    with pytest.raises(WrongPhase) as refusal:
        judge.refuse(command(START, "start"))
    assert refusal.value.allowed == (SessionCommand.CREATE,)
    judge.refuse(command(START, "create", **CREATE))
    assert judge.session is None


def test_a_second_creation_is_refused() -> None:
    judge = Series().engine
    with pytest.raises(WrongPhase):
        judge.refuse(command(START, "create", **CREATE))


def test_a_stale_revision_is_refused() -> None:
    judge = Series().engine
    judge.refuse(command(START, "pause"), revision=3)
    with pytest.raises(StaleRevision) as refusal:
        judge.refuse(command(START, "pause"), revision=2)
    assert (refusal.value.expected, refusal.value.current) == (2, 3)


def test_refusing_changes_nothing() -> None:
    judge = Series(Phase.BASELINE).engine
    before = session(judge)
    with pytest.raises(BadCommand):
        judge.refuse(command(START, "dance"))
    with pytest.raises(HappenedOutside):
        judge.refuse(replace(command(START, "start"), happened_at=START + 1))
    assert session(judge) is before


def test_a_baseline_is_captured_from_what_the_judge_saw() -> None:
    series = Series(Phase.CHECK_IN).cuff(118, 76).feed(hr="70x60").cuff(122, 80)
    captured = series.engine.trends.capture(series.at)
    assert captured is not None
    assert (captured.sbp, captured.dbp, captured.hr, captured.spo2) == (120, 78, 70, 97)
    series.say("baseline", captured=captured.to_body()).say("start", watching=1)
    assert session(series.engine).baseline == captured


def test_without_one_the_start_waits_at_its_gate() -> None:
    judge = engine()
    for given in way_to(Phase.CHECK_IN):
        judge.take(given)
    judge.take(command(START, "baseline"))
    with pytest.raises(GateNotPassed):
        judge.refuse(command(START, "start"))
