"""What is kept suffices for the discharge, and nothing is kept for longer."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.discharge import Pressure, Reading
from app.domain.recent import Recent
from app.domain.vitals import Vital
from tests.domain.leaving import MIN, NOW, READY, REGIMEN, SECOND, ago, every_second, results

assert REGIMEN.discharge is not None
RULES = REGIMEN.discharge


def test_old_values_go() -> None:
    recent = Recent(RULES)
    for second in range(3600):
        recent.take(Vital.HR, NOW + second * SECOND, 70)
        recent.take(Vital.RR, NOW + second * SECOND, 14)
    for minute in range(0, 61, 10):
        recent.take_cuff(NOW + minute * MIN, 120, 80)
    kept = recent.vitals
    assert set(kept) == {Vital.HR, Vital.SPO2}
    assert len(kept[Vital.HR]) == 616  # ten minutes, fifteen seconds, both ends
    assert kept[Vital.HR][0] == Reading(NOW + (3599 - 615) * SECOND, 70)
    assert recent.cuff == tuple(Pressure(NOW + m * MIN, 120, 80) for m in (30, 40, 50, 60))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 15).map(lambda m: round(m, 1)), max_size=3), st.integers(0, 90))
def test_what_is_kept_leads_to_the_same_readiness(dips: list[float], cuff_min: int) -> None:
    bad = {round(m * 60) for m in dips}
    series = tuple(
        Reading(each.at, 85 if any(s <= (NOW - each.at) / SECOND < s + 20 for s in bad) else 97)
        for each in every_second(0, 60)
    )
    cuff = (Pressure(ago(90), 190, 80), Pressure(ago(cuff_min), 120, 80), Pressure(NOW, 128, 80))
    recent = Recent(RULES)
    for reading in series:
        recent.take(Vital.SPO2, reading.at, reading.value)
    for pressure in cuff:
        recent.take_cuff(pressure.at, pressure.sbp, pressure.dbp)
    whole = replace(READY, cuff=cuff, vitals={Vital.SPO2: series})
    kept = replace(READY, cuff=recent.cuff, vitals=recent.vitals)
    assert results(kept) == results(whole)
