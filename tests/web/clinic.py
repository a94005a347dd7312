"""A small clinic behind the whole application, asked without a network between."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from fastapi import FastAPI

from app.auth import passwords, tokens
from app.auth.roles import Role
from app.clock import SystemClock
from app.main import create_app
from app.settings import MailSettings, Settings, WebhookSettings
from app.store import audit, users
from app.store import tokens as stored_tokens
from app.store.database import Database
from app.web.parts import Parts

NOW = 1_790_000_000_000
ORIGIN = "http://vigil.test"
PASSWORD = "a long walk by the river"
# What one of our own pages sends along with a write.
OWN_PAGE = {"Origin": ORIGIN, "X-Requested-By": "vigil"}


class WallClock(SystemClock):
    """The machine's clock, whose wall time can be moved: sign-ins run on real time."""

    ahead_ms = 0

    def wall(self) -> int:
        return super().wall() + self.ahead_ms

    def pass_by(self, ms: int) -> None:
        self.ahead_ms += ms


@dataclass
class Clinic:
    app: FastAPI
    database: Database
    clock: WallClock

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

    async def trail(self) -> list[tuple[str, str]]:
        """(what, on) of the audit trail, once everything handed over so far is on disk."""
        parts: Parts = self.app.state.parts
        await parts.write(lambda connection: None)
        with self.database.reading() as connection:
            return [(entry.what, entry.on) for entry in audit.entries(connection)]


@asynccontextmanager
async def opened(
    data: Path,
    *,
    simulation: bool = False,
    command_seconds: float = 10.0,
    webhook: WebhookSettings | None = None,
    mail: MailSettings | None = None,
) -> AsyncIterator[Clinic]:
    settings = Settings(
        data=data,
        simulation=simulation,
        idle_minutes=60,
        sign_in_hours=12,
        command_seconds=command_seconds,
        webhook=webhook,
        mail=mail,
    )
    clock, database = WallClock(), Database(settings.database)
    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        yield Clinic(app, database, clock)
    database.close()
