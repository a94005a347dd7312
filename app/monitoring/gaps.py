"""Numbers that never came: waited for, skipped by the monitor, or given up."""

from functools import partial

from app.clock import Clock
from app.monitoring.beds import Beds
from app.monitoring.homes import Homes
from app.monitoring.links import Link, Links, acked
from app.monitoring.monitors import Monitor
from app.monitoring.pipeline import Pipeline


class Gaps:
    """`hole_seconds`: how long a missing number is waited for, real time."""

    def __init__(
        self, clock: Clock, beds: Beds, homes: Homes, pipeline: Pipeline, hole_seconds: float
    ) -> None:
        self._clock = clock
        self._beds = beds
        self._homes = homes
        self._pipeline = pipeline
        self._hole_seconds = hole_seconds

    def give_up(self, links: Links) -> None:
        """What has been missing for too long will not be waited for."""
        before = self._clock.monotonic() - self._hole_seconds
        for monitor in self._beds.monitors.values():
            if monitor.power_on is None:
                continue
            for first, last in monitor.power_on.sequence.overdue(before):
                self.leave(monitor, links.of(monitor), first, last, "timeout")

    def leave(self, monitor: Monitor, link: Link | None, first: int, last: int, why: str) -> None:
        """Of first..last, what has not come is recorded as a gap; the ack moves on."""
        power_on = monitor.on
        home = self._homes.of(monitor)
        missing = power_on.sequence.skip(first, last, self._clock.monotonic())
        upto = power_on.sequence.upto
        draft = self._pipeline.draft(home.scope)
        for one, other in missing:
            content = {
                "monitor": monitor.id,
                "boot": power_on.boot.boot,
                "from": one,
                "to": other,
                "reason": why,
            }
            draft.take("gap", content, None)
        draft.entry.acked = (power_on.boot.id, upto)
        self._pipeline.submit(home, [draft], None, partial(acked, power_on, link, upto))
