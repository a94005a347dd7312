"""Where a session is, as far as rules care: its phase, the minutes since the stop, the baseline."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.alarms.condition import Reason, Transition
from app.domain.baseline import Baseline
from app.domain.infusion import InfusionSession
from app.domain.limit_edits import Edits, in_force
from app.domain.phases import Phase


@dataclass(frozen=True, slots=True)
class Stage:
    """`since_stop_ms` is 0 until the infusion has stopped; `edits` are the limits that were moved
    for this session."""

    phase: Phase
    since_stop_ms: int = 0
    baseline: Baseline | None = None
    edits: Edits = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StageChange:
    """The session came to `stage`: taken in `at`, said to have happened at `began`. `because` is
    the reason for the end of what the stage does not look for."""

    stage: Stage
    at: int
    began: int
    because: Reason

    @property
    def phase(self) -> Phase:
        return self.stage.phase


Enter = Callable[[StageChange], list[Transition]]


class Stages:
    """Turns over from column to column as the minutes since the stop go by.

    `marks` are the distances from the stop, in ms, at which some rule has another column.
    """

    def __init__(self, marks: Iterable[int], enter: Enter) -> None:
        self._marks = sorted({mark for mark in marks if mark > 0})
        self._enter = enter
        self._waiting: list[int] = []  # instants still to come
        self._session: InfusionSession | None = None

    def follow(self, session: InfusionSession, at: int, happened_at: int) -> list[Transition]:
        """A command changed the session: rules look at it anew."""
        self._session, stopped = session, session.stopped_at
        self._waiting = []
        if stopped is not None and not session.ended:
            self._waiting = [stopped + mark for mark in self._marks if stopped + mark > at]
        because = Reason.SESSION_ENDED if session.ended else Reason.RULE_INACTIVE
        return self._enter(StageChange(stage_of(session, at), at, happened_at, because))

    def edit(self, session: InfusionSession, at: int) -> StageChange:
        """A command moved a limit, and nothing else."""
        self._session = session
        return StageChange(stage_of(session, at), at, at, Reason.RULE_INACTIVE)

    def deadline(self) -> int | None:
        return self._waiting[0] if self._waiting else None

    def fire(self, at: int) -> list[Transition]:
        began = self._waiting.pop(0)
        assert self._session is not None  # something waits, so a session stopped
        return self._enter(
            StageChange(stage_of(self._session, at), at, began, Reason.RULE_INACTIVE)
        )


def stage_of(session: InfusionSession, at: int) -> Stage:
    """At `at`, in the session's present phase; what happened later is not looked at."""
    stopped = session.stopped_at
    since = 0 if stopped is None else max(0, at - stopped)
    return Stage(session.phase, since, session.baseline, in_force(session.edits, at))


def standing(session: InfusionSession) -> tuple[object, ...]:
    """What of a session the rules look at, besides limits that were moved: while it is the same,
    nothing has to be looked at anew."""
    return session.phase, session.baseline, session.off_monitor
