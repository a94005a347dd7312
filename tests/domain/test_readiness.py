"""Ready to leave: each criterion by a table worked out by hand."""

from dataclasses import replace

import pytest

from app.domain.checklist import Answer
from app.domain.discharge import Facts, Scored
from app.domain.errors import Result
from app.domain.gates import Grade
from tests.domain.leaving import (
    ANSWERS,
    GOOD_SCORES,
    MIN,
    NOW,
    READY,
    ago,
    answers,
    judged,
    not_passed,
    scored,
)

PASS, FAIL, UNKNOWN = Result.PASS, Result.FAIL, Result.UNKNOWN


def without(scale: str) -> tuple[Scored, ...]:
    return tuple(each for each in READY.scores if each.scale != scale)


def with_scores(scale: str, *taken: Scored) -> Facts:
    return replace(READY, scores=(*without(scale), *taken))


def test_every_criterion_is_told_once() -> None:
    assert list(judged(READY)) == [
        "since_start",
        "since_stop",
        "pressure",
        "hr",
        "spo2",
        "sedation",
        "padss",
        "orientation",
        "dissociation",
        "nausea",
        "gait",
        "suicide_screen",
        "vomiting",
        *ANSWERS,
    ]
    assert not_passed(READY) == {}


def test_of_somebody_of_whom_nothing_is_known_nothing_passes_but_vomiting() -> None:
    nothing = judged(Facts(NOW))
    assert {name for name, finding in nothing.items() if finding.result is PASS} == {"vomiting"}
    assert {finding.result for finding in nothing.values()} == {PASS, UNKNOWN}
    assert all(f.grade for name, f in nothing.items() if name != "vomiting")


@pytest.mark.parametrize(
    ("start", "stop", "off", "result", "grades", "minutes"),
    [
        # minutes ago · off the monitor · both gates · who may · minutes that count
        (120, 80, None, (PASS, PASS), (None, None), (120, 80)),
        (119.99, 80, None, (FAIL, PASS), (Grade.HARD, None), (119, 80)),
        (120, 60, None, (PASS, PASS), (None, None), (120, 60)),
        (120, 59.99, None, (PASS, FAIL), (None, Grade.FIRM), (120, 59)),
        (125, 80, (30, 25), (PASS, PASS), (None, None), (120, 75)),
        (125, 80, (30, 24.9), (FAIL, PASS), (Grade.HARD, None), (119, 74)),
        (130, 64, (6, None), (PASS, FAIL), (None, Grade.FIRM), (124, 58)),
        (130, 64, (200, 100), (FAIL, PASS), (Grade.HARD, None), (100, 64)),
    ],
)
def test_both_gates_of_time(
    start: float,
    stop: float,
    off: tuple[float, float | None] | None,
    result: tuple[Result, Result],
    grades: tuple[Grade | None, Grade | None],
    minutes: tuple[float, float],
) -> None:
    spans = () if off is None else ((ago(off[0]), None if off[1] is None else ago(off[1])),)
    facts = replace(READY, started_at=ago(start), stopped_at=ago(stop), off_monitor=spans)
    gates = [judged(facts)[name] for name in ("since_start", "since_stop")]
    assert tuple(gate.result for gate in gates) == result
    assert tuple(gate.grade for gate in gates) == grades
    assert tuple(gate.value for gate in gates) == minutes


def test_a_gate_says_how_long_it_takes() -> None:
    told = judged(replace(READY, started_at=ago(112), off_monitor=((ago(50), ago(45)),)))
    gate = told["since_start"]
    assert gate.needs == "13 min more"
    assert gate.text == ("107 min since the start, 120 asked; 5 min off the monitor do not count")


def test_an_infusion_that_was_not_stopped_leaves_the_gate_unknown() -> None:
    gate = judged(replace(READY, stopped_at=None))["since_stop"]
    assert (gate.result, gate.grade) == (UNKNOWN, Grade.FIRM)
    assert judged(replace(READY, stopped_at=NOW + 1))["since_stop"].result is UNKNOWN


SINGLE = {  # scale: criterion, lowest failing or highest failing score, how long it counts (min)
    "padss": ("padss", 8, 15),
    "orientation": ("orientation", 3, 30),
    "cadss6": ("dissociation", 3, 30),
    "nausea": ("nausea", 2, 30),
    "gait": ("gait", 1, 30),
    "suicide_screen": ("suicide_screen", 0, 240),
}


