"""How the chart of a session is shown."""

from app.domain.chart import Chart
from app.domain.checklist import Answer, Question
from app.domain.regimen import Regimen
from app.wire import chair


def assessments(chart: Chart) -> list[chair.Assessment]:
    """The last one of each scale."""
    return [
        chair.Assessment(scale=taken.scale, score=taken.score, at=taken.at, by=taken.by)
        for taken in chart.newest()
    ]


def checklist(chart: Chart, regimen: Regimen) -> list[chair.Question]:
    return [_question(question, chart) for question in regimen.checklist]


def _question(question: Question, chart: Chart) -> chair.Question:
    given = chart.answers.get(question.id)
    return chair.Question(
        id=question.id,
        text=question.text,
        before=question.before.value,
        answers=[each.value for each in Answer if each in question.answers],
        required=question.required,
        answer=None if given is None else given.answer.value,
        at=None if given is None else given.at,
        by=None if given is None else given.by,
    )
