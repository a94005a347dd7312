"""The connections of the monitors: who is on the line, and what the server says there."""

from collections.abc import Iterator
from typing import Protocol

from app.monitoring.monitors import Monitor, PowerOn
from app.wire import monitor as wire

MISBEHAVED, NOT_ALLOWED, TAKEN_OVER, REVOKED = 4400, 4403, 4409, 4401


class Link(Protocol):
    """One connection, as far as monitoring talks back."""

    def send(self, message: wire.ToMonitor) -> None: ...

    def ack(self, seq: int) -> None: ...

    def close(self, code: int, reason: str) -> None: ...


class Dismissed(Exception):
    """The connection must end: close code and why."""

    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(reason)


class Links:
    """At most one for each monitor."""

    def __init__(self) -> None:
        self._links: dict[str, Link] = {}

    def __iter__(self) -> Iterator[str]:
        """The monitors that are on the line."""
        return iter(self._links)

    def of(self, monitor: Monitor) -> Link | None:
        return self._links.get(monitor.id)

    def take_over(self, monitor: Monitor, link: Link) -> bool:
        """The connection is the monitor's now; whether it closed an older one."""
        older = self._links.get(monitor.id)
        self._links[monitor.id] = link
        if older is None:
            return False
        older.close(TAKEN_OVER, "a newer connection took over")
        return True

    def leave(self, monitor: Monitor, link: Link) -> bool:
        """Whether it was the monitor's: another one may have taken its place."""
        if self._links.get(monitor.id) is not link:
            return False
        del self._links[monitor.id]
        return True

    def dismiss(self, monitor: str) -> None:
        """Its token was revoked."""
        link = self._links.get(monitor)
        if link is not None:
            link.close(REVOKED, "the token was revoked")

    def tell(self, message: wire.ToMonitor) -> None:
        for link in self._links.values():
            link.send(message)


def acked(power_on: PowerOn, link: Link | None, upto: int) -> None:
    """Everything up to this number is on disk: the monitor may forget it."""
    power_on.acked = power_on.sequence.durable = max(power_on.acked, upto)
    if link is not None:
        link.ack(upto)
