"""The sound of stations, paused for two minutes at most and broken by whatever calls anew.

A pause silences one station and hides nothing. It runs in real time: what is over is over at once,
told to the station, and recorded by whoever asks `to_record`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.clock import Clock
from app.monitoring.errors import NoStation
from app.store.audio_pauses import AudioPause
from app.wire.screen import Audio as Message

LONGEST_MS = 120_000  # clinical B2

Tell = Callable[[Message], None]


class Because(StrEnum):
    ASKED = "asked"
    NEW_CONDITION = "new_condition"  # an alarm that did not call before
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Listener:
    """A connected page: the lasting name of its station, what it shows, and how to tell it."""

    station: str
    kind: str
    beds: frozenset[str] | None
    tell: Tell


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be recorded: `because` None: only what the station shows is another."""

    pause: AudioPause
    paused: bool
    because: Because | None


class Audio:
    """Who is paused, by the names of the stations; one name may be connected more than once."""

    def __init__(self, clock: Clock, kept: list[AudioPause]) -> None:
        self._clock = clock
        self._pauses: dict[str, AudioPause] = {}
        self._until: dict[str, float] = {}  # real seconds that only run forward
        self._listeners: dict[object, Listener] = {}
        self._changes: list[Change] = []
        for pause in kept:  # the wall clock may have been set while the server was down
            left = pause.until_wall - clock.wall()
            self._begin(pause, min(left, pause.until_wall - pause.from_wall, LONGEST_MS))

    # --- the stations ---

    def listen(self, screen: object, listener: Listener) -> None:
        """A screen says which station it is: told how its sound stands when that is news."""
        known = self._listeners.get(screen)
        self._listeners[screen] = listener
        pause = self._pauses.get(listener.station)
        if pause is not None and pause.beds != listener.beds:
            moved = self._pauses[listener.station] = replace(pause, beds=listener.beds)
            self._changes.append(Change(moved, paused=True, because=None))
        if known is None or known.station != listener.station:
            self.tell(screen)

    def forget(self, screen: object) -> None:
        """The page is gone; a pause of its station runs on."""
        self._listeners.pop(screen, None)

    def tell(self, screen: object) -> None:
        """Tells the screen, if it is a station, how its sound stands."""
        listener = self._listeners.get(screen)
        if listener is not None:
            listener.tell(self._message(listener.station, Because.ASKED))

    # --- pausing ---

    def pause(self, screen: object, by: str, duration_ms: int) -> AudioPause:
        """From now on: a condition that comes before this is on disk breaks it all the same.

        The station is told by `kept`, when it is. Raises NoStation.
        """
        listener, now = self._listener(screen), self._clock.wall()
        pause = AudioPause(
            listener.station, listener.kind, listener.beds, by, now, now + duration_ms
        )
        self._begin(pause, duration_ms)
        return pause

    def kept(self, pause: AudioPause) -> None:
        """It is on disk: the station may fall silent, unless something has called since."""
        now = self._pauses.get(pause.station)
        if now is not None and now.from_wall == pause.from_wall:
            self._tell_all(pause.station, Because.ASKED)

    def resume(self, screen: object) -> str:
        """The station sounds again, at once; its name. Raises NoStation."""
        station = self._listener(screen).station
        self._end(station, Because.ASKED)
        return station

    # --- what ends a pause ---

    def paused(self, bed: str | None) -> list[str]:
        """The paused stations that show this bed; None: the server."""
        return [pause.station for pause in self._pauses.values() if pause.shows(bed)]

    def interrupt(self, bed: str | None) -> None:
        """Something calls there that did not: whoever shows it sounds."""
        for station in self.paused(bed):
            self._end(station, Because.NEW_CONDITION)

    def expire(self) -> None:
        now = self._clock.monotonic()
        for station in [name for name, until in self._until.items() if until <= now]:
            self._end(station, Because.OVER)

    def to_record(self) -> list[Change]:
        """What has become so since it was asked last."""
        changes, self._changes = self._changes, []
        return changes

    def _listener(self, screen: object) -> Listener:
        listener = self._listeners.get(screen)
        if listener is None:
            raise NoStation
        return listener

    def _begin(self, pause: AudioPause, left_ms: int) -> None:
        self._pauses[pause.station] = pause
        self._until[pause.station] = self._clock.monotonic() + left_ms / 1000

    def _end(self, station: str, because: Because) -> None:
        pause = self._pauses.pop(station, None)
        if pause is not None:
            del self._until[station]
            self._changes.append(Change(pause, paused=False, because=because))
        self._tell_all(station, because)

    def _tell_all(self, station: str, because: Because) -> None:
        message = self._message(station, because)
        for listener in self._listeners.values():
            if listener.station == station:
                listener.tell(message)

    def _message(self, station: str, because: Because) -> Message:
        pause = self._pauses.get(station)
        if pause is None:
            return Message(left_ms=0, because=because.value)
        left = int((self._until[station] - self._clock.monotonic()) * 1000)
        return Message(left_ms=max(left, 0), by=pause.by, because=because.value)
