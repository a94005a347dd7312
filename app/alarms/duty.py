"""Who is called when nobody attends to an alarm: the duty roster, and the steps that come of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.alarms.condition import Priority, Step

STEPS = tuple(Step)  # in the order in which they are called
Plan = Sequence[tuple[Step, int]]


@dataclass(frozen=True, slots=True)
class Timing:
    """How a protocol escalates (clinical 3.10), in ms from the instant an alarm begins to call.

    `after`: of the steps in their order, as many as that priority has. Without a receipt within
    `unreceived_ms` the next step is called at once; "on my way" holds it once, for `hold_ms`.
    """

    after: Mapping[Priority, tuple[int, ...]]
    unreceived_ms: int
    hold_ms: int


@dataclass(frozen=True, slots=True)
class Roster:
    """The names on duty for each step; a step may be empty."""

    people: Mapping[Step, frozenset[str]]

    @classmethod
    def read(cls, body: Mapping[str, object]) -> "Roster":
        """From the body of a `duty` fact; what is no list of names counts as nobody."""
        return cls({step: _names(body.get(step.value)) for step in STEPS})

    def missing(self) -> list[Step]:
        """The steps with nobody in them."""
        return [step for step in STEPS if not self.people[step]]

    def steps(self) -> list[Step]:
        """Those that reach somebody whom no earlier step reaches.

        With nobody on duty at all the first one is left: the screens of the room.
        """
        found: list[Step] = []
        reached: frozenset[str] = frozenset()
        for step in STEPS:
            if self.people[step] - reached:
                found.append(step)
                reached |= self.people[step]
        return found or [Step.NURSE]


def plan(timing: Timing, roster: Roster, priority: Priority, reaches: Step | None) -> Plan:
    """Which steps are called, how long after the alarm began to call.

    A step that reaches nobody new is left out, and the next one takes its earlier time. Up to
    `reaches` all are called at once.
    """
    at_once = 0 if reaches is None else STEPS.index(reaches) + 1
    after = timing.after[priority]
    times = [0] * at_once + list(after[at_once:])
    return list(zip(roster.steps(), times, strict=False))


def _names(listed: object) -> frozenset[str]:
    if not isinstance(listed, list | tuple):
        return frozenset()
    return frozenset(name for name in listed if isinstance(name, str))
