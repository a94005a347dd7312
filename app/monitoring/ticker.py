"""What happens when nothing arrives: deadlines, the slow disk, sealed minutes, the directory."""

import asyncio
import logging
from collections.abc import Callable

from app.alarms.inputs import Fact
from app.clock import Clock
from app.monitoring.beds import Beds
from app.monitoring.pipeline import Pipeline
from app.monitoring.release import Release
from app.store.chunks import MINUTE_MS
from app.store.recorder import Entry, Recorder

EVERY_S = 0.05  # a deadline is met at most so late, and the disk's 200 ms kept as closely

logger = logging.getLogger(__name__)


class Ticker:
    def __init__(
        self,
        clock: Clock,
        beds: Beds,
        pipeline: Pipeline,
        release: Release,
        recorder: Recorder,
        look: Callable[[], None],
        look_every_s: float,
    ) -> None:
        self._clock = clock
        self._beds = beds
        self._pipeline = pipeline
        self._release = release
        self._recorder = recorder
        self._look = look
        self._look_every_s = look_every_s
        self._looked = clock.monotonic()
        self._sealed_minute = clock.now() // MINUTE_MS
        self.recorder_late = False
        self.beat = clock.monotonic()  # when it last went round: `readyz` watches it

    async def run(self) -> None:
        """Goes round until cancelled. A fault of one round is told, and the next one comes."""
        while True:
            try:
                self.round()
            except Exception:
                logger.exception("a round of the ticker failed")
            await asyncio.sleep(EVERY_S)

    def round(self) -> None:
        self.beat = self._clock.monotonic()
        self._watch_disk()
        for watched in list(self._beds.every()):
            self._pipeline.fire(watched)
        self._seal()
        if self.beat - self._looked >= self._look_every_s:
            self._looked = self.beat
            self._look()

    def _watch_disk(self) -> None:
        late = self._release.overdue()
        if late != self.recorder_late:
            self.recorder_late = late
            self._pipeline.fact(self._beds.server, Fact.RECORDER_LATE, {"late": late}, at_once=late)

    def _seal(self) -> None:
        """Once a clinical minute: what has ended leaves the memory for the chunks."""
        now = self._clock.now()
        if now // MINUTE_MS == self._sealed_minute:
            return
        self._sealed_minute = now // MINUTE_MS
        for watched in self._beds.every():
            scope = watched.scope
            work, committed = scope.tail.seal(scope.log.id, now)
            if work:
                self._recorder.submit(Entry(work=work, committed=committed))
            else:
                committed()
