"""Questions that are answered by a person before a step of a session; the list is the protocol's.

A question that nobody answered is unknown, and no reason passes it over: answering costs one touch.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import BadCommand, Result
from app.domain.gates import Finding, Grade


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class Before(StrEnum):
    """The step that a question stands before."""

    START = "start"
    DISCHARGE = "discharge"


@dataclass(frozen=True, slots=True)
class Question:
    """`passes` are the answers that pass, `answers` those that can be given; `grade` is how firmly
    any other one holds. What is not `required` is recorded, and nothing waits for it."""

    id: str
    text: str
    before: Before
    passes: frozenset[Answer]
    answers: frozenset[Answer]
    grade: Grade
    required: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, when (ms since the epoch) and by whom. The newest one stands."""

    answer: Answer
    at: int
    by: str


def read(questions: Iterable[Question], question: str, answer: str) -> Answer:
    """The answer, if that question can have it. Raises BadCommand."""
    asked = next((each for each in questions if each.id == question), None)
    if asked is None:
        raise BadCommand("checklist", question, "is not asked by the protocol")
    possible = ", ".join(each.value for each in Answer if each in asked.answers)
    if answer not in asked.answers:
        raise BadCommand("checklist", question, f"is answered by {possible}, not by {answer}")
    return Answer(answer)


def judge(
    questions: Iterable[Question], answers: Mapping[str, Given], before: Before, now: int
) -> tuple[Finding, ...]:
    """The required questions of a step, in their order; `now` in ms since the epoch."""
    return tuple(
        _judge(each, answers.get(each.id), now)
        for each in questions
        if each.before is before and each.required
    )


def _judge(question: Question, given: Given | None, now: int) -> Finding:
    name, text = question.id, question.text
    if given is None:
        needs = "an answer"
        return Finding(name, text, Result.UNKNOWN, grade=Grade.FIRM, needs=needs)
    value, age = given.answer.value, max(0, now - given.at)
    if given.answer in question.passes:
        return Finding(name, text, Result.PASS, value, age)
    needs = " or ".join(each.value for each in Answer if each in question.passes)
    return Finding(name, text, Result.FAIL, value, age, question.grade, needs=needs)
