"""What cannot be taken in is kept aside with its raw text, and the monitor is told."""

from collections.abc import Callable
from functools import partial

from app.alarms.inputs import Fact
from app.clock import Clock
from app.monitoring.homes import Homes
from app.monitoring.links import Link, acked
from app.monitoring.monitors import Monitor
from app.monitoring.pipeline import Pipeline
from app.monitoring.release import Release
from app.store import boots
from app.store.boots import Reject
from app.store.recorder import Entry
from app.wire import monitor as wire
from app.wire.reading import Refused
from app.wire.sequence import Arrival


class Aside:
    def __init__(self, clock: Clock, homes: Homes, pipeline: Pipeline, release: Release) -> None:
        self._clock = clock
        self._homes = homes
        self._pipeline = pipeline
        self._release = release

    def refuse(self, monitor: Monitor, link: Link, refused: Refused, text: str) -> None:
        """It counts as handled, so that what follows can be acked."""
        power_on, seq = monitor.on, refused.seq
        if seq is not None:
            arrival = power_on.sequence.arrival(seq, text)
            if arrival is Arrival.NEW:
                power_on.sequence.take(seq, text, self._clock.monotonic())
            elif arrival is Arrival.REPEAT:
                self.ack_again(monitor, link)
                return
        upto = power_on.sequence.upto

        def done() -> None:
            link.send(wire.Reject(refused.code, refused.detail, seq))
            if seq is not None:
                acked(power_on, link, upto)

        self._keep(monitor, refused, text, done)

    def conflict(self, monitor: Monitor, link: Link, seq: int, text: str) -> None:
        """A number came before with other content."""
        self._pipeline.fact(
            self._homes.bed(monitor),
            Fact.SOURCE_CONFLICT,
            {"monitor": monitor.id, "boot": monitor.on.boot.boot, "seq": seq},
        )
        why = Refused("conflict", "this number came before with other content")
        reject = wire.Reject(why.code, why.detail, seq)
        self._keep(monitor, why, text, partial(link.send, reject))

    def ack_again(self, monitor: Monitor, link: Link) -> None:
        """In its turn, since what is repeated may itself still wait for the disk."""
        power_on = monitor.on
        done = partial(acked, power_on, link, power_on.sequence.upto)
        self._release.submit(self._homes.bed(monitor).order, Entry(), None, done)

    def _keep(self, monitor: Monitor, why: Refused, text: str, done: Callable[[], None]) -> None:
        power_on = monitor.on
        reject = Reject(
            monitor=monitor.id,
            boot=power_on.boot.id,
            seq=why.seq,
            at=self._clock.now(),
            code=why.code,
            detail=why.detail,
            raw=text.encode("utf-8", "surrogatepass"),
        )
        reached = (power_on.boot.id, power_on.sequence.upto)
        entry = Entry(acked=reached, work=[boots.kept_aside(reject)])
        self._release.submit(self._homes.bed(monitor).order, entry, None, done)
