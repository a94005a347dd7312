"""What the routes work with, put together once by `app.main` and found again from a request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from fastapi import FastAPI
from starlette.requests import HTTPConnection

from app.auth.authority import Authority
from app.auth.sign_in import Door
from app.auth.throttle import Throttle
from app.clock import Clock
from app.monitoring.ward import Ward
from app.notify.notifier import Notifier
from app.settings import Settings
from app.store.database import Database
from app.store.durable import Connection, durably
from app.store.recorder import Recorder
from app.web.repeats import Repeats

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parts:
    settings: Settings
    clock: Clock
    database: Database
    recorder: Recorder
    monitoring: Ward
    notifier: Notifier
    authority: Authority
    door: Door
    repeats: Repeats

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in the recorder's transaction: on disk when this returns."""
        return await durably(self.recorder, work, self.settings.command_seconds)

    async def change_directory(self, work: Callable[[Connection], T]) -> T:
        """The same, and whoever watches the directory has seen it when this returns."""
        result = await self.write(work)
        await self.monitoring.directory_changed()
        return result


def equip(
    app: FastAPI,
    *,
    settings: Settings,
    clock: Clock,
    database: Database,
    recorder: Recorder,
    monitoring: Ward,
    notifier: Notifier,
) -> None:
    """Hands the routes of `app` what they work with, before the first request."""
    authority = Authority(database, recorder, clock, settings)
    door = Door(database, recorder, clock, settings, Throttle(clock))
    app.state.authority = authority
    app.state.parts = Parts(
        settings, clock, database, recorder, monitoring, notifier, authority, door, Repeats()
    )


def parts(connection: HTTPConnection) -> Parts:
    found: Parts = connection.app.state.parts
    return found
