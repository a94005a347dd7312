"""What those who tell people outside ask of the judge, and write into the logs."""

from collections.abc import Mapping
from typing import Any

from app.alarms.condition import Attention, Condition
from app.alarms.inputs import Fact
from app.monitoring.beds import Beds
from app.monitoring.pipeline import Pipeline

_CALLING = frozenset({Condition.ACTIVE, Condition.UNKNOWN})
OVER = "over"


class Told:
    def __init__(self, beds: Beds, pipeline: Pipeline) -> None:
        self._beds = beds
        self._pipeline = pipeline

    def settled(self, alarm: str) -> str | None:
        """Why nobody needs to be told of this alarm any more; None while it calls."""
        watched = self._beds.of_alarm(alarm)
        opened = () if watched is None else watched.scope.engine.open_alarms()
        found = next((one for one in opened if one.id == alarm), None)
        if found is None or found.condition not in _CALLING:
            return OVER
        return None if found.attention is Attention.UNACKNOWLEDGED else found.attention.value

    def notified(self, alarm: str, body: Mapping[str, Any]) -> None:
        """Into the alarm's log; into the server's if that is over."""
        watched = self._beds.of_alarm(alarm) or self._beds.server
        self._pipeline.fact(watched, Fact.NOTIFIED, body)

    def channel(self, channel: str, failing: bool) -> None:
        body = {"channel": channel, "failing": failing}
        self._pipeline.fact(self._beds.server, Fact.CHANNEL, body)

    def is_failing(self, channel: str) -> bool:
        """Whether the alarm about this channel stands."""
        opened = self._beds.server.scope.engine.open_alarms()
        return any(alarm.rule == f"{channel}_failing" for alarm in opened)
