"""What a session leaves: a log that folds to the same transitions, and tables made anew from it."""

import sqlite3
from pathlib import Path

from tests.conftest import Clinic
from tests.peers import Monitor, baseline_and_start
from tests.running import done, vigil

DERIVED = {
    "sessions": "SELECT * FROM sessions ORDER BY id",
    "alarms": "SELECT id, revision, condition, onset, body FROM alarms ORDER BY id",
    "chunks": "SELECT * FROM chunks ORDER BY log, minute, vital",
}


async def played(clinic: Clinic) -> str:
    """A short session from check-in to discharge, with one alarm; its id."""
    session: str = clinic.api.session("1")["id"]
    async with await Monitor.on(clinic.ws, clinic.monitor_token) as monitor:
        await baseline_and_start(clinic.api, monitor, session)
        await monitor.take({"hr": 72, "spo2": 98}, {"hr": 35, "spo2": 83})
        await monitor.take({"sbp": 184, "dbp": 104, "map": 131})
        clinic.api.command(session, "notes", text="patient is comfortable")
        clinic.api.command(session, "stop", outcome="complete")
        await monitor.take({"hr": 70, "spo2": 97})
        clinic.api.command(session, "discharge")
    return session


async def test_the_exported_log_folds_to_the_recorded_transitions(
    clinic: Clinic, tmp_path: Path
) -> None:
    session = await played(clinic)
    file = tmp_path / "session.vigil.ndjson"
    data = clinic.server.data
    done("export", session, "--format", "log", "-o", str(file), data=data)
    judged = vigil("judge", str(file), data=data)
    assert judged.returncode == 0, judged.stderr
    recorded = [line for line in file.read_text().splitlines() if '"kind":"transition"' in line]
    assert len(recorded) > 2
    assert len(judged.stdout.splitlines()) == len(recorded)
    assert "M.K." not in file.read_text()
    assert "comfortable" not in file.read_text()
    identified = done("export", session, "--format", "log", "--identified", data=data)
    assert "M.K." in identified
    assert "comfortable" in identified


async def test_a_changed_limit_in_the_log_is_found(clinic: Clinic, tmp_path: Path) -> None:
    session = await played(clinic)
    text = done("export", session, "--format", "log", data=clinic.server.data)
    file = tmp_path / "other.vigil.ndjson"
    file.write_text(text.replace('"sbp":184', '"sbp":174') + "\n")
    judged = vigil("judge", str(file), data=clinic.server.data)
    assert judged.returncode == 1
    assert "was changed" in judged.stderr


async def test_rebuild_makes_the_same_tables(clinic: Clinic) -> None:
    await played(clinic)
    clinic.server.stop()
    before = tables(clinic.server.data)
    assert all(before.values())
    done("rebuild", data=clinic.server.data)
    assert tables(clinic.server.data) == before


def tables(data: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(data / "vigil.sqlite3") as connection:
        return {name: connection.execute(query).fetchall() for name, query in DERIVED.items()}
