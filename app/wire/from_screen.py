"""What a screen sends (contract 3)."""

from typing import Literal

from pydantic import ConfigDict, Field

from app.wire.screen import Message


class Incoming(Message):
    """Base of what a screen sends: strict types."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class Subscribe(Incoming):
    type: Literal["subscribe"]
    id: int
    beds: list[str]
    instance: str | None = None
    since: int | None = None
    pending: bool = False


class Station(Incoming):
    """`station` is the page's own lasting name: an audio pause is kept for it."""

    type: Literal["station"]
    station: str | None = Field(default=None, min_length=8, max_length=100)
    kind: Literal["wall", "desk", "bedside", "practice"]
    beds: list[str]
    armed: bool
    visible: bool
    heard_at: int | None = None


class SeenAlarm(Incoming):
    alarm: str
    revision: int


class Command(Incoming):
    """`acknowledge`, `unacknowledge` (with a reason), `shelve`, `unshelve`, `on_my_way`: `alarm`
    and `revision`. `acknowledge_all`: `bed` and `alarms`. `pause_audio`: `duration_ms`, of this
    station; `resume_audio` ends it. Any other name is unknown."""

    type: Literal["command"]
    id: int
    key: str = Field(min_length=8, max_length=100)
    name: str
    alarm: str | None = None
    revision: int | None = None
    bed: str | None = None
    alarms: list[SeenAlarm] | None = Field(default=None, max_length=200)
    duration_ms: int | None = None
    reason: str | None = Field(default=None, max_length=2000)


class Receipt(Incoming):
    type: Literal["receipt"]
    alarm: str
    revision: int
    event: Literal["shown", "sounded", "seen"]
    at: int


FromScreen = Subscribe | Station | Command | Receipt
