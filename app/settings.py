"""Settings of one server run; every one has its reason beside it."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Encryption(StrEnum):
    """How the way to the mail server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # only for a server on this machine


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """A program of the clinic's that is told; `secret` signs what it gets."""

    url: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The mail server; `sender` is the address that messages come from."""

    host: str
    port: int
    sender: str
    encryption: Encryption = Encryption.STARTTLS
    user: str | None = None
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    simulation: bool = False
    rate: float = 1.0
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: str | None = None  # the proxy's address; only its X-Forwarded-* are believed
    allowed_origins: tuple[str, ...] = ()  # besides the server's own
    webhook: WebhookSettings | None = None  # ways to tell people who are at no screen
    mail: MailSettings | None = None
    public_url: str | None = None  # where people reach the pages: messages link to the bed
    protocol: str = "ketamine-iv-40min"  # what new sessions start from when they name none

    live_frames_per_second: float = 50.0  # per monitor and clinical second; above it frames wait
    live_queue_bytes: int = 4 * 1024 * 1024  # waiting frames of one monitor; then close 4429
    live_queue_seconds: float = 60.0  # longest wait; then close 4429
    hole_seconds: float = 60.0  # a missing number is waited for so long, then it is a gap
    silence_seconds: float = 30.0  # a monitor that sends nothing for so long is disconnected
    announce_after_ms: int = 200  # an alarm waits no longer than this for the disk
    command_seconds: float = 10.0  # a command waits so long for its commit, then says so
    tick_ms: int = 100  # numerics travel together, ten times a second
    outbox_changes: int = 500  # changes waiting for one screen; then close 4408
    outbox_seconds: float = 2.0  # age of the oldest waiting change; then close 4408
    history_changes: int = 4096  # changes kept for screens that resume
    idle_minutes: int = 60  # a sign-in without use ends
    sign_in_hours: int = 12  # a sign-in ends after one working day
    directory_seconds: float = 0.5  # how often changes by the command line are looked for

    @property
    def database(self) -> Path:
        return self.data / "vigil.sqlite3"

    @property
    def lock(self) -> Path:
        return self.data / "vigil.lock"

    @property
    def tls(self) -> bool:
        return self.tls_cert is not None
