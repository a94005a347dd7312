"""Every limit in every column: not a value, not a millisecond, not a reading too early or too late.

The expected figures come from the protocol's text alone (figures.py).
"""

import pytest

from app.alarms.condition import Condition
from app.domain.phases import Phase
from tests.alarms.figures import USUAL, Edge, edges
from tests.alarms.series import Series, vitals

EDGES = list(edges())
CUFF = {"sbp", "dbp", "map"}
every = pytest.mark.parametrize("edge", EDGES, ids=str)


class Story(Series):
    """A session in the edge's column, a usual value sent."""

    def __init__(self, edge: Edge) -> None:
        super().__init__(Phase(edge.phase))
        self.edge = edge
        self.at += edge.from_ms
        self.send(USUAL[edge.vital], 1000)

    def send(self, value: float, after_ms: int = 0) -> None:
        """The value now; the next one follows so much later."""
        self.take(vitals(self.at, **{self.edge.vital: value}))  # type: ignore[arg-type]  # by name
        self.at += after_ms

    def last(self, value: float, for_ms: int) -> None:
        """The value once a second for so long, the end not included; the cuff once."""
        until = self.at + for_ms
        while self.at < until:
            self.send(value, 1000 if self.edge.vital not in CUFF else for_ms)
        self.at = until

    def tell(self) -> list[tuple[int, Condition]]:
        """What became of the rule: instant, condition."""
        return [
            (t.at, t.alarm.condition) for t in self.transitions if t.alarm.rule == self.edge.rule
        ]

    def pass_to(self, at: int) -> None:
        """Every deadline before `at`."""
        self.at = at
        self.transitions += self.engine.fire(at)

    def is_active(self) -> bool:
        return self.engine.case(self.edge.rule).condition is Condition.ACTIVE

    def raise_it(self) -> None:
        """The alarm is active, and the next second has begun."""
        self.last(self.edge.bad, self.edge.delay_ms if self.edge.readings == 1 else 1000)
        self.send(self.edge.bad, 1000)
        assert self.is_active()


@every
def test_just_inside_is_nothing(edge: Edge) -> None:
    story = Story(edge)
    for _ in range(3):
        story.last(edge.inside, edge.delay_ms + 5000)
    assert story.tell() == []


@every
def test_at_the_limit_it_is_an_alarm_when_its_delay_is_over(edge: Edge) -> None:
    story = Story(edge)
    began = story.at
    if not edge.delay_ms:
        story.send(edge.bad)
        assert story.tell() == [(began, Condition.ACTIVE)]
        return
    story.last(edge.bad, edge.delay_ms)
    story.pass_to(began + edge.delay_ms)  # what is due at this instant is not yet
    assert story.tell() == [(began, Condition.PENDING)]
    story.pass_to(began + edge.delay_ms + 1)
    assert story.tell()[1:] == [(began + edge.delay_ms, Condition.ACTIVE)]


@pytest.mark.parametrize("edge", [e for e in EDGES if e.readings > 1], ids=str)
def test_or_when_it_was_read_so_often(edge: Edge) -> None:
    story = Story(edge)
    for _ in range(edge.readings - 1):
        story.send(edge.bad, 60_000)
    assert not story.is_active()
    story.send(edge.bad)
    assert story.tell()[-1] == (story.at, Condition.ACTIVE)


@pytest.mark.parametrize("edge", [e for e in EDGES if e.window], ids=str)
def test_or_when_it_was_bad_for_so_much_of_its_window(edge: Edge) -> None:
    """Runs that are one second too short for the delay, a good value between them."""
    assert edge.window is not None
    bad, within = edge.window
    run = edge.delay_ms - 1000
    whole, rest = divmod(bad - 1, run)
    due = whole * (run + 1000) + rest + 1
    assert due <= within
    story = Story(edge)
    began = story.at
    while story.at < began + due:
        second = (story.at - began) % (run + 1000)
        story.send(USUAL[edge.vital] if second == run else edge.bad, 1000)
    assert not story.is_active()
    story.send(edge.bad)
    assert story.tell()[-1] == (began + due, Condition.ACTIVE)


@every
def test_it_stays_while_values_are_not_yet_inside_the_clear_limit(edge: Edge) -> None:
    story = Story(edge)
    story.raise_it()
    for _ in range(3):
        story.last(edge.between, edge.clear_delay_ms + 5000)
    assert story.is_active()


@every
def test_it_is_over_when_values_were_good_for_long_enough_and_often_enough(edge: Edge) -> None:
    story = Story(edge)
    story.raise_it()
    began = story.at
    story.last(edge.good, edge.clear_delay_ms)
    if edge.clear_delay_ms:
        story.at -= 1
        story.send(edge.good, 1)
    for _ in range(edge.clear_readings - 1):
        story.send(edge.good, 1000)
        began += 1000
    assert story.is_active()
    story.send(edge.good)
    over = Condition.RETURNED if edge.latched else Condition.NORMAL
    assert story.tell()[-1] == (began + edge.clear_delay_ms, over)
