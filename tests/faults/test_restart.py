"""After a restart: numbers, clocks and chains go on, and damage is found before anything starts."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.running import Running, ServerDied
from tests.streaming.ward import Place, Ward, opened

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with opened(tmp_path_factory.mktemp("restarted")) as ward:
        yield ward


async def test_numbers_are_remembered(ward: Ward) -> None:
    place = ward.place()
    async with await place.monitor() as monitor:
        at = monitor.clock()
        for seq in (1, 2, 5):
            await monitor.vitals({"at": at + seq, "hr": 60 + seq}, seq=seq)
        await monitor.raw('{"type":"vitals","seq":6,"samples":7}')
        await monitor.next("reject", seq=6)
    ward.restart()
    async with await place.monitor() as monitor, await place.screen() as screen:
        assert monitor.welcome["acked"] == 2
        await monitor.take({"at": at + 2, "hr": 62}, seq=2)  # a repeat
        await monitor.vitals({"at": at + 1, "hr": 99}, seq=1)
        assert (await monitor.next("reject", code="conflict"))["seq"] == 1
        assert (await screen.alarm(rule="source_conflict"))["condition"] == "active"
        await monitor.vitals({"at": at + 5, "hr": 65}, seq=5)
        await monitor.vitals({"at": at + 3, "hr": 63}, seq=3)
        await monitor.vitals({"at": at + 4, "hr": 64}, seq=4)
        await monitor.acked(6)  # the refused one counts as handled
        await monitor.take({"hr": 67}, seq=7)
    assert place.stored() == [1, 2, 5, 3, 4, 7]


async def test_the_clinical_clock_never_goes_back(ward: Ward) -> None:
    place = ward.place()
    async with await place.monitor() as monitor:
        await monitor.take({"hr": 70})
        before = place.records("vitals")[-1]["at"]
    ward.restart()
    async with await place.monitor() as monitor:
        assert monitor.welcome["time"] > before


async def test_a_paused_session_is_still_paused(ward: Ward) -> None:
    place = ward.place()
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
    paused = place.api.command(session, "pause")
    ward.restart()
    found = place.api.get(f"/api/sessions/{session}").json()
    assert (found["phase"], found["paused"]) == ("infusion", True)
    assert found["clock"]["infused_ms"] == paused["clock"]["infused_ms"]
    assert found["clock"]["paused_ms"] > paused["clock"]["paused_ms"]
    resumed = place.api.command(session, "resume", revision=found["revision"])
    assert resumed["paused"] is False


DAMAGE = {
    "a flipped digit": (
        """UPDATE records SET body = replace(body, '"hr":71', '"hr":17') WHERE {this}""",
        "was changed",
    ),
    "a record taken out": ("DELETE FROM records WHERE {this}", "is missing"),
    "another hash": ("UPDATE records SET hash = '0' || substr(hash, 1, 63) WHERE {this}", "was"),
}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a server that took five frames."""
    data: Path = tmp_path_factory.mktemp("recorded")
    with opened(data) as ward:
        asyncio.run(send_five(ward.place()))
    return data


async def send_five(place: Place) -> None:
    async with await place.monitor() as monitor:
        for beat in range(5):
            await monitor.take({"hr": 70 + beat})


@pytest.mark.parametrize(("damage", "said"), DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_record_stops_the_start_and_is_named(
    recorded: Path, tmp_path: Path, damage: str, said: str
) -> None:
    data = Path(shutil.copytree(recorded, tmp_path / "copy"))
    with closing(sqlite3.connect(data / "vigil.sqlite3")) as database:
        n, log, name = database.execute(
            "SELECT records.n, logs.id, logs.name FROM records JOIN logs ON logs.id = log"
            " WHERE seq = 2"
        ).fetchone()
        take_guards_away(database)
        this = f"log = {log} AND n = {n}"
        assert database.execute(damage.format(this=this)).rowcount == 1
        database.commit()
    with pytest.raises(ServerDied) as refused:
        Running(data).stop()
    assert f"log {name}: record {n} {said}" in str(refused.value)
    assert str(refused.value).count("\n") == 1


def take_guards_away(database: sqlite3.Connection) -> None:
    """The triggers that refuse every change of a record."""
    guards = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'records'"
    ).fetchall()
    assert len(guards) == 2
    for (guard,) in guards:
        database.execute(f"DROP TRIGGER {guard}")


async def test_records_cannot_be_changed_by_accident(ward: Ward) -> None:
    place = ward.place()
    async with await place.monitor() as monitor:
        await monitor.take({"hr": 70})
    with closing(sqlite3.connect(ward.data / "vigil.sqlite3")) as database:
        for attempt in ("UPDATE records SET at = at + 1", "DELETE FROM records"):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(attempt)
