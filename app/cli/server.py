"""`vigil serve`: one server process on one data directory."""

import argparse
import socket
import sys
from pathlib import Path

from app.cli import channels
from app.cli.data import directory
from app.cli.failure import Usage
from app.cli.loopback import is_loopback
from app.cli.parser import Commands, add
from app.clock import SystemClock
from app.settings import Settings

SEND_BUFFER_BYTES = 64 * 1024  # a stalled screen is noticed before megabytes wait in the kernel
USER_TIMEOUT_MS = 4_000  # unacknowledged data for so long ends a connection


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
    channels.register(command)


def run(arguments: argparse.Namespace) -> None:
    settings = checked(arguments)
    # Loaded here so that the other commands, which need none of it, start in half the time.
    from app.cli.serving import serve

    serve(settings, listen(settings.host, settings.port), SystemClock(rate=settings.rate))


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
    if not 0 <= arguments.port <= 65_535:
        raise Usage("--port must be from 0 to 65535")
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
        webhook=channels.webhook(arguments),
        mail=channels.mail(arguments),
        public_url=channels.public_url(arguments),
        live_frames_per_second=arguments.live_frames_per_second,
    )


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
        listener.close()
        raise Usage(f"cannot listen on {host}:{port}: {error.strerror}") from None
    return listener
