"""A command that waits too long for the disk is kept, and its repeat is not a second command."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from app.auth.principal import Principal, Via
from app.auth.roles import Role
from app.monitoring.audio import Listener
from app.monitoring.errors import NotRecordedYet
from app.store import directory
from app.web.parts import Parts
from app.web.screen_commands import ScreenCommands
from app.wire.from_screen import Command
from app.wire.screen import Audio
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


async def test_a_screen_that_repeats_its_command_meanwhile_gives_it_once(tmp_path: Path) -> None:
    async with opened(tmp_path, command_seconds=0.2) as clinic:
        with clinic.database.writing() as connection:
            directory.add_bed(connection, NOW, "test", "1", "1")
        here: Parts = clinic.app.state.parts
        await here.monitoring.directory_changed()
        told: list[Audio] = []
        page = object()
        here.monitoring.audio.listen(page, Listener("the desk", "desk", None, told.append))
        nurse = Principal("anna", Role.NURSE, Via.COOKIE)
        commands = ScreenCommands(here, nurse, page)
        asked = Command(type="command", id=1, key="pause-once", name="pause_audio")
        with closing(sqlite3.connect(clinic.database.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for _ in range(2):
                with pytest.raises(NotRecordedYet):
                    await commands.obey(asked)
            other.execute("ROLLBACK")
        await here.write(lambda connection: None)
        await commands.obey(asked)
        assert {message.left_ms for message in told} == {0}  # "recording late" called meanwhile
        with clinic.database.reading() as connection:
            query = text("SELECT count(*) FROM records WHERE body LIKE :part")
            part = {"part": '%"paused":true%'}
            assert connection.execute(query, part).scalar() == 1
