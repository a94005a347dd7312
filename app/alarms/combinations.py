"""All combined rules of one bed, over one picture of what was last known."""

from collections.abc import Iterable, Mapping

from app.alarms.case import Case, Subject
from app.alarms.combined import CombinedWatch
from app.alarms.condition import Condition, Priority, Transition
from app.alarms.inputs import Fact
from app.alarms.rules import Protocol
from app.alarms.stage import StageChange
from app.alarms.terms import CombinedRule, Picture
from app.domain.trends import Trends
from app.domain.vitals import Vital


class Combinations:
    def __init__(self, protocol: Protocol, subject: Subject, trends: Trends) -> None:
        self._picture = Picture(trends)
        self.watches = [
            CombinedWatch(rule, subject, self._picture)
            for rule in protocol.rules
            if isinstance(rule, CombinedRule)
        ]
        self._of = {
            vital: [(w, *w.wakes(vital)) for w in self.watches if vital in w.vitals]
            for vital in Vital
        }

    @property
    def cases(self) -> list[Case]:
        return [watch.case for watch in self.watches]

    def hastens(self, steps: Iterable[Transition]) -> int:
        """For how long the cuff is due twice as often because of what was raised, in ms."""
        raised = {s.alarm.rule for s in steps if s.alarm.condition is Condition.ACTIVE}
        return max((w.rule.hasten_ms for w in self.watches if w.rule.id in raised), default=0)

    def enter(self, change: StageChange) -> list[Transition]:
        self._picture.baseline = change.stage.baseline
        return _present(watch.enter(change) for watch in self.watches)

    def take(self, vital: Vital, value: float, judge: int, at: int) -> list[Transition]:
        """A good value."""
        watches = self._of[vital]
        if not watches:
            return []
        self._picture.take(vital, judge, value)
        steps: list[Transition] = []
        for watch, from_, below in watches:
            if not watch.asleep or from_ <= value < below:
                step = watch.take(judge, at)
                if step is not None:
                    steps.append(step)
        return steps

    def lose(self, vital: Vital, at: int) -> list[Transition]:
        """A value that cannot be believed."""
        self._picture.lost.add(vital)
        return _present(watch.lose(vital, at) for watch, _, _ in self._of[vital])

    def suspend(self, vital: Vital, suspended: bool) -> None:
        """A cuff measures on the arm of its probe; what is high is judged all the same."""
        for watch, _, _ in self._of[vital]:
            if watch.rule.priority is not Priority.HIGH:
                watch.suspended = suspended

    def take_fact(self, fact: Fact, body: Mapping[str, object], at: int) -> list[Transition]:
        """A score or a symptom that somebody entered."""
        if fact is Fact.SCORE:
            scale, score = body.get("scale"), body.get("score")
            if isinstance(scale, str) and isinstance(score, int | float):
                self._picture.scores[scale] = float(score)
        else:
            change = set.add if body.get("present") is True else set.discard
            change(self._picture.symptoms, str(body.get("symptom")))
        return _present(watch.take(at, at) for watch in self.watches)


def _present(steps: Iterable[Transition | None]) -> list[Transition]:
    return [step for step in steps if step is not None]
