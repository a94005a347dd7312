"""From the body to what the monitor shows: rounding, artefacts, sensors that have come off."""

from collections.abc import Sequence

from app.wire.monitor import Sample, SignalQuality
from simulators.noise import bell, fraction
from simulators.patient import Vitals
from simulators.scenario import Fault, FaultKind

ARTEFACT_WINDOW = 600  # on the average one burst in ten minutes
MOTION_DEPTH = (15.0, 35.0)  # percent that a moving hand takes off the reading
_BURST, _DEPTH, _CUFF, _MOTION = 60, 61, 62, 63  # noise channels


def present(faults: Sequence[Fault], kind: FaultKind, second: int) -> bool:
    return any(fault.kind is kind and fault.during(second) for fault in faults)


def artefact(seed: int, second: int) -> float:
    """By how much movement pulls the shown SpO2 down (percent; mostly 0)."""
    window, within = divmod(second, ARTEFACT_WINDOW)
    begin = int(fraction(seed, _BURST, 2 * window) * (ARTEFACT_WINDOW - 20))
    length = 5 + int(fraction(seed, _BURST, 2 * window + 1) * 9)
    if not begin <= within < begin + length:
        return 0.0
    return 2.0 + 5.0 * fraction(seed, _DEPTH, window)


def motion(seed: int, second: int) -> float:
    """The same for a hand that moves a lot."""
    least, most = MOTION_DEPTH
    return least + (most - least) * fraction(seed, _MOTION, second)


def continuous(
    seed: int, vitals: Vitals, at: int, second: int, faults: Sequence[Fault], busy: bool
) -> Sample:
    """Heart rate, pulse, saturation and breathing of one second. `busy`: the cuff is pumping."""
    leads_off = present(faults, FaultKind.LEADS_OFF, second)
    probe_off = present(faults, FaultKind.PROBE_OFF, second)
    names = {"ecg_off": leads_off, "spo2_off": probe_off, "nibp_busy": busy}
    pulseless = probe_off or (busy and present(faults, FaultKind.SAME_ARM, second))
    moving = present(faults, FaultKind.MOTION, second)
    disturbed = motion(seed, second) if moving else artefact(seed, second)
    if pulseless:
        disturbed = 0.0
    return Sample(
        at=at,
        hr=None if leads_off else round(vitals.hr),
        pr=None if pulseless else round(vitals.hr),
        spo2=None if pulseless else round(vitals.spo2 - disturbed),
        rr=None if leads_off else round(vitals.rr),  # breathing is measured through the leads
        flags=[name for name, on in names.items() if on],
        quality={"spo2": SignalQuality(sqi=0.2)} if disturbed else {},
    )


def nobody(at: int) -> Sample:
    """What an idle monitor sends: it is on, and has no signal."""
    return Sample(at=at, hr=None, pr=None, spo2=None, rr=None, flags=["ecg_off", "spo2_off"])


def cuff_reading(seed: int, vitals: Vitals, at: int, second: int) -> Sample:
    """One reading with the cuff's own error (SD 3 mmHg)."""
    sbp = round(vitals.sbp + 3.0 * bell(seed, _CUFF, second))
    dbp = round(vitals.dbp + 2.0 * bell(seed, _CUFF, second + 1))
    return Sample(at=at, sbp=sbp, dbp=dbp, map=round(dbp + (sbp - dbp) / 3))


def cuff_failed(at: int) -> Sample:
    return Sample(at=at, sbp=None, dbp=None, map=None, flags=["nibp_failed"])
