"""What this room asks of the others; `app.main` wires it."""

from collections.abc import Mapping
from typing import Any, Protocol


class Monitoring(Protocol):
    """The judge's side of it: what is known of alarms, and the logs."""

    def settled(self, alarm: str) -> str | None:
        """Why nobody needs to be told of this alarm any more; None while it calls."""
        ...

    def notified(self, alarm: str, body: Mapping[str, Any]) -> None:
        """Writes into the alarm's log that somebody was told, or could not be."""
        ...

    def channel(self, channel: str, failing: bool) -> None:
        """Writes into the server's log how a channel does."""
        ...

    def is_failing(self, channel: str) -> bool:
        """What was written last, as far as an alarm stands for it."""
        ...
