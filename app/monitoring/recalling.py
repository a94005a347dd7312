"""Samples into what is remembered of the last minutes: good values only, late ones too."""

from app.domain.latest import OFF
from app.domain.plausibility import Ranges, classify, classify_pressures
from app.domain.recent import Recent
from app.domain.vitals import PRESSURES, BloodPressureSource, JudgedSample, Quality, Vital


def recall(recent: Recent, sample: JudgedSample, ranges: Ranges) -> None:
    off = {OFF[flag] for flag in sample.flags if flag in OFF}
    for vital, raw in sample.values.items():
        if raw is None or vital in PRESSURES or vital in off:
            continue
        if classify(vital, raw, ranges) is Quality.OK:
            recent.take(vital, sample.judge, raw)
    if sample.bp is not BloodPressureSource.ART:
        _recall_cuff(recent, sample, ranges)


def _recall_cuff(recent: Recent, sample: JudgedSample, ranges: Ranges) -> None:
    """A reading that is sent again keeps its instant, and is one reading."""
    sent = {vital: raw for vital, raw in sample.values.items() if vital in PRESSURES}
    sbp, dbp = sent.get(Vital.SBP), sent.get(Vital.DBP)
    if sbp is None or dbp is None or classify_pressures(sent, ranges) is not Quality.OK:
        return
    if all(known.at != sample.judge for known in recent.cuff):
        recent.take_cuff(sample.judge, sbp, dbp)
