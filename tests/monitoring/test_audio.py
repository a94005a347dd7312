"""Pauses of sound by themselves: how long they last, whom they silence, what they tell."""

from dataclasses import dataclass, field

import pytest

from app.clock import ManualClock
from app.monitoring.audio import LONGEST_MS, Audio, Because, Listener
from app.monitoring.errors import NoStation
from app.store import audio_pauses
from app.store.audio_pauses import AudioPause
from app.store.database import Database
from app.wire.screen import Audio as Message

NOW = 1_790_000_000_000
KEPT = AudioPause("desk-one", "desk", frozenset({"1"}), "anna", NOW - 20_000, NOW + 100_000)


@dataclass
class Page:
    """One connected page; `told` is what it knows of its sound, newest last."""

    audio: Audio
    told: list[Message] = field(default_factory=list)

    def says(self, station: str, *beds: str) -> None:
        shown = frozenset(beds) or None
        self.audio.listen(id(self), Listener(station, "desk", shown, self.told.append))

    def pauses(self, ms: int = LONGEST_MS) -> None:
        self.audio.kept(self.audio.pause(id(self), "anna", ms))

    @property
    def left(self) -> int:
        return self.told[-1].left_ms


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def audio(clock: ManualClock) -> Audio:
    return Audio(clock, [])


def test_it_is_told_when_it_is_on_disk_and_lasts_as_asked(audio: Audio, clock: ManualClock) -> None:
    page = Page(audio)
    page.says("desk-one", "1")
    assert page.left == 0
    pause = audio.pause(id(page), "anna", 60_000)
    assert len(page.told) == 1  # not yet on disk
    clock.advance(1000)
    audio.kept(pause)
    assert (page.left, page.told[-1].by) == (59_000, "anna")
    clock.advance(58_999)
    audio.expire()
    assert page.left == 59_000
    clock.advance(1)
    audio.expire()
    assert (page.left, page.told[-1].because) == (0, "over")
    assert [(c.paused, c.because) for c in audio.to_record()] == [(False, Because.OVER)]
    assert audio.to_record() == []


def test_what_calls_before_it_is_on_disk_breaks_it(audio: Audio) -> None:
    page = Page(audio)
    page.says("desk-one", "1")
    pause = audio.pause(id(page), "anna", 60_000)
    audio.interrupt("1")
    audio.kept(pause)
    assert (page.left, page.told[-1].because) == (0, "new_condition")


@pytest.mark.parametrize(
    ("shown", "calling", "broken"),
    [(("1",), "1", True), (("1",), "2", False), ((), "2", True), (("1",), None, True)],
)
def test_only_what_the_station_shows_breaks_it(
    audio: Audio, shown: tuple[str, ...], calling: str | None, broken: bool
) -> None:
    page = Page(audio)
    page.says("desk-one", *shown)
    page.pauses()
    assert bool(audio.paused(calling)) is broken
    audio.interrupt(calling)
    assert (page.left == 0) is broken


def test_a_station_that_turns_to_another_bed_is_broken_by_that(audio: Audio) -> None:
    page = Page(audio)
    page.says("desk-one", "1")
    page.pauses()
    page.says("desk-one", "2")
    (moved,) = audio.to_record()
    assert (moved.paused, moved.pause.beds) == (True, frozenset({"2"}))
    audio.interrupt("1")
    assert page.left > 0
    audio.interrupt("2")
    assert page.left == 0


def test_every_page_of_a_station_is_told_and_no_other(audio: Audio) -> None:
    page, twin, other = Page(audio), Page(audio), Page(audio)
    page.says("desk-one")
    twin.says("desk-one")
    other.says("desk-two")
    page.pauses()
    assert (page.left, twin.left, other.left) == (LONGEST_MS, LONGEST_MS, 0)
    audio.forget(id(page))
    assert audio.resume(id(twin)) == "desk-one"
    assert (twin.left, len(page.told)) == (0, 2)
    with pytest.raises(NoStation):
        audio.resume(id(page))


@pytest.mark.parametrize(
    ("wall", "left"),
    [
        (NOW, 100_000),
        (NOW + 90_000, 10_000),
        (NOW + 100_000, 0),  # while the server was down
        (NOW - 3_600_000, LONGEST_MS),  # the wall clock was set back meanwhile
    ],
)
def test_a_restart_neither_ends_nor_lengthens_it(wall: int, left: int) -> None:
    audio = Audio(ManualClock(wall), [KEPT])
    page = Page(audio)
    page.says("desk-one", "1")
    assert page.left == left
    audio.expire()
    assert (page.told[-1].because == "over") is (left == 0)


def test_what_is_kept_comes_back_as_it_was(database: Database) -> None:
    wall = AudioPause("the wall", "wall", None, "wall", NOW, NOW + 5000)
    with database.writing() as connection:
        for pause in (KEPT, wall, KEPT):
            audio_pauses.keep(pause)(connection)
        assert audio_pauses.every(connection) == [KEPT, wall]
        audio_pauses.end([KEPT.station])(connection)
        assert audio_pauses.every(connection) == [wall]
