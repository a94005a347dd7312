"""What stands of several entries about one thing."""

from app.domain.chart import Chart, Happened, Taken, latest
from app.domain.checklist import Answer, Given

EARLY, LATER = 1_000, 2_000


def test_the_answer_that_was_given_later_stands_whenever_it_was_entered() -> None:
    chart = Chart()
    chart.answer("escort", Given(Answer.NO, LATER, "anna"))
    chart.answer("escort", Given(Answer.YES, EARLY, "bert"))
    assert chart.answers["escort"] == Given(Answer.NO, LATER, "anna")
    chart.answer("escort", Given(Answer.YES, LATER, "bert"))
    assert chart.answers["escort"].answer is Answer.YES, "of one instant the one entered later"


def test_the_newest_score_of_each_scale() -> None:
    moaas, nausea = Taken("moaas", 4, LATER, "anna"), Taken("nausea", None, EARLY, "anna")
    chart = Chart(taken=[Taken("moaas", 5, EARLY, "anna"), nausea, moaas])
    assert chart.newest() == [moaas, nausea]
    assert chart.score("moaas") == moaas
    assert chart.score("gait") is None


def test_of_nothing_nothing_is_the_latest() -> None:
    assert latest([]) is None
    first, second = (Happened("vomiting", EARLY, name) for name in ("anna", "bert"))
    assert latest([first, second]) is second
