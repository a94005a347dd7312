"""Where a monitor's samples come from: a simulated chair, a recording."""

from collections.abc import Sequence
from typing import Protocol

from app.wire.monitor import Sample


class Source(Protocol):
    """Asked by the monitor for one instant after the other; clinical ms since the epoch."""

    @property
    def can(self) -> Sequence[str]:
        """What the hello declares: `nibp` if it measures on request."""
        ...

    def begin(self, at: int) -> None:
        """The server has welcomed the monitor; its clock shows `at`. Called once, first."""
        ...

    def due(self) -> int | None:
        """The instant of the next samples; None when there are no more."""
        ...

    def take(self) -> list[Sample]:
        """The samples of the instant that was due."""
        ...

    def measure(self) -> None:
        """The server asks for a cuff measurement."""
        ...
