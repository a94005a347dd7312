"""What may go wrong between a monitor and the server."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulators.scenario import Fault, FaultKind


@dataclass(frozen=True, slots=True)
class Disturbance:
    """The link at one instant: `cut` means nothing passes, else frames leave `delay_ms` late."""

    cut: bool = False
    delay_ms: int = 0


CLEAR = Disturbance()
Link = Callable[[int], Disturbance]


def undisturbed(at: int) -> Disturbance:
    """The link of a clinic without faults, at any instant."""
    return CLEAR


def link_at(faults: Sequence[Fault], second: int) -> Disturbance:
    """The link so many seconds after the patient sat down."""
    here = [fault for fault in faults if fault.during(second)]
    cut = any(fault.kind is FaultKind.CUT for fault in here)
    delays = [int(fault.seconds * 1000) for fault in here if fault.kind is FaultKind.DELAY]
    return Disturbance(cut, max(delays, default=0)) if cut or delays else CLEAR
