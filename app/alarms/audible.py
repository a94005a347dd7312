"""Which alarms call: they ask somebody to come, and go on to the next person while nobody does.

What calls is what screens sound (`frontend/src/alarms/audible.js`), whether or not one of them is
muted or shows a graver alarm of the same vital in its place.
"""

from app.alarms.condition import Alarm, Attention, Condition, Kind, Priority
from app.domain.phases import Phase

BEFORE_INFUSION = frozenset({None, Phase.CHECK_IN, Phase.BASELINE})
_THERE = frozenset({Condition.ACTIVE, Condition.UNKNOWN})


def calls(alarm: Alarm, phase: Phase | None) -> bool:
    """Whether the alarm calls in that phase of its bed's session (None: there is no session)."""
    return (
        alarm.attention is Attention.UNACKNOWLEDGED
        and alarm.condition in _THERE
        and not alarm.silent
        and not alarm.retro
        and alarm.inhibited_by is None
        and not shown_only(alarm, phase)
    )


def shown_only(alarm: Alarm, phase: Phase | None) -> bool:
    """Sensors are still being put on: what is of the equipment, or low, is seen and not heard.

    Alarms of the server itself (`bed` None) are heard at any time.
    """
    if alarm.bed is None or phase not in BEFORE_INFUSION:
        return False
    return alarm.kind is Kind.TECHNICAL or alarm.priority is Priority.LOW
