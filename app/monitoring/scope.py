"""One log being written: its chain, the judge its inputs are folded into, its unsealed minutes."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from app.alarms.condition import Transition
from app.alarms.engine import Engine
from app.alarms.inputs import Fact, FactInput, Input, ReadingInput, VitalsInput
from app.alarms.rules import SilenceRule
from app.domain.chart import Chart
from app.domain.errors import Refusal
from app.domain.phases import Phase
from app.domain.recent import Recent
from app.monitoring import charting
from app.monitoring.recalling import recall
from app.store.chunks import Tail
from app.store.recorder import RecordRow
from app.store.records import Log
from app.wire.log import line, link

logger = logging.getLogger(__name__)


class Scope:
    """A session, a bed between sessions, a monitor without a bed, or the server itself."""

    def __init__(self, log: Log, engine: Engine, n: int = 0, digest: str = "") -> None:
        self.log = log
        self.engine = engine
        self.n = n
        self.digest = digest
        self.tail = Tail()
        rules = engine.protocol.rules
        self._silences = [engine.case(rule.id) for rule in rules if isinstance(rule, SilenceRule)]
        self.shown_limits: object = None  # what `views` made last, to make it once a second
        self.said: dict[Fact, Mapping[str, object]] = {}  # the newest fact of each kind in this log
        self.chart = Chart()  # what people entered
        discharge = engine.protocol.regimen.discharge
        self.recent = None if discharge is None else Recent(discharge)
        self.faults = 0  # how often the judge itself failed

    @property
    def silent_since(self) -> int | None:
        """Since when its monitor sends nothing, while that is an alarm."""
        opened = (case.alarm for case in self._silences if not case.quiet)
        return min((alarm.onset for alarm in opened if alarm is not None), default=None)

    def _recall(self, given: VitalsInput | ReadingInput) -> None:
        """What a discharge will look at; before the observation nobody asks for it."""
        session = self.engine.session
        if self.recent is None or session is None or session.phase is not Phase.OBSERVATION:
            return
        for sample in given.samples:
            recall(self.recent, sample, self.engine.protocol.regimen.ranges)

    def judge(self, given: Input) -> list[Transition]:
        """What the judge makes of an input. Raises Refusal.

        A fault of the judge itself must not lose the record nor stop other beds: it is told by
        `faults`, and a fold of the log meets it at the same record.
        """
        if isinstance(given, FactInput):
            self.said[given.fact] = given.body
            charting.take(self.chart, given.fact, given.body)
        elif isinstance(given, VitalsInput | ReadingInput):
            self._recall(given)
        return self._guarded(partial(self.engine.take, given))

    def fire(self, now: int) -> list[Transition]:
        """The deadlines strictly earlier than `now`; guarded likewise."""
        return self._guarded(partial(self.engine.fire, now))

    def _guarded(self, step: Callable[[], list[Transition]]) -> list[Transition]:
        try:
            return step()
        except Refusal:
            raise
        except Exception:
            self.faults += 1
            logger.exception("the judge failed in log %s at record %d", self.log.name, self.n)
            return []

    def number(
        self,
        at: int,
        kind: str,
        content: Struct | Mapping[str, Any],
        boot: int | None = None,
        seq: int | None = None,
    ) -> RecordRow:
        """The next record of this log: numbered and chained, ready to be written."""
        self.n += 1
        body = line(self.n, at, kind, content)
        self.digest = link(self.digest, body)
        return (self.log.id, self.n, at, kind, body, self.digest, boot, seq)
