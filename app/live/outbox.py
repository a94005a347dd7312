"""What waits for one screen, in two lanes.

Numerics: newer ones replace older ones. Changes (alarms, sessions, monitors, beds) are never
dropped: a screen that cannot take them in time is closed and comes back by snapshot.
"""

import asyncio
from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Watch:
    """What a screen asked for: beds (None: all), identities or initials, pending alarms too."""

    beds: frozenset[str] | None
    identified: bool
    pending: bool = False

    def sees(self, bed: str | None) -> bool:
        return bed is None or self.beds is None or bed in self.beds


class Outbox:
    def __init__(self, watch: Watch, changes: int, seconds: float) -> None:
        self.watch = watch
        self.overflowed = False
        self._limit = changes
        self._seconds = seconds
        self._changes: deque[tuple[float, str]] = deque()
        self._tick: str | None = None
        self._ready = asyncio.Event()
        self._closed = False

    def change(self, message: str, now: float) -> None:
        """Adds a message that must arrive. `now`: real seconds."""
        if len(self._changes) >= self._limit:
            self._overflow()
        if not self.overflowed:
            self._changes.append((now, message))
            self._ready.set()

    def tick(self, message: str) -> None:
        """Replaces the numerics that wait."""
        self._tick = message
        self._ready.set()

    @property
    def tick_waits(self) -> bool:
        """The last numerics were not taken: the next must hold every watched bed."""
        return self._tick is not None

    def check(self, now: float) -> None:
        """Gives up on a screen whose oldest change waits for too long."""
        if self._changes and now - self._changes[0][0] > self._seconds:
            self._overflow()

    def close(self) -> None:
        self._closed = True
        self._ready.set()

    async def take(self) -> list[str] | None:
        """Everything that waits, changes first; None when the screen is to be closed."""
        await self._ready.wait()
        self._ready.clear()
        if self._closed or self.overflowed:
            return None
        messages = [message for _, message in self._changes]
        self._changes.clear()
        if self._tick is not None:
            messages.append(self._tick)
            self._tick = None
        return messages

    def _overflow(self) -> None:
        self.overflowed = True
        self._changes.clear()
        self._tick = None
        self._ready.set()
