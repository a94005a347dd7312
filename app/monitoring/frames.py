"""Frames of vitals: each is taken in once, placed in time, and handed to the pipeline."""

import asyncio
from functools import partial

from app.clock import Clock
from app.monitoring.aside import Aside
from app.monitoring.homes import Homes
from app.monitoring.links import Link, acked
from app.monitoring.monitors import Monitor, PowerOn
from app.monitoring.pipeline import Arrived, Pipeline
from app.monitoring.quarantine import named
from app.store import boots
from app.store.database import Database
from app.wire import monitor as wire
from app.wire.log import RecordedFrame, read_frame, said
from app.wire.sequence import Arrival


class Frames:
    def __init__(
        self, clock: Clock, homes: Homes, pipeline: Pipeline, database: Database, aside: Aside
    ) -> None:
        self._clock = clock
        self._homes = homes
        self._pipeline = pipeline
        self._database = database
        self._aside = aside
        self.heard = asyncio.Event()  # set with every frame, for whoever steps the clock

    def take(
        self, monitor: Monitor, link: Link, frame: wire.Vitals, text: str, raw: str | None
    ) -> None:
        """`raw`: the text, if it says more than was understood."""
        power_on = monitor.on
        arrival = power_on.sequence.arrival(frame.seq, frame.samples)
        forgotten = arrival is Arrival.FORGOTTEN
        if forgotten:
            arrival = self._ask_log(power_on, frame)
        match arrival:
            case Arrival.REPEAT:
                self._aside.ack_again(monitor, link)
            case Arrival.CONFLICT:
                self._aside.conflict(monitor, link, frame.seq, text)
            case _:
                self._new(monitor, link, frame, raw, gap=forgotten)

    def _new(
        self, monitor: Monitor, link: Link, frame: wire.Vitals, raw: str | None, *, gap: bool
    ) -> None:
        power_on = monitor.on
        rate = self._clock.rate
        newest = not gap and frame.seq > power_on.sequence.highest
        if newest:
            change = monitor.observe(frame, self._clock.now(), rate)
            if change is not None:
                self._homes.tell_offset(monitor, change.cause)
        self.heard.set()
        receipt = self._clock.now()
        placed = monitor.place(frame, receipt, rate, stored=frame.stored or gap)
        home = self._homes.of_frame(monitor, frame, newest=newest and not frame.stored)
        power_on.sequence.take(frame.seq, frame.samples, self._clock.monotonic())
        upto = power_on.sequence.upto
        self._pipeline.vitals(
            home,
            receipt,
            RecordedFrame(monitor.id, power_on.boot.boot, frame.seq, placed.samples, frame.stored),
            Arrived(power_on.boot.id, frame.seq, upto),
            partial(acked, power_on, link, upto),
            late=placed.late,
            filed=placed.filed,
            private=_private(frame, raw),
        )

    def _ask_log(self, power_on: PowerOn, frame: wire.Vitals) -> Arrival:
        """What a number was that is no longer in memory; NEW: it had fallen into a gap."""
        with self._database.reading() as connection:
            body = boots.body_of(connection, power_on.boot.id, frame.seq)
            if body is None:
                rejected = boots.was_rejected(connection, power_on.boot.id, frame.seq)
                return Arrival.CONFLICT if rejected else Arrival.NEW
        same = said(read_frame(body).samples) == said(frame.samples)
        return Arrival.REPEAT if same else Arrival.CONFLICT


def _private(frame: wire.Vitals, raw: str | None) -> dict[str, object] | None:
    patients = named(frame)
    if raw is None and not patients:
        return None
    private: dict[str, object] = {}
    if raw is not None:
        private["raw"] = raw
    if patients:
        private["patients"] = patients
    return private
