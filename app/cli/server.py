"""`vigil serve`: one server process on one data directory."""

import argparse
import asyncio
import ipaddress
import socket
import sys
from pathlib import Path

import uvicorn

from app.cli.data import directory
from app.cli.failure import Usage
from app.cli.parser import Commands, add
from app.clock import SystemClock
from app.main import create_app
from app.settings import Settings
from app.wire.monitor import MAX_FRAME_BYTES

SEND_BUFFER_BYTES = 64 * 1024  # a stalled screen is noticed before megabytes wait in the kernel
USER_TIMEOUT_MS = 4_000  # unacknowledged data for so long ends a connection
PING_S = 2.0  # a cut link is noticed within about two of these
GRACE_S = 3  # what open connections get when the server stops


def register(commands: Commands) -> None:
    command = add(commands, "serve", run, help="migrate, recover and serve")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on")
    command.add_argument("--port", type=int, default=8000, help="0 picks a free one")
    command.add_argument("--simulation", action="store_true", help="simulated monitors only")
    command.add_argument("--rate", type=float, default=1.0, help="clinical seconds a real second")
    command.add_argument("--tls-cert", type=Path, metavar="FILE")
    command.add_argument("--tls-key", type=Path, metavar="FILE")
    command.add_argument(
        "--behind-proxy", metavar="ADDR", help="a proxy at ADDR ends TLS; its X-Forwarded-* count"
    )
    command.add_argument(
        "--allowed-origin", action="append", default=[], metavar="ORIGIN", help="besides its own"
    )
    command.add_argument(
        "--live-frames-per-second", type=float, default=50.0, help="per monitor, before they wait"
    )


def run(arguments: argparse.Namespace) -> None:
    settings = checked(arguments)
    listener = listen(settings.host, settings.port)
    clock = SystemClock(rate=settings.rate)
    server = Server(configured(settings, clock), settings, listener)
    asyncio.run(server.serve(sockets=[listener]))
    if not server.started:
        raise SystemExit(1)


def checked(arguments: argparse.Namespace) -> Settings:
    """The settings the arguments ask for. Raises Usage where they do not fit together."""
    if (arguments.tls_cert is None) != (arguments.tls_key is None):
        raise Usage("--tls-cert and --tls-key go together")
    secure = arguments.tls_cert is not None or arguments.behind_proxy is not None
    if not is_loopback(arguments.host) and not secure:
        raise Usage(
            f"serving on {arguments.host} needs --tls-cert and --tls-key, or --behind-proxy ADDR: "
            "patient data does not travel unencrypted"
        )
    if arguments.rate != 1.0 and not arguments.simulation:
        raise Usage("--rate is for --simulation: real time does not run faster")
    if not 0.1 <= arguments.rate <= 100:
        raise Usage("--rate must be from 0.1 to 100")
    for file in (arguments.tls_cert, arguments.tls_key):
        if file is not None and not file.is_file():
            raise Usage(f"{file} is not a file")
    return Settings(
        data=directory(arguments),
        host=arguments.host,
        port=arguments.port,
        simulation=arguments.simulation,
        rate=arguments.rate,
        tls_cert=arguments.tls_cert,
        tls_key=arguments.tls_key,
        behind_proxy=arguments.behind_proxy,
        allowed_origins=tuple(arguments.allowed_origin),
        live_frames_per_second=arguments.live_frames_per_second,
    )


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """Our own socket, since its options decide how soon a stalled screen is noticed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
    # Accepted connections inherit this. Without it a small message waits some 40 ms for the
    # acknowledgement of the one before.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if sys.platform == "linux":
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise Usage(f"cannot listen on {host}:{port}: {error.strerror}") from None
    return listener


def configured(settings: Settings, clock: SystemClock) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(settings, clock),
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
            scheme = "https" if self._settings.tls else "http"
            host, port = self._listener.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            print(f"ready {scheme}://{shown}:{port}", flush=True)
