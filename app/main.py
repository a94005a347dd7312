"""The one place where the program is put together. Importing it does nothing."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.clock import SystemClock
from app.ingest.routes import Gate
from app.ingest.routes import routes as monitor_socket
from app.live.hub import Hub
from app.monitoring.outside import NOBODY
from app.monitoring.ward import Ward
from app.notify.caller import Caller
from app.notify.notifier import Notifier, channels_of
from app.notify.sender import Sender
from app.settings import Settings
from app.store.database import Database
from app.store.migrate import lock, migrate
from app.store.recorder import Recorder
from app.web import (
    alarms,
    channels,
    history,
    observations,
    readiness,
    readings,
    screens,
    sessions,
    simulation,
    why,
)
from app.web.parts import equip
from app.web.surface import build

FURTHER = (
    sessions.routes,
    history.routes,
    alarms.routes,
    channels.routes,
    observations.routes,
    readiness.routes,
    readings.routes,
    why.routes,
    simulation.routes,
    screens.routes,
    monitor_socket,
)


def create_app(settings: Settings, clock: SystemClock) -> FastAPI:
    """Takes the data directory, migrates and recovers; the application's lifespan then monitors.

    Raises DataInUse, NewerSchema, UnsafeDatabase or BrokenChain: nothing was changed then.
    """
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = lock(settings.lock)
    database = Database(settings.database)
    migrate(database)
    recorder = Recorder(database)
    ward = Ward(settings, clock, database, recorder)
    hub = Hub(
        clock,
        ward.beds,
        secrets.token_hex(8),
        tick_ms=settings.tick_ms,
        history=settings.history_changes,
        outbox_changes=settings.outbox_changes,
        outbox_seconds=settings.outbox_seconds,
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        recorder.start()
        notifier = Notifier(channels_of(settings), clock)
        sender = Sender(notifier, database, recorder, clock)
        caller = Caller(sender, notifier.channels, database, clock, settings.public_url)
        ward.start(hub, NOBODY if settings.simulation else caller)
        notifier.start(ward.told)
        if not settings.simulation:
            sender.start(ward.told)
        app.state.hub = hub
        app.state.gate = Gate(settings, clock, database, ward)
        equip(
            app,
            settings=settings,
            clock=clock,
            database=database,
            recorder=recorder,
            monitoring=ward,
            notifier=notifier,
        )
        tasks = [asyncio.create_task(hub.run()), asyncio.create_task(ward.ticker.run())]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await sender.close()
        await notifier.close()
        await recorder.stop()
        database.close()
        held.release()

    return build(lifespan, FURTHER)
