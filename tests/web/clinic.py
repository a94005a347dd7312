"""A small clinic behind the real application: real database, real recorder, a clock that stands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from fastapi import FastAPI

from app.auth import passwords, tokens
from app.auth.roles import Role
from app.clock import ManualClock
from app.settings import Settings
from app.store import directory, users
from app.store import tokens as stored_tokens
from app.store.database import Database
from app.store.migrate import migrate
from app.store.recorder import Recorder
from app.web.parts import equip
from app.web.surface import build
from app.wire.screen import Bed

NOW = 1_790_000_000_000
ORIGIN = "http://vigil.test"
PASSWORD = "a long walk by the river"
# What one of our own pages sends along with a write.
OWN_PAGE = {"Origin": ORIGIN, "X-Requested-By": "vigil"}


class NoBedViews:
    def view(self, bed_id: str, initials_only: bool) -> Bed | None:
        return None

    def views(self, initials_only: bool) -> list[Bed]:
        return []


@dataclass
class NoMonitoring:
    """Stands where nothing is monitored: these tests are about who may ask."""

    beds: NoBedViews = field(default_factory=NoBedViews)
    reasons: list[str] = field(default_factory=list)

    async def directory_changed(self) -> None:
        return None

    def readiness(self) -> list[str]:
        return self.reasons


@dataclass
class Clinic:
    app: FastAPI
    database: Database
    clock: ManualClock
    monitoring: NoMonitoring

    def client(self, **headers: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers)

    def bearing(self, secret: str) -> httpx.AsyncClient:
        return self.client(Authorization=f"Bearer {secret}")

    def as_role(self, role: Role) -> httpx.AsyncClient:
        return self.bearing(self.token(role))

    def token(self, role: Role, *, id: str = "", expires_at: int | None = None) -> str:
        secret = tokens.new(tokens.Kind.API)
        with self.database.writing() as connection:
            stored_tokens.add(
                connection,
                NOW,
                "test",
                id=id or tokens.new_id(),
                hash=tokens.digest(secret),
                role=role,
                label="",
                expires_at=expires_at,
            )
        return secret

    def user(self, name: str, role: Role = Role.NURSE) -> None:
        with self.database.writing() as connection:
            users.add(connection, NOW, "test", name, role, passwords.hashed(PASSWORD))

    def bed(self, id: str) -> None:
        with self.database.writing() as connection:
            directory.add_bed(connection, NOW, "test", id, id)


@asynccontextmanager
async def opened(data: Path) -> AsyncIterator[Clinic]:
    settings = Settings(data=data, idle_minutes=60, sign_in_hours=12)
    database, clock, monitoring = Database(settings.database), ManualClock(NOW), NoMonitoring()
    migrate(database)
    recorder = Recorder(database)
    recorder.start()

    @asynccontextmanager
    async def nothing(_: FastAPI) -> AsyncIterator[None]:
        yield

    app = build(nothing)
    equip(
        app,
        settings=settings,
        clock=clock,
        database=database,
        recorder=recorder,
        monitoring=monitoring,
    )
    yield Clinic(app, database, clock, monitoring)
    await recorder.stop()
    database.close()
