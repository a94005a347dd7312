"""Monitors that can are asked to measure again when a cuff reading wants it."""

from typing import Literal

from app.alarms.inputs import Fact
from app.clock import Clock
from app.monitoring import views
from app.monitoring.beds import Beds
from app.monitoring.links import Links
from app.monitoring.monitors import Monitor
from app.monitoring.pipeline import Pipeline, take_fact
from app.monitoring.quarantine import believed
from app.monitoring.watched import Bed
from app.wire.monitor import Request

NIBP: Literal["nibp"] = "nibp"


class Rechecks:
    def __init__(self, clock: Clock, beds: Beds, pipeline: Pipeline, links: Links) -> None:
        self._clock = clock
        self._beds = beds
        self._pipeline = pipeline
        self._links = links

    def round(self) -> None:
        """Each reading asks once: the request is on disk before it is sent."""
        now = self._clock.now()
        for bed in self._beds.beds.values():
            asked = bed.scope.engine.recheck
            if asked is None or now < asked.wanted_at or views.requested(bed.scope, asked):
                continue
            if bed.monitor is not None and self._can(bed, bed.monitor):
                self._request(bed, bed.monitor, asked.asked_at)

    @staticmethod
    def _can(bed: Bed, monitor: Monitor) -> bool:
        return monitor.connected and NIBP in monitor.can and believed(bed, monitor)

    def _request(self, bed: Bed, monitor: Monitor, asked_at: int) -> None:
        draft = self._pipeline.draft(bed.scope)
        body = {"monitor": monitor.id, "what": NIBP, "asked_at": asked_at}
        take_fact(draft, Fact.REQUESTED, body)

        def send() -> None:
            link = self._links.of(monitor)
            if link is not None:
                link.send(Request(NIBP))

        self._pipeline.submit(bed, [draft], lambda: self._pipeline.session_changed(bed), send)
