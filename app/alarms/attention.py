"""The second axis of an alarm: whether somebody has seen it, and the one table of what follows."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from app.alarms.condition import Attention


class Call(StrEnum):
    """What can happen to the attention an alarm gets."""

    ACKNOWLEDGE = "acknowledge"
    UNACKNOWLEDGE = "unacknowledge"
    SHELVE = "shelve"
    UNSHELVE = "unshelve"
    WORSEN = "worsen"  # a value worse than the one that was seen
    REMIND = "remind"  # it still is so, a while after it was acknowledged or shelved


_A = Attention
ATTENTION: Mapping[tuple[Attention, Call], Attention] = MappingProxyType(
    {
        (_A.UNACKNOWLEDGED, Call.ACKNOWLEDGE): _A.ACKNOWLEDGED,
        (_A.UNACKNOWLEDGED, Call.SHELVE): _A.SHELVED,
        (_A.ACKNOWLEDGED, Call.SHELVE): _A.SHELVED,
        (_A.ACKNOWLEDGED, Call.UNACKNOWLEDGE): _A.UNACKNOWLEDGED,
        (_A.ACKNOWLEDGED, Call.WORSEN): _A.UNACKNOWLEDGED,
        (_A.ACKNOWLEDGED, Call.REMIND): _A.UNACKNOWLEDGED,
        (_A.SHELVED, Call.UNSHELVE): _A.UNACKNOWLEDGED,
        (_A.SHELVED, Call.REMIND): _A.UNACKNOWLEDGED,
    }
)
