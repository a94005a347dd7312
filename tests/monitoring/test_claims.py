"""Whom a monitor named last is known again after a restart."""

from pathlib import Path

import pytest

from app.monitoring import power_ons
from app.monitoring.commands import NewSession
from app.wire.monitor import Sample
from app.wire.screen import PatientView
from tests.monitoring.bedside import Ward, opened


def sample(ward: Ward, patient: str | None = None) -> Sample:
    return Sample(ward.clock.now(), hr=72, patient=patient)


async def test_the_last_one_named_live_counts(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as ward:
        ward.hello()
        ward.vitals(1, sample(ward, "A"))
        ward.vitals(2, sample(ward, "B"), sample(ward, "C"), sample(ward, " B "))
        ward.vitals(3, sample(ward, "D"), stored=True)
        ward.vitals(4, sample(ward), sample(ward, "  "))
        assert ward.m1.on.claim == "B"
        await ward.settled()
    async with opened(tmp_path / "data") as ward:
        ward.hello()
        assert ward.m1.on.claim == "B"
        ward.hello("b2")
        assert ward.m1.on.claim is None, "switched on anew: it has named nobody yet"


async def test_a_claim_of_long_ago_is_not_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(power_ons, "LOOK_BACK", 2)
    async with opened(tmp_path / "data") as ward:
        ward.hello()
        ward.vitals(1, sample(ward, "A"))
        ward.vitals(2, sample(ward))
        await ward.settled()
    async with opened(tmp_path / "data") as ward:
        ward.hello()
        assert ward.m1.on.claim == "A"
        ward.vitals(3, sample(ward))
        await ward.settled()
    async with opened(tmp_path / "data") as ward:
        ward.hello()
        assert ward.m1.on.claim is None


async def test_who_is_kept_apart_stays_so_however_long_ago_he_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(power_ons, "LOOK_BACK", 0)
    async with opened(tmp_path / "data") as ward:
        patient = PatientView(
            identifier="P", initials="P.", birth_year=1980, sex="f", weight_kg=70.0
        )
        new = NewSession("1", patient, 0.5, simulated=False)
        await ward.ward.commands.create("nurse", new, ward.ward.protocol)
        ward.hello()
        ward.vitals(1, sample(ward, "Q"))
        ward.vitals(2, sample(ward))
        await ward.settled()
    async with opened(tmp_path / "data") as ward:
        ward.hello()
        ward.vitals(3, sample(ward))
        await ward.settled()
        assert ward.m1.on.claim == "Q"
        kept = "SELECT count(*) FROM records JOIN logs ON logs.id = records.log WHERE boot AND "
        assert ward.rows(f"{kept} logs.kind = 'session'") == [(0,)]
        assert ward.rows(f"{kept} logs.kind = 'monitor'") == [(3,)]
