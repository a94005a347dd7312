"""What happens when nothing arrives: deadlines, the slow disk, sealed minutes, the directory."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from app.alarms.inputs import Fact
from app.clock import Clock
from app.monitoring.beds import Beds
from app.monitoring.pipeline import Pipeline
from app.monitoring.release import Release
from app.monitoring.scope import Scope
from app.monitoring.stations import Stations
from app.monitoring.turnover import turn_over_if_long
from app.store.chunks import MINUTE_MS
from app.store.recorder import Entry, Recorder

EVERY_S = 0.05  # a deadline is met at most so late, and the disk's 200 ms kept as closely

logger = logging.getLogger(__name__)


class Ticker:
    """`chores` are done at the end of every round."""

    def __init__(
        self,
        clock: Clock,
        beds: Beds,
        pipeline: Pipeline,
        release: Release,
        recorder: Recorder,
        stations: Stations,
        look: Callable[[], None],
        look_every_s: float,
        chores: Sequence[Callable[[], None]] = (),
    ) -> None:
        self._clock = clock
        self._beds = beds
        self._pipeline = pipeline
        self._release = release
        self._recorder = recorder
        self._stations = stations
        self._look = look
        self._look_every_s = look_every_s
        self._chores = chores
        self._looked = clock.monotonic()
        self._sealed_minute = clock.now() // MINUTE_MS
        self.recorder_late = False
        self._faults: dict[int, int] = {}  # by log, as far as told
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
            self._watch_judge(watched.scope)
        self._watch_stations()
        self._each_minute()
        if self.beat - self._looked >= self._look_every_s:
            self._looked = self.beat
            self._look()
        for chore in self._chores:
            chore()

    def _watch_disk(self) -> None:
        late = self._release.overdue()
        if late != self.recorder_late:
            self.recorder_late = late
            self._pipeline.fact(self._beds.server, Fact.RECORDER_LATE, {"late": late}, at_once=late)

    def _watch_judge(self, scope: Scope) -> None:
        """A judge that failed is told as an alarm of the server, since its own bed cannot."""
        if scope.faults > self._faults.get(scope.log.id, 0):
            self._faults[scope.log.id] = scope.faults
            body = {"log": scope.log.name}
            self._pipeline.fact(self._beds.server, Fact.JUDGE_FAULT, body)

    def _watch_stations(self) -> None:
        """The log of a bed gets a fact whenever the number of its watchers changes."""
        for bed in self._beds.beds.values():
            watching = self._stations.watching(bed.id, self.beat)
            if watching != bed.watching:
                bed.watching = watching
                self._pipeline.fact(bed, Fact.STATIONS, {"watching": watching})

    def _each_minute(self) -> None:
        """Once a clinical minute: what has ended leaves the memory for the chunks."""
        now = self._clock.now()
        if now // MINUTE_MS == self._sealed_minute:
            return
        self._sealed_minute = now // MINUTE_MS
        for watched in list(self._beds.every()):
            self._seal(watched.scope, now)
            turn_over_if_long(watched, self._beds.logs, self._pipeline, self._beds.duty)

    def _seal(self, scope: Scope, now: int) -> None:
        work, committed = scope.tail.seal(scope.log.id, now)
        if work:
            self._recorder.submit(Entry(work=work, committed=committed))
        else:
            committed()
