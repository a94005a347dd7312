"""The clocks of an infusion session. All durations in ms, all instants ms since the epoch."""

from dataclasses import dataclass
from typing import Protocol

Pause = tuple[int, int | None]
"""From when to when the infusion stood still; None: it still does."""


class _Timed(Protocol):
    """What of a session its clocks are read from."""

    @property
    def planned_ms(self) -> int: ...
    @property
    def paused(self) -> bool: ...
    @property
    def pauses(self) -> tuple[Pause, ...]: ...
    @property
    def started_at(self) -> int | None: ...
    @property
    def stopped_at(self) -> int | None: ...
    @property
    def ended_at(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class SessionClock:
    """`infused_ms` leaves the pauses out; what counts up stops with the session."""

    planned_ms: int
    infused_ms: int
    since_start_ms: int | None
    since_stop_ms: int | None
    paused_ms: int


def clock(session: _Timed, now: int) -> SessionClock:
    """The session's clocks at `now`."""
    until = now if session.ended_at is None else min(now, session.ended_at)
    since_start = _since(session.started_at, until)
    since_stop = _since(session.stopped_at, until)
    paused = _paused(session, until)
    infused = (since_start or 0) - (since_stop or 0) - paused
    return SessionClock(session.planned_ms, max(0, infused), since_start, since_stop, paused)


def planned_end(session: _Timed) -> int | None:
    """When the dose will be in if no further pause comes; None if paused or not running."""
    if session.started_at is None or session.stopped_at is not None or session.paused:
        return None
    return session.started_at + session.planned_ms + _paused(session, session.started_at)


def _since(start: int | None, until: int) -> int | None:
    return None if start is None else max(0, until - start)


def _paused(session: _Timed, until: int) -> int:
    return sum((until if end is None else end) - start for start, end in session.pauses)
