"""Pauses of sound as commands: durable before they are answered, and facts of the beds' logs."""

from collections.abc import Callable, Iterable

from app.alarms.inputs import Fact
from app.domain.errors import BadCommand
from app.monitoring.audio import LONGEST_MS, Audio, Because, Change
from app.monitoring.beds import Beds
from app.monitoring.commands import durable
from app.monitoring.pipeline import Pipeline
from app.monitoring.watched import Bed
from app.store import audio_pauses
from app.store.audio_pauses import AudioPause
from app.store.recorder import Entry, Recorder, Work

PAUSE, RESUME = "pause_audio", "resume_audio"


class Pausing:
    def __init__(
        self, audio: Audio, beds: Beds, pipeline: Pipeline, recorder: Recorder, wait_s: float
    ) -> None:
        self._audio = audio
        self._beds = beds
        self._pipeline = pipeline
        self._recorder = recorder
        self._wait_s = wait_s

    async def pause(self, screen: object, by: str, duration_ms: int | None, keep: Work) -> None:
        """Pauses the sound of the screen's station; `keep` becomes durable with it.

        Raises NoStation, BadCommand, NotRecordedYet.
        """
        asked = LONGEST_MS if duration_ms is None else duration_ms
        if not 1 <= asked <= LONGEST_MS:
            raise BadCommand(PAUSE, "duration_ms", f"is not between 1 and {LONGEST_MS}")
        self.round()  # what ended before comes before it in the logs
        pause = self._audio.pause(screen, by, asked)
        self._tell_logs(Change(pause, paused=True, because=Because.ASKED))
        await self._write([audio_pauses.keep(pause), keep], lambda: self._audio.kept(pause))

    async def resume(self, screen: object, keep: Work) -> None:
        """The station sounds again. Raises NoStation, NotRecordedYet."""
        station = self._audio.resume(screen)
        self.round()
        await self._write([audio_pauses.end([station]), keep])

    def round(self) -> None:
        """Ends what is over, and records what has ended since."""
        self._audio.expire()
        for change in self._audio.to_record():
            if change.because is not None:
                self._tell_logs(change)
            kept = audio_pauses.keep if change.paused else _end
            self._recorder.submit(Entry(work=[kept(change.pause)]))

    async def _write(self, work: list[Work], then: Callable[[], None] | None = None) -> None:
        def submit(done: Callable[[], None]) -> None:
            def committed() -> None:
                if then is not None:
                    then()
                done()

            self._recorder.submit(Entry(work=work, committed=committed))

        await durable(submit, self._wait_s)

    def _tell_logs(self, change: Change) -> None:
        pause = change.pause
        body = {
            "station": pause.station,
            "kind": pause.kind,
            "by": pause.by,
            "paused": change.paused,
            "until": pause.until_wall,
            "because": change.because,
        }
        for bed in self._shown_by(pause):
            self._pipeline.fact(bed, Fact.AUDIO, body)

    def _shown_by(self, pause: AudioPause) -> Iterable[Bed]:
        return [bed for bed in self._beds.beds.values() if pause.shows(bed.id)]


def _end(pause: AudioPause) -> Work:
    return audio_pauses.end([pause.station])