@pytest.mark.parametrize("scale", SINGLE)
def test_the_last_score_decides_while_it_is_new(scale: str) -> None:
    name, bad, minutes = SINGLE[scale]
    good = GOOD_SCORES[scale]
    cases = [
        ((scored(scale, good, minutes),), PASS),
        ((scored(scale, good, minutes + 0.01),), UNKNOWN),
        ((scored(scale, bad, 1),), FAIL),
        ((scored(scale, bad, minutes), scored(scale, good, 1)), PASS),
        ((scored(scale, good, 2), scored(scale, bad, 1)), FAIL),
        ((scored(scale, good, 2), scored(scale, None, 1)), UNKNOWN),
        ((scored(scale, bad, 2), scored(scale, None, 1)), UNKNOWN),
        ((scored(scale, good, -1),), UNKNOWN),  # not yet taken
        ((), UNKNOWN),
    ]
    for taken, result in cases:
        finding = judged(with_scores(scale, *taken))[name]
        assert (finding.result, finding.grade) == (
            result,
            None if result is PASS else Grade.HARD,
        ), taken


def test_a_score_is_told_with_its_bound_and_age() -> None:
    failed = judged(with_scores("padss", scored("padss", 8, 4)))["padss"]
    assert (failed.value, failed.limit, failed.age) == (8, 9, 4 * MIN)
    assert (failed.text, failed.needs) == ("PADSS: 8", "a score of 9 or more")
    old = judged(with_scores("gait", scored("gait", 2, 45)))["gait"]
    assert old.text == "Steady gait: 2, 45 min old"


@pytest.mark.parametrize(
    ("taken", "result"),
    [
        (((5, 12), (5, 2)), PASS),
        (((5, 11.9), (5, 2)), UNKNOWN),
        (((5, 2),), UNKNOWN),
        (((5, 14), (4, 8), (5, 2)), UNKNOWN),
        (((4, 14), (5, 13), (5, 2)), PASS),
        (((5, 14), (4, 2)), FAIL),
        (((5, 14), (None, 8), (5, 2)), UNKNOWN),
        (((5, 31), (5, 2)), UNKNOWN),
        (((5, 30), (5, 10)), PASS),
        (((5, 30), (5, 10.01)), UNKNOWN),
    ],
)
def test_awake_twice(taken: tuple[tuple[int | None, float], ...], result: Result) -> None:
    facts = with_scores("moaas", *(scored("moaas", score, minutes) for score, minutes in taken))
    assert judged(facts)["sedation"].result is result


@pytest.mark.parametrize(
    ("taken", "result"),
    [
        ((("dissociation", 1, 1),), PASS),
        ((("dissociation", 2, 1),), FAIL),
        ((("cadss6", 2, 5), ("dissociation", 2, 1)), FAIL),
        ((("cadss6", 9, 5), ("dissociation", 1, 1)), PASS),
        ((("dissociation", 1, 5), ("cadss6", 3, 1)), FAIL),
    ],
)
def test_either_scale_of_dissociation(
    taken: tuple[tuple[str, int, float], ...], result: Result
) -> None:
    facts = with_scores("cadss6", *(scored(*each) for each in taken))
    assert judged(facts)["dissociation"].result is result


@pytest.mark.parametrize(
    ("facts", "result"),
    [
        (replace(READY, vomited=(ago(30),)), PASS),
        (replace(READY, vomited=(ago(29.9),)), FAIL),
        (replace(READY, vomited=(ago(90), ago(1))), FAIL),
        (replace(READY, vomited=(ago(-1),)), PASS),
        (replace(READY, vomited=(ago(34),), off_monitor=((ago(20), ago(15)),)), FAIL),
        (replace(READY, scores=(*READY.scores, scored("nausea", 3, 20))), FAIL),
        (replace(READY, scores=(*READY.scores, scored("nausea", 3, 31))), PASS),
    ],
)
def test_half_an_hour_without_vomiting(facts: Facts, result: Result) -> None:
    assert judged(facts)["vomiting"].result is result


@pytest.mark.parametrize("question", ANSWERS)
def test_answers(question: str) -> None:
    refused = judged(replace(READY, answers=answers(**{question: Answer.NO})))[question]
    firm = question == "iv_removed"
    assert (refused.result, refused.grade) == (FAIL, Grade.FIRM if firm else Grade.HARD)
    rest = {name: given for name, given in READY.answers.items() if name != question}
    assert not_passed(replace(READY, answers=rest)) == {question: UNKNOWN}
    assert not_passed(replace(READY, now=NOW - 4 * MIN))[question] is UNKNOWN  # answered later
