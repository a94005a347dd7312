"""What a simulated nurse intends with a patient, and what comes next. Pure; clinical ms."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MINUTE = 60_000


class Step(StrEnum):
    """What the nurse does next; the values are the session's commands."""

    CREATE = "create"
    BASELINE = "baseline"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    DISCHARGE = "discharge"


@dataclass(frozen=True, slots=True)
class Plan:
    """One visit, from `arrives` (ms) on.

    Minutes count from the arrival (`settle`, `start`), the infusion's start, and its stop.
    """

    scenario: str
    bed: str = ""
    seed: int = 1
    arrives: int = 0
    settle_after: float = 0.75
    start_after: float = 5.0
    pause_after: float | None = None
    pause_minutes: float = 5.0
    stop_after: float = 40.0
    leave_after: float = 60.0

    @property
    def outcome(self) -> str:
        return "complete" if self.stop_after >= 40 else "stopped_early"


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the server's answer about a session, what the nurse looks at."""

    id: str
    phase: str
    paused: bool
    has_baseline: bool
    infused_ms: int
    paused_ms: int
    since_stop_ms: int

    @classmethod
    def read(cls, session: dict[str, Any]) -> "Progress":
        clock = session["clock"]
        return cls(
            id=session["id"],
            phase=session["phase"],
            paused=session["paused"],
            has_baseline=session["baseline"] is not None,
            infused_ms=clock["infused_ms"],
            paused_ms=clock["paused_ms"],
            since_stop_ms=clock["since_stop_ms"] or 0,
        )


def next_step(plan: Plan, progress: Progress | None, now: int) -> Step | None:
    """What is due at `now`; None: nothing yet."""
    here = (now - plan.arrives) / MINUTE
    if progress is None:
        return Step.CREATE if here >= 0 else None
    if progress.paused:
        over = progress.paused_ms >= plan.pause_minutes * MINUTE
        return Step.RESUME if over else None
    match progress.phase:
        case "check_in":
            return Step.BASELINE if here >= plan.settle_after else None
        case "baseline":
            if not progress.has_baseline:
                return Step.BASELINE
            return Step.START if here >= plan.start_after else None
        case "infusion":
            return _during_infusion(plan, progress)
        case "observation":
            over = progress.since_stop_ms >= plan.leave_after * MINUTE
            return Step.DISCHARGE if over else None
        case _:
            return None


def _during_infusion(plan: Plan, progress: Progress) -> Step | None:
    if progress.infused_ms >= plan.stop_after * MINUTE:
        return Step.STOP
    paused_before = progress.paused_ms > 0
    if plan.pause_after is None or paused_before:
        return None
    return Step.PAUSE if progress.infused_ms >= plan.pause_after * MINUTE else None
