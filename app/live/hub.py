"""The hub: numbers each change, keeps the last ones for screens that resume, sends the ticks.

Alarm, session, monitor and bed changes go to every watching outbox at once; numerics travel
together every tick. Each message is encoded once for all screens that get the same text.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from app.clock import Clock
from app.live.outbox import Outbox, Watch
from app.wire.anonymity import anonymous, anonymous_bed
from app.wire.screen import (
    Alarm,
    Bed,
    BedVitals,
    Change,
    ClockChange,
    Heartbeat,
    Resumed,
    Snapshot,
    VitalsTick,
)

HEARTBEAT_S = 1.0
EVERY_BED_S = 1.0  # each bed's vitals travel at least so often, for their ages

logger = logging.getLogger(__name__)


class Views(Protocol):
    """What the hub reads of the monitored beds: the announced state, with ages as of now."""

    def bed_ids(self) -> list[str]: ...

    def bed(self, bed: str) -> Bed: ...

    def vitals(self, bed: str) -> BedVitals: ...

    def alarms(self, beds: Iterable[str], *, pending: bool) -> list[Alarm]: ...


@dataclass(slots=True)
class _Kept:
    """A change as text, in full and without identities."""

    cursor: int
    change: Change
    pending: bool
    texts: dict[bool, str] = field(default_factory=dict)

    def text(self, identified: bool) -> str:
        if identified not in self.texts:
            shown = self.change if identified else anonymous(self.change)
            self.texts[identified] = shown.model_dump_json(by_alias=True)
        return self.texts[identified]

    def reaches(self, watch: Watch) -> bool:
        return watch.sees(self.change.bed) and (watch.pending or not self.pending)


class Hub:
    def __init__(
        self,
        clock: Clock,
        views: Views,
        instance: str,
        *,
        tick_ms: int,
        history: int,
        outbox_changes: int,
        outbox_seconds: float,
    ) -> None:
        self._clock = clock
        self._views = views
        self.instance = instance
        self._tick_s = tick_ms / 1000
        self._outbox_limits = (outbox_changes, outbox_seconds)
        self._history: deque[_Kept] = deque(maxlen=history)
        self._outboxes: set[Outbox] = set()
        self._changed: set[str] = set()
        self._sent: dict[str, float] = {}
        self.cursor = 0

    # --- announcing ---

    def announce(self, change: Change, *, pending: bool = False) -> None:
        """Numbers the change and hands it to every screen that watches its bed."""
        self.cursor += 1
        change.cursor = self.cursor
        kept = _Kept(self.cursor, change, pending)
        self._history.append(kept)
        now = self._clock.monotonic()
        for outbox in self._outboxes:
            if kept.reaches(outbox.watch):
                outbox.change(kept.text(outbox.watch.identified), now)

    def vitals_changed(self, bed: str) -> None:
        """The bed's numerics go out with the next tick."""
        self._changed.add(bed)

    def clock_changed(self) -> None:
        message = ClockChange(time=self._clock.now(), rate=self._clock.rate).model_dump_json()
        for outbox in self._outboxes:
            outbox.change(message, self._clock.monotonic())

    # --- screens ---

    def subscribe(
        self, watch: Watch, request: int, instance: str | None = None, since: int | None = None
    ) -> tuple[Outbox, list[str]]:
        """What is true now and the outbox for what follows, in one step: nothing lies between."""
        outbox = Outbox(watch, *self._outbox_limits)
        self._outboxes.add(outbox)
        if since is not None and instance == self.instance and self._reaches_back(since):
            missed = [k for k in self._history if k.cursor > since and k.reaches(watch)]
            first = Resumed(id=request, cursor=self.cursor).model_dump_json()
            return outbox, [first, *(k.text(watch.identified) for k in missed)]
        return outbox, [self._snapshot(watch, request).model_dump_json(by_alias=True)]

    def unsubscribe(self, outbox: Outbox) -> None:
        self._outboxes.discard(outbox)

    def _reaches_back(self, since: int) -> bool:
        oldest = self._history[0].cursor if self._history else self.cursor + 1
        return oldest - 1 <= since <= self.cursor

    def _snapshot(self, watch: Watch, request: int) -> Snapshot:
        ids = [bed for bed in self._views.bed_ids() if watch.sees(bed)]
        beds = [self._views.bed(bed) for bed in ids]
        return Snapshot(
            id=request,
            cursor=self.cursor,
            time=self._clock.now(),
            beds=beds if watch.identified else [anonymous_bed(bed) for bed in beds],
            alarms=self._views.alarms(ids, pending=watch.pending),
        )

    # --- ticks ---

    async def run(self) -> None:
        """Sends ticks and heartbeats until cancelled. A tick that fails is told; the next comes."""
        loop = asyncio.get_running_loop()
        next_tick = next_beat = loop.time()
        while True:
            now = self._clock.monotonic()
            try:
                self._send_tick(now)
            except Exception:
                logger.exception("a tick could not be sent")
            for outbox in self._outboxes:
                outbox.check(now)
            if loop.time() >= next_beat:
                self._send_heartbeat()
                next_beat += HEARTBEAT_S
            next_tick = max(next_tick + self._tick_s, loop.time())
            await asyncio.sleep(next_tick - loop.time())

    def _send_heartbeat(self) -> None:
        message = Heartbeat(cursor=self.cursor, time=self._clock.now()).model_dump_json()
        for outbox in self._outboxes:
            outbox.change(message, self._clock.monotonic())

    def _send_tick(self, now: float) -> None:
        before = now + self._tick_s - EVERY_BED_S  # whose second would be over by the next tick
        due = self._changed | {
            bed for bed in self._views.bed_ids() if self._sent.get(bed, before) <= before
        }
        self._changed = set()
        for bed in due:
            self._sent[bed] = now
        if not due or not self._outboxes:
            return
        at = self._clock.now()
        views: dict[str, BedVitals] = {}
        texts: dict[frozenset[str], str] = {}
        for outbox in self._outboxes:
            watched = outbox.watch.beds
            if outbox.tick_waits:  # what it did not take must not be lost: all its beds again
                wanted = frozenset(self._views.bed_ids()) if watched is None else watched
            else:
                wanted = frozenset(due) if watched is None else watched & due
            if not wanted:
                continue
            if wanted not in texts:
                texts[wanted] = self._encode(at, wanted, views)
            outbox.tick(texts[wanted])

    def _encode(self, at: int, wanted: frozenset[str], views: dict[str, BedVitals]) -> str:
        known = [bed for bed in self._views.bed_ids() if bed in wanted]
        for bed in known:
            if bed not in views:
                views[bed] = self._views.vitals(bed)
        tick = VitalsTick(at=at, beds=[views[bed] for bed in known])
        return tick.model_dump_json()
