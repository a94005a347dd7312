"""What was numbered first is released first: announced when its commit is done, or after 200 ms.

An announcement that did not wait for the disk says so; when the commit comes it is announced again
as recorded. An acknowledgement (`done`) always waits for the commit.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from app.clock import Clock
from app.store.recorder import Entry, Recorder

Announce = Callable[[bool], None]  # told whether what is announced is on disk


@dataclass(slots=True)
class _Held:
    since: float
    announce: Announce | None
    done: Callable[[], None] | None
    committed: bool = False
    announced: bool = False


class Release:
    """One order per bed; the beds do not wait for each other."""

    def __init__(self, recorder: Recorder, clock: Clock, after_s: float) -> None:
        self._recorder = recorder
        self._clock = clock
        self._after_s = after_s
        self._held: dict[str, deque[_Held]] = {}

    def submit(
        self,
        order: str,
        entry: Entry,
        announce: Announce | None = None,
        done: Callable[[], None] | None = None,
        *,
        at_once: bool = False,
    ) -> None:
        """Records `entry`; announces and calls `done` when its turn in `order` has come."""
        held = _Held(self._clock.monotonic(), announce, done)
        queue = self._held.get(order)
        if queue is None:
            queue = self._held[order] = deque()
        queue.append(held)

        def committed() -> None:
            held.committed = True
            self._drain(queue)

        entry.committed = committed
        self._recorder.submit(entry)
        if at_once:
            self._without_disk(held)

    def overdue(self) -> bool:
        """Announces what has waited too long; whether anything is waiting that long."""
        before = self._clock.monotonic() - self._after_s
        found = False
        for queue in self._held.values():
            for held in queue:
                if held.since > before:
                    break
                found = True
                self._without_disk(held)
        return found

    @staticmethod
    def _without_disk(held: _Held) -> None:
        if not held.announced:
            held.announced = True
            if held.announce is not None:
                held.announce(False)

    @staticmethod
    def _drain(queue: deque[_Held]) -> None:
        while queue and queue[0].committed:
            held = queue.popleft()
            if held.announce is not None:
                held.announce(True)
            if held.done is not None:
                held.done()
