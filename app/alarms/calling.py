"""One alarm that calls: whom it has reached, who is next, what puts that off or hurries it."""

from dataclasses import dataclass, field, replace

from app.alarms.condition import Alarm, Step
from app.alarms.duty import STEPS, Plan


@dataclass(slots=True)
class Calling:
    """One alarm that calls. `waiting`: the steps to come, with their instants; `revision`: at
    which it began, so that a receipt of what was before does not count; `hurried`: a step was
    called because no screen said that it has it; `planned_at`: when the steps were last planned."""

    since: int
    revision: int
    step: Step | None = None
    step_at: int | None = None
    waiting: list[tuple[Step, int]] = field(default_factory=list)
    received_at: int | None = None
    seen_by: str | None = None
    seen_at: int | None = None
    held_until: int | None = None
    hurried: bool = False
    planned_at: int = 0

    def follow(self, planned: Plan, at: int) -> None:
        """These are the steps from `at` on; those that were called stay called."""
        reached = -1 if self.step is None else STEPS.index(self.step)
        self.waiting, self.planned_at = [], at
        for step, after in planned:
            if STEPS.index(step) <= reached:
                continue
            if after == 0:
                self.step, self.step_at = step, at
            else:
                self.waiting.append((step, max(self.since + after, at)))
        self._hold()

    def hold(self, until: int) -> None:
        """Puts the next step off, once."""
        if self.held_until is None:
            self.held_until = until
            self._hold()

    def due(self, unreceived_ms: int | None) -> int | None:
        """When the next step is called. `unreceived_ms` None: receipts make no difference."""
        if not self.waiting:
            return None
        due = self.waiting[0][1]
        unreceived = self._unreceived_at(unreceived_ms)
        return due if unreceived is None else min(due, unreceived)

    def advance(self, unreceived_ms: int | None, at: int) -> None:
        """Calls the next step, and those after it that are due as well."""
        unreceived = self._unreceived_at(unreceived_ms)
        self.hurried = self.hurried or (unreceived is not None and unreceived <= at)
        self.step, self.step_at = self.waiting.pop(0)[0], at
        while self.waiting and self.waiting[0][1] <= at:
            self.step = self.waiting.pop(0)[0]

    def told(self, alarm: Alarm, unreceived_ms: int | None) -> Alarm:
        """The alarm with how far this has come, and who is called when if all stays as it is."""
        return replace(
            alarm,
            step=self.step,
            step_at=self.step_at,
            next_step=self.waiting[0][0] if self.waiting else None,
            next_step_at=self.due(unreceived_ms),
            received_at=self.received_at,
            seen_by=self.seen_by,
            seen_at=self.seen_at,
        )

    def _hold(self) -> None:
        if self.waiting and self.held_until is not None:
            step, due = self.waiting[0]
            self.waiting[0] = step, max(due, self.held_until)

    def _unreceived_at(self, unreceived_ms: int | None) -> int | None:
        """Who comes has it, whatever the screens say."""
        known = self.received_at is not None or self.seen_at is not None
        if known or self.hurried or unreceived_ms is None:
            return None
        return max(self.since + unreceived_ms, self.planned_at)
