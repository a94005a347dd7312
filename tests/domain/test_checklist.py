"""The questions before a step: what passes, what holds, and how firmly."""

import pytest

from app.domain.checklist import Answer, Before, Given, Question, judge, read
from app.domain.errors import BadCommand, Result
from app.domain.gates import Finding, Grade, unmet
from app.protocols.loader import load

QUESTIONS = load("ketamine-iv-40min").regimen.checklist
NOW = 1_790_000_000_000
MIN = 60_000
START = tuple(question.id for question in QUESTIONS if question.before is Before.START)


def given(answer: Answer) -> Given:
    return Given(answer, NOW - 5 * MIN, "ana")


def start(**answers: Answer) -> tuple[Finding, ...]:
    """All questions of the start answered by yes, but for those given."""
    all_answers = {name: given(answers.get(name, Answer.YES)) for name in START}
    return judge(QUESTIONS, all_answers, Before.START, NOW)


def test_the_questions_of_the_start() -> None:
    assert START == (
        "identity",
        "consent",
        "allergies",
        "fasting",
        "intake",
        "interactions",
        "pregnancy",
        "cardiovascular",
        "vascular",
        "escort",
    )
    assert unmet(start()) == ()
    assert [finding.id for finding in start()] == list(START)


@pytest.mark.parametrize(
    ("question", "grade"),
    [
        ("identity", Grade.FIRM),
        ("consent", Grade.FIRM),
        ("allergies", Grade.HARD),
        ("fasting", Grade.SOFT),
        ("intake", Grade.SOFT),
        ("interactions", Grade.SOFT),
        ("pregnancy", Grade.HARD),
        ("cardiovascular", Grade.HARD),
        ("vascular", Grade.HARD),
        ("escort", Grade.SOFT),
    ],
)
def test_a_no_holds_as_firmly_as_the_protocol_says(question: str, grade: Grade) -> None:
    (held,) = unmet(start(**{question: Answer.NO}))
    assert (held.id, held.result, held.value, held.age, held.grade, held.needs) == (
        question,
        Result.FAIL,
        "no",
        5 * MIN,
        grade,
        "yes or not_applicable" if question == "pregnancy" else "yes",
    )


@pytest.mark.parametrize("question", START)
def test_what_nobody_answered_is_unknown_and_no_reason_passes_it(question: str) -> None:
    answers = {name: given(Answer.YES) for name in START if name != question}
    (held,) = unmet(judge(QUESTIONS, answers, Before.START, NOW))
    assert (held.id, held.result, held.value, held.grade) == (
        question,
        Result.UNKNOWN,
        None,
        Grade.FIRM,
    )


def test_what_does_not_apply_passes_where_it_can() -> None:
    assert unmet(start(pregnancy=Answer.NOT_APPLICABLE)) == ()
    assert read(QUESTIONS, "pregnancy", "not_applicable") is Answer.NOT_APPLICABLE
    with pytest.raises(BadCommand, match="answered by yes, no, not by not_applicable"):
        read(QUESTIONS, "consent", "not_applicable")
    with pytest.raises(BadCommand, match="is not asked"):
        read(QUESTIONS, "horoscope", "yes")
    with pytest.raises(BadCommand, match="not by perhaps"):
        read(QUESTIONS, "consent", "perhaps")


def test_a_question_may_expect_a_no_or_nothing_at_all() -> None:
    yes_no = frozenset({Answer.YES, Answer.NO})
    smokes = Question("smokes", "S", Before.START, frozenset({Answer.NO}), yes_no, Grade.SOFT)
    extra = Question(
        "extra", "E", Before.START, frozenset({Answer.YES}), yes_no, Grade.FIRM, required=False
    )
    (found,) = judge((smokes, extra), {"smokes": given(Answer.YES)}, Before.START, NOW)
    assert (found.id, found.result, found.needs) == ("smokes", Result.FAIL, "no")
    assert judge((smokes,), {"smokes": given(Answer.NO)}, Before.DISCHARGE, NOW) == ()
