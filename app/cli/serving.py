"""The web server around the application: how it is configured and when it is ready."""

import gc
import socket

import uvicorn

from app.clock import SystemClock
from app.main import create_app
from app.settings import Settings
from app.wire.monitor import MAX_FRAME_BYTES

PING_S = 2.0  # a cut link is noticed within about two of these
GRACE_S = 3  # what open connections get when the server stops
YOUNG_OBJECTS = 20_000  # made before the collector looks; frames make many, and hardly a cycle


def serve(settings: Settings, listener: socket.socket, clock: SystemClock) -> None:
    """Serves until it is told to stop. Exits 1 if it could not start."""
    gc.set_threshold(YOUNG_OBJECTS, 50, 100)
    server = Server(configured(settings, clock), settings, listener)
    server.run(sockets=[listener])
    if not server.started:
        raise SystemExit(1)


def configured(settings: Settings, clock: SystemClock) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(settings, clock),
        loop="uvloop",
        ws="websockets-sansio",
        ws_max_size=MAX_FRAME_BYTES,
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        ws_per_message_deflate=False,
        proxy_headers=settings.behind_proxy is not None,
        forwarded_allow_ips=settings.behind_proxy or "",
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
        server_header=False,
        access_log=False,
        log_level="warning",
        lifespan="on",
        timeout_graceful_shutdown=GRACE_S,
    )


class Server(uvicorn.Server):
    """Says on stdout when it can be used."""

    def __init__(self, config: uvicorn.Config, settings: Settings, listener: socket.socket) -> None:
        super().__init__(config)
        self._settings = settings
        self._listener = listener

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and not self.should_exit:
            gc.freeze()  # what start and recovery made stays: it is not looked through again
            scheme = "https" if self._settings.tls else "http"
            host, port = self._listener.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            print(f"ready {scheme}://{shown}:{port}", flush=True)
