"""Facts of a log as entries of its session's chart."""

from collections.abc import Mapping

from app.alarms.inputs import Fact
from app.domain.chart import Chart, Happened, Taken
from app.domain.checklist import Answer, Given

Body = Mapping[str, object]


def take(chart: Chart, fact: Fact, body: Body) -> None:
    """Adds what the fact says; facts about anything else, and what cannot be read, add nothing."""
    at, by = body.get("happened_at"), body.get("by")
    if not isinstance(at, int) or not isinstance(by, str):
        return
    match fact:
        case Fact.SCORE:
            score = body.get("score")
            whole = score if isinstance(score, int) else None
            chart.taken.append(Taken(str(body.get("scale")), whole, at, by))
        case Fact.SYMPTOM if body.get("present") is True:
            chart.happened.append(Happened(str(body.get("symptom")), at, by))
        case Fact.EVENT:
            chart.happened.append(Happened(str(body.get("kind")), at, by))
        case Fact.ANSWER if body.get("answer") in list(Answer):
            answer = Answer(str(body.get("answer")))
            chart.answer(str(body.get("item")), Given(answer, at, by))
        case _:
            return
