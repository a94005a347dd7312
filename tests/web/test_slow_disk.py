"""A command that waits too long for the disk is kept, and its repeat is not a second command."""

import asyncio
import sqlite3
from pathlib import Path

from app.auth.roles import Role
from app.store import directory
from tests.peers import new_session
from tests.web.clinic import NOW, opened


async def test_a_note_repeated_while_the_disk_is_slow_is_recorded_once(tmp_path: Path) -> None:
    async with opened(tmp_path, command_seconds=0.2) as clinic:
        with clinic.database.writing() as connection:
            directory.add_bed(connection, NOW, "test", "1", "1")
        nurse = clinic.as_role(Role.NURSE)
        await clinic.app.state.parts.monitoring.directory_changed()
        session = (await nurse.post("/api/sessions", json=new_session("1"))).json()["id"]
        notes = f"/api/sessions/{session}/notes"
        key = {"Idempotency-Key": "note-1"}
        other = sqlite3.connect(clinic.database.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")  # somebody holds the disk
        for _ in range(2):
            refused = await nurse.post(notes, json={"text": "restless"}, headers=key)
            assert (refused.status_code, refused.json()["code"]) == (503, "not_recorded_yet")
        other.execute("ROLLBACK")
        other.close()
        async with asyncio.timeout(10):
            while (
                answer := await nurse.post(notes, json={"text": "restless"}, headers=key)
            ).status_code != 200:
                assert answer.json()["code"] == "not_recorded_yet"
        assert answer.headers["Idempotency-Replayed"] == "true"
        log = (await nurse.get(f"/api/sessions/{session}/log?kind=note")).json()["items"]
        assert [item["clear"]["text"] for item in log] == ["restless"]
        await nurse.aclose()
