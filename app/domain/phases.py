"""The phases of an infusion session and the one table of what may happen in each."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Phase(StrEnum):
    CHECK_IN = "check_in"
    BASELINE = "baseline"
    INFUSION = "infusion"  # may be paused
    OBSERVATION = "observation"
    DISCHARGED = "discharged"
    ABORTED = "aborted"  # never started its infusion, or was handed over to emergency care


FINAL = frozenset({Phase.DISCHARGED, Phase.ABORTED})


class SessionCommand(StrEnum):
    CREATE = "create"
    BASELINE = "baseline"  # captures it; repeatable until the start
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    DISCHARGE = "discharge"
    ABORT = "abort"
    LIMITS = "limits"  # moves a limit, for this session only
    NOTE = "note"


class Place(NamedTuple):
    """Where a session is: its phase, and whether the infusion is paused."""

    phase: Phase
    paused: bool = False


_CHECK_IN = Place(Phase.CHECK_IN)
_BASELINE = Place(Phase.BASELINE)
_RUNNING = Place(Phase.INFUSION)
_PAUSED = Place(Phase.INFUSION, paused=True)
_OBSERVATION = Place(Phase.OBSERVATION)
_DISCHARGED = Place(Phase.DISCHARGED)
_ABORTED = Place(Phase.ABORTED)

_C = SessionCommand
TRANSITIONS: Mapping[tuple[Place | None, SessionCommand], Place] = MappingProxyType(
    {
        (None, _C.CREATE): _CHECK_IN,
        (_CHECK_IN, _C.BASELINE): _BASELINE,
        (_CHECK_IN, _C.ABORT): _ABORTED,
        (_BASELINE, _C.BASELINE): _BASELINE,
        (_BASELINE, _C.START): _RUNNING,
        (_BASELINE, _C.ABORT): _ABORTED,
        (_RUNNING, _C.PAUSE): _PAUSED,
        (_RUNNING, _C.STOP): _OBSERVATION,
        (_RUNNING, _C.ABORT): _ABORTED,  # only handed over
        (_PAUSED, _C.RESUME): _RUNNING,
        (_PAUSED, _C.STOP): _OBSERVATION,
        (_PAUSED, _C.ABORT): _ABORTED,  # only handed over
        (_OBSERVATION, _C.DISCHARGE): _DISCHARGED,
        (_OBSERVATION, _C.ABORT): _ABORTED,  # only handed over
    }
    | {
        (place, _C.LIMITS): place
        for place in (_CHECK_IN, _BASELINE, _RUNNING, _PAUSED, _OBSERVATION)
    }
    | {
        (place, _C.NOTE): place  # a note may be written at any time, after the end too
        for place in (
            _CHECK_IN,
            _BASELINE,
            _RUNNING,
            _PAUSED,
            _OBSERVATION,
            _DISCHARGED,
            _ABORTED,
        )
    }
)

HANDED_OVER_ONLY = frozenset({_RUNNING, _PAUSED, _OBSERVATION})
"""Once the drug flows a session can only be aborted into somebody's hands."""


def allowed(place: Place) -> tuple[SessionCommand, ...]:
    """The commands that exist at `place`, in the order of `SessionCommand`."""
    return tuple(command for command in SessionCommand if (place, command) in TRANSITIONS)
