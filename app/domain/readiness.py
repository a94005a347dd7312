"""Whether a patient is ready to leave, criterion by criterion (clinical 4.7).

A pure function of what is known at an instant: nothing is remembered, so that a value that worsens
or grows old takes readiness back. Unknown never passes.
"""

from collections.abc import Iterator, Sequence

from app.domain.ages import spoken
from app.domain.checklist import Before, Question, judge
from app.domain.discharge import Discharge, Facts
from app.domain.errors import Result
from app.domain.gates import Finding, Grade
from app.domain.readiness_scores import scores
from app.domain.readiness_vitals import pressure, steady
from app.domain.spans import overlap_ms


def readiness(rules: Discharge, questions: Sequence[Question], facts: Facts) -> tuple[Finding, ...]:
    """Every criterion once: both gates of time, vitals, scales, vomiting, answers."""
    given = {name: each for name, each in facts.answers.items() if each.at <= facts.now}
    return (
        *_times(rules, facts),
        pressure(rules.pressure, facts),
        *(steady(rule, facts) for rule in rules.steady),
        *(scores(rule, facts) for rule in rules.scores),
        _vomiting(rules.vomiting_ms, facts),
        *judge(questions, given, Before.DISCHARGE, facts.now),
    )


def _times(rules: Discharge, facts: Facts) -> Iterator[Finding]:
    """Under the floor nobody lets a patient go."""
    yield _time("since_start", "the start", facts.started_at, rules.since_start_ms, 0, facts)
    yield _time(
        "since_stop", "the stop", facts.stopped_at, rules.since_stop_ms, rules.floor_ms, facts
    )


def _time(
    name: str, event: str, since: int | None, wanted_ms: int, floor_ms: int, facts: Facts
) -> Finding:
    """The value is in minutes, begun ones left out, without the time off the monitor."""
    if since is None or since > facts.now:
        text, needs = f"{event} of the infusion is not known", f"{event} of the infusion"
        return Finding(name, text, Result.UNKNOWN, grade=Grade.FIRM, needs=needs)
    passed = facts.now - since
    away = overlap_ms(facts.off_monitor, since, facts.now)
    counted = passed - away
    minutes = float(counted // 60_000)
    text = f"{minutes:g} min since {event}, {wanted_ms // 60_000} asked"
    if away:
        text += f"; {spoken(away)} off the monitor do not count"
    if counted >= wanted_ms:
        return Finding(name, text, Result.PASS, minutes, limit=wanted_ms / 60_000)
    grade = Grade.FIRM if counted < floor_ms else Grade.HARD
    needs = f"{spoken(wanted_ms - counted)} more"
    return Finding(name, text, Result.FAIL, minutes, None, grade, wanted_ms / 60_000, needs)


def _vomiting(wanted_ms: int, facts: Facts) -> Finding:
    """Also the highest score of nausea is taken for it: its words are "severe, or vomiting"."""
    told = [*facts.vomited, *(s.at for s in facts.scores if (s.scale, s.score) == ("nausea", 3))]
    last = max((at for at in told if at <= facts.now), default=None)
    if last is None:
        return Finding("vomiting", "no vomiting recorded", Result.PASS)
    age = facts.now - last
    counted = age - overlap_ms(facts.off_monitor, last, facts.now)
    text = f"vomiting, or severe nausea, {spoken(age)} ago"
    if counted >= wanted_ms:
        return Finding("vomiting", text, Result.PASS, None, age)
    needs = f"{spoken(wanted_ms - counted)} more without"
    return Finding("vomiting", text, Result.FAIL, None, age, Grade.HARD, needs=needs)
