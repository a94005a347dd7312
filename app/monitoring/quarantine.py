"""Whether what a monitor sends is of the bed's patient, and from the device that belongs there.

A monitor may name its patient, and its hello its serial number. While either is another's, what it
sends is kept in its own log and judged for nobody (clinical C17).
"""

from collections.abc import Iterable

from app.alarms.inputs import Fact
from app.monitoring.monitors import Monitor
from app.monitoring.watched import Bed
from app.wire.monitor import Vitals

WRONGS = (Fact.WRONG_PATIENT, Fact.WRONG_DEVICE)


def named(frame: Vitals) -> list[str]:
    """Whom the frame's samples name: each once, whom they named last at the end."""
    names = [s.patient.strip() for s in frame.samples if s.patient is not None]
    return list(dict.fromkeys(name for name in reversed(names) if name))[::-1]


def another_patient(bed: Bed, names: Iterable[str]) -> bool:
    """Whether one of the names is not that of the patient whose session runs there."""
    if bed.session is None or bed.patient is None or bed.patient.identifier is None:
        return False
    expected = _folded(bed.patient.identifier)
    return any(_folded(name) != expected for name in names)


def claimed(monitor: Monitor) -> list[str]:
    """Whom it named last since it was switched on."""
    claim = None if monitor.power_on is None else monitor.power_on.claim
    return [] if claim is None else [claim]


def wrongs(bed: Bed, monitor: Monitor) -> dict[Fact, bool]:
    """What is wrong with the monitor at this bed now."""
    return {
        Fact.WRONG_PATIENT: another_patient(bed, claimed(monitor)),
        Fact.WRONG_DEVICE: monitor.wrong_device,
    }


def told(bed: Bed, monitor: Monitor, wrong: Fact) -> bool:
    """Whether the bed's log says so."""
    body = bed.scope.said.get(wrong, {})
    return body.get("monitor") == monitor.id and body.get("wrong") is True


def believed(bed: Bed, monitor: Monitor) -> bool:
    """Whether what the monitor sends is this bed's, as its log has it."""
    return not any(told(bed, monitor, wrong) for wrong in WRONGS)


def _folded(name: str) -> str:
    return name.strip().casefold()
