"""What the baseline is made of, and what is still wanted for it (clinical 1.2).

The mean of the last two cuff readings of 15 min, the median of 60 s of HR and SpO2. Two readings
whose systolic values lie further apart than 10 mmHg ask for a third; then the last two count.
"""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from app.domain.ages import spoken
from app.domain.baseline import Baseline
from app.domain.errors import Result
from app.domain.gates import Finding, Grade

CUFF_WINDOW_MS = 15 * 60_000
CONTINUOUS_WINDOW_MS = 60_000
NEEDED = 2
AGREEMENT_MMHG = 10


class CuffReading(NamedTuple):
    """mmHg at `judge`, ms since the epoch."""

    judge: int
    sbp: float
    dbp: float
    map: float | None


def recent(cuff: Sequence[CuffReading], now: int) -> list[CuffReading]:
    """Those that still count, oldest first."""
    return [reading for reading in cuff if reading.judge >= now - CUFF_WINDOW_MS]


def capture(
    cuff: Sequence[CuffReading], hr: Sequence[float], spo2: Sequence[float], now: int
) -> Baseline | None:
    """None while fewer than two cuff readings count. `hr` and `spo2` are those of 60 s."""
    readings = recent(cuff, now)[-NEEDED:]
    if len(readings) < NEEDED:
        return None
    first, last = readings
    return Baseline(
        at=now,
        sbp=(first.sbp + last.sbp) / 2,
        dbp=(first.dbp + last.dbp) / 2,
        map=None if first.map is None or last.map is None else (first.map + last.map) / 2,
        hr=median(hr) if hr else None,
        spo2=median(spo2) if spo2 else None,
        cuff_at=first.judge,
    )


def findings(
    cuff: Sequence[CuffReading], hr: Sequence[float], spo2: Sequence[float], now: int
) -> tuple[Finding, ...]:
    """What a capture at `now` would have, and lack: cuff, agreement, HR, SpO2."""
    readings = recent(cuff, now)
    return (
        _enough(readings, now),
        _agreement(readings, now),
        _middle("baseline_hr", "HR", hr),
        _middle("baseline_spo2", "SpO2", spo2),
    )


def _enough(readings: Sequence[CuffReading], now: int) -> Finding:
    count = len(readings)
    text = f"{count} of {NEEDED} cuff readings of the last {spoken(CUFF_WINDOW_MS)}"
    if count >= NEEDED:
        age = now - readings[-NEEDED].judge
        return Finding("baseline_cuff", text, Result.PASS, float(count), age)
    needs = f"{NEEDED - count} more by the cuff, 1 to 2 min apart"
    return Finding(
        "baseline_cuff", text, Result.UNKNOWN, float(count), None, Grade.FIRM, NEEDED, needs
    )


def _agreement(readings: Sequence[CuffReading], now: int) -> Finding:
    name = "baseline_agreement"
    if len(readings) < NEEDED:
        text, needs = "SBP of two readings not known", "two cuff readings"
        return Finding(name, text, Result.UNKNOWN, None, None, Grade.FIRM, AGREEMENT_MMHG, needs)
    first, last = readings[-NEEDED:]
    apart, age = abs(last.sbp - first.sbp), now - last.judge
    text = f"the last two SBP differ by {apart:g}"
    if apart <= AGREEMENT_MMHG or len(readings) > NEEDED:
        return Finding(name, text, Result.PASS, apart, age)
    needs = "a third cuff reading"
    return Finding(name, text, Result.FAIL, apart, age, Grade.SOFT, AGREEMENT_MMHG, needs)


def _middle(name: str, label: str, values: Sequence[float]) -> Finding:
    if values:
        return Finding(name, f"{label} {median(values):g}", Result.PASS, median(values))
    text = f"no {label} in the last {spoken(CONTINUOUS_WINDOW_MS)}"
    return Finding(name, text, Result.UNKNOWN, None, None, Grade.HARD, None, f"measure {label}")
