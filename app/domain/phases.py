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
    OFF_MONITOR = "off_monitor"  # the patient leaves the chair, without the sensors
    BACK_ON_MONITOR = "back_on_monitor"
    LIMITS = "limits"  # moves a limit, for this session only
    NOTE = "note"


class Place(NamedTuple):
    """Where a session is: its phase, whether the infusion is paused, whether the patient is off
    the monitor."""

    phase: Phase
    paused: bool = False
    off: bool = False

    def __str__(self) -> str:
        besides = [word for word, so in (("paused", self.paused), ("off monitor", self.off)) if so]
        return f"{self.phase} ({', '.join(besides)})" if besides else self.phase


_CHECK_IN = Place(Phase.CHECK_IN)
_BASELINE = Place(Phase.BASELINE)
_RUNNING = Place(Phase.INFUSION)
_PAUSED = Place(Phase.INFUSION, paused=True)
_OBSERVATION = Place(Phase.OBSERVATION)
_BASELINE_OFF = Place(Phase.BASELINE, off=True)
_PAUSED_OFF = Place(Phase.INFUSION, paused=True, off=True)
_OBSERVATION_OFF = Place(Phase.OBSERVATION, off=True)
_DISCHARGED = Place(Phase.DISCHARGED)
_ABORTED = Place(Phase.ABORTED)

_OPEN = (
    _CHECK_IN,
    _BASELINE,
    _BASELINE_OFF,
    _RUNNING,
    _PAUSED,
    _PAUSED_OFF,
    _OBSERVATION,
    _OBSERVATION_OFF,
)

_C = SessionCommand
TRANSITIONS: Mapping[tuple[Place | None, SessionCommand], Place] = MappingProxyType(
    {
        (None, _C.CREATE): _CHECK_IN,
        (_CHECK_IN, _C.BASELINE): _BASELINE,
        (_CHECK_IN, _C.ABORT): _ABORTED,
        (_BASELINE, _C.BASELINE): _BASELINE,
        (_BASELINE, _C.START): _RUNNING,
        (_BASELINE, _C.ABORT): _ABORTED,
        (_BASELINE, _C.OFF_MONITOR): _BASELINE_OFF,
        (_BASELINE_OFF, _C.BACK_ON_MONITOR): _BASELINE,
        (_BASELINE_OFF, _C.ABORT): _ABORTED,
        (_RUNNING, _C.PAUSE): _PAUSED,
        (_RUNNING, _C.STOP): _OBSERVATION,
        (_RUNNING, _C.ABORT): _ABORTED,  # only handed over
        (_PAUSED, _C.RESUME): _RUNNING,
        (_PAUSED, _C.STOP): _OBSERVATION,
        (_PAUSED, _C.ABORT): _ABORTED,  # only handed over
        (_PAUSED, _C.OFF_MONITOR): _PAUSED_OFF,
        (_PAUSED_OFF, _C.BACK_ON_MONITOR): _PAUSED,
        (_PAUSED_OFF, _C.STOP): _OBSERVATION_OFF,  # it will not be resumed
        (_PAUSED_OFF, _C.ABORT): _ABORTED,  # only handed over
        (_OBSERVATION, _C.DISCHARGE): _DISCHARGED,
        (_OBSERVATION, _C.ABORT): _ABORTED,  # only handed over
        (_OBSERVATION, _C.OFF_MONITOR): _OBSERVATION_OFF,
        (_OBSERVATION_OFF, _C.BACK_ON_MONITOR): _OBSERVATION,
        (_OBSERVATION_OFF, _C.ABORT): _ABORTED,  # only handed over
    }
    | {(place, _C.LIMITS): place for place in _OPEN}
    # a note may be written at any time, after the end too
    | {(place, _C.NOTE): place for place in (*_OPEN, _DISCHARGED, _ABORTED)}
)

HANDED_OVER_ONLY = frozenset(
    place for place in _OPEN if place.phase in (Phase.INFUSION, Phase.OBSERVATION)
)
"""Once the drug flows a session can only be aborted into somebody's hands."""


def allowed(place: Place) -> tuple[SessionCommand, ...]:
    """The commands that exist at `place`, in the order of `SessionCommand`."""
    return tuple(command for command in SessionCommand if (place, command) in TRANSITIONS)


def first(place: Place, command: SessionCommand) -> SessionCommand | None:
    """What has to be done before `command`, when that is all that is in its way: the patient has
    to be back on the monitor, or the infusion has to be paused."""
    if place.off and (place._replace(off=False), command) in TRANSITIONS:
        return SessionCommand.BACK_ON_MONITOR
    if command is SessionCommand.OFF_MONITOR and place == _RUNNING:
        return SessionCommand.PAUSE
    return None
