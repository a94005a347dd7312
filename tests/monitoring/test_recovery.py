"""A restart between two seals loses no value from the trend, and no broken chain goes on."""

import sqlite3
from pathlib import Path

import pytest

from app.monitoring.recovery import recover
from app.store import chunks
from app.store.chunks import MINUTE_MS
from app.store.records import BrokenChain, of_kind
from app.wire.monitor import Sample
from tests.monitoring.bedside import Ward, opened


def heart_rates(ward: Ward) -> list[float | None]:
    """Every heart rate of bed 1 in order, on disk or not yet sealed."""
    scope = ward.ward.beds.beds["1"].scope
    everything = (0, 2**53)
    with ward.database.reading() as connection:
        stored = chunks.read(connection, scope.log.id, *everything)
        found = [*stored, *scope.tail.points(*everything)]
    by_instant = {at: value for vital, at, value, _ in found if vital == "hr"}
    return [by_instant[at] for at in sorted(by_instant)]


async def test_a_value_of_a_sealed_minute_survives_a_restart(tmp_path: Path) -> None:
    """At 12:00:59.9 measured, after 12:01 sealed the minute received, and then the power fails."""
    async with opened(tmp_path / "data") as before:
        before.hello()
        now = before.clock.now()
        before.clock.advance(2 * MINUTE_MS - now % MINUTE_MS - 1000)
        first = before.clock.now()
        before.vitals(1, Sample(first, hr=71))
        before.clock.advance(1500)
        before.ward.ticker.round()
        before.vitals(2, Sample(first + 500, hr=72))
        before.vitals(3, Sample(first + 1500, hr=73))
        await before.settled()
        assert heart_rates(before) == [71, 72, 73]
    async with opened(tmp_path / "data") as after:
        assert heart_rates(after) == [71, 72, 73]


async def test_a_changed_record_stops_the_start(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as ward:
        ward.hello()
        ward.vitals(1, Sample(ward.clock.now(), spo2=71))
        await ward.settled()
        with ward.database.reading() as connection:
            assert recover(connection).last_at > 0
    file = sqlite3.connect(tmp_path / "data" / "vigil.sqlite3")
    file.execute("DROP TRIGGER records_no_update")
    file.execute("UPDATE records SET body = replace(body, '\"spo2\":71', '\"spo2\":97')")
    file.commit()
    file.close()
    with pytest.raises(BrokenChain, match="was changed"):
        async with opened(tmp_path / "data"):
            pass


async def test_clinical_time_goes_on_after_what_is_recorded(tmp_path: Path) -> None:
    """The clock ran an hour ahead of the wall's: nothing new may be stamped before the old."""
    async with opened(tmp_path / "data") as before:
        before.hello()
        before.clock.advance(3_600_000)
        before.vitals(1, Sample(before.clock.now(), hr=72))
        await before.settled()
        ((last,),) = before.rows("SELECT max(at) FROM records")
    async with opened(tmp_path / "data") as after:
        assert after.clock.now() > last
        await after.settled()
        instants = [at for (at,) in after.rows("SELECT at FROM records ORDER BY id")]
        assert instants == sorted(instants)


async def test_what_time_alone_did_before_a_restart_is_not_done_again(tmp_path: Path) -> None:
    """A deadline fired, nothing came after it, and the process ended."""
    async with opened(tmp_path / "data") as before:
        before.hello()
        before.vitals(1, Sample(before.clock.now(), hr=71))
        before.vitals(1, Sample(before.clock.now(), hr=99))
        before.clock.advance(61_000)
        before.ward.ticker.round()
        await before.settled()
        assert conditions(before) == ["active", "returned"]
    async with opened(tmp_path / "data") as after:
        after.clock.advance(5_000)
        after.ward.ticker.round()
        await after.settled()
        assert conditions(after) == ["active", "returned"]


def conditions(ward: Ward) -> list[str]:
    """The recorded steps of the alarm about two contents under one number."""
    log = ward.ward.beds.beds["1"].scope.log.id
    with ward.database.reading() as connection:
        steps = [line.record for line in of_kind(connection, log, "transition")]
    return [step["condition"] for step in steps if step["rule"] == "source_conflict"]
