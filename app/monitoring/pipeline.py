"""Evaluate, record, announce: the one way in for vitals, commands and facts.

An input is judged and numbered at once; it and its transitions become durable together; what
changed is announced in that order when the commit is done, or after 200 ms without it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.alarms.condition import Condition, Transition
from app.alarms.cuff import Recheck
from app.alarms.inputs import CommandInput, Fact, FactInput, VitalsInput
from app.clock import Clock
from app.domain.errors import Refusal
from app.monitoring import views
from app.monitoring.audio import Audio
from app.monitoring.derived import visible
from app.monitoring.draft import Draft
from app.monitoring.hidden import NOTHING, Hidden
from app.monitoring.outside import Outside, calls
from app.monitoring.release import Release
from app.monitoring.scope import Scope
from app.monitoring.series import points
from app.monitoring.watched import Bed, Watched
from app.store import audio_pauses
from app.store.recorder import Entry
from app.wire.log import RecordedFrame, judged
from app.wire.screen import (
    AlarmChange,
    BedChange,
    Change,
    HistoryChanged,
    MonitorChange,
    SessionChange,
)


class Screens(Protocol):
    """The port to the screens; what stands behind it is wired in `app.main`."""

    def announce(self, change: Change, *, pending: bool = False) -> None: ...

    def vitals_changed(self, bed: str) -> None: ...

    def clock_changed(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Arrived:
    """The number a frame came with."""

    boot: int
    seq: int
    upto: int  # every number up to this one is then handled


class Pipeline:
    def __init__(
        self, clock: Clock, release: Release, screens: Screens, outside: Outside, audio: Audio
    ) -> None:
        self._outside = outside
        self._audio = audio
        self._clock = clock
        self._release = release
        self._screens = screens

    def vitals(
        self,
        watched: Watched,
        receipt: int,
        frame: RecordedFrame,
        arrived: Arrived,
        done: Callable[[], None],
        *,
        late: bool,
        filed: tuple[int, int] | None = None,
        private: Mapping[str, Any] | None = None,
    ) -> None:
        """One frame, received at `receipt`, the instant its samples were placed by.

        `done` runs when it is on disk and everything before it was released.

        `late`: none of it is judged live; `filed`: the span of the past that it changes.
        """
        asked = watched.scope.engine.recheck
        draft = Draft(watched.scope, receipt)
        samples = tuple(judged(sample) for sample in frame.samples)
        hidden = Hidden.of(private) if private else NOTHING
        frame.private = hidden.commitments
        n = draft.take(
            "late" if late else "vitals",
            frame,
            VitalsInput(draft.at, frame.monitor, samples),
            arrived.boot,
            arrived.seq,
        )
        draft.entry.acked = (arrived.boot, arrived.upto)
        draft.entry.work.extend(hidden.kept(watched.scope.log.id, n))
        scope = watched.scope
        scope.tail.add(points(samples, scope.engine.protocol.regimen))

        self.submit(watched, [draft], self.values_changed(watched, asked, filed), done)

    def fact(
        self, watched: Watched, fact: Fact, body: Mapping[str, Any], *, at_once: bool = False
    ) -> None:
        """Something else the judge uses."""
        draft = self.draft(watched.scope)
        take_fact(draft, fact, body)
        self.submit(watched, [draft], at_once=at_once)

    def fire(self, watched: Watched) -> None:
        """Lets deadlines that are due act, when no input comes to make them."""
        if not watched.scope.engine.due(self._clock.now()):
            return
        draft = self.draft(watched.scope)
        if draft.entry.records:
            self.submit(watched, [draft])

    def draft(self, scope: Scope, entry: Entry | None = None) -> Draft:
        return Draft(scope, self._clock.now(), entry)

    def begin(self, watched: Watched, command: CommandInput, revision: int | None) -> Draft:
        """A draft on which the command can be taken.

        Raises what the judge refuses; the deadlines that were due are recorded all the same.
        """
        draft = Draft(watched.scope, command.at)
        try:
            watched.scope.engine.refuse(command, revision)
        except Refusal:
            if draft.entry.records:
                self.submit(watched, [draft])
            raise
        return draft

    def submit(
        self,
        watched: Watched,
        drafts: Sequence[Draft],
        more: Callable[[], None] | None = None,
        done: Callable[[], None] | None = None,
        *,
        at_once: bool = False,
    ) -> None:
        """Records the drafts, which share one entry, and announces what came of them.

        More than one draft: the input ends one log and begins another.
        """
        transitions = [transition for draft in drafts for transition in draft.transitions]
        called = calls(self._outside, watched, drafts)
        entry = [draft.finish() for draft in drafts][-1]
        breaks = self._breaking(watched, transitions, entry)

        def announce(recorded: bool) -> None:
            if called:
                self._outside.send(called)
            for transition in transitions:
                self._show(watched, transition, recorded)
            while breaks:  # right behind the alarm, and not again when it is on disk
                self._audio.interrupt(breaks.pop())
            if more is not None:
                more()

        self._release.submit(watched.order, entry, announce, done, at_once=at_once)

    def _breaking(
        self, watched: Watched, transitions: Sequence[Transition], entry: Entry
    ) -> list[str | None]:
        """Where something calls anew: no pause of sound there outlives it, nor a crash."""
        if not watched.begins_to_call([transition.alarm for transition in transitions]):
            return []
        paused = self._audio.paused(watched.bed)
        if paused:
            entry.work.append(audio_pauses.end(paused))
        return [watched.bed]

    # --- announcing ---

    def values_changed(
        self, watched: Watched, asked: Recheck | None, filed: tuple[int, int] | None
    ) -> Callable[[], None]:
        """What announces values that were just judged; `asked` is the re-check there was before,
        `filed` the span of the past that they change."""
        changed = watched.scope.engine.recheck != asked

        def tell() -> None:
            if isinstance(watched, Bed):
                self._screens.vitals_changed(watched.id)
                if changed:
                    self.session_changed(watched)
                if filed is not None:
                    self._history_changed(watched, *filed)

        return tell

    def session_changed(self, bed: Bed) -> None:
        """Tells the screens how the session of this bed stands."""
        shown = bed.shown
        shown.session = bed.session if bed.session and not bed.session.ended else None
        shown.change += 1
        session = views.session(bed, self._clock.now()) if shown.session else None
        self._screens.announce(
            SessionChange(cursor=0, bed=bed.id, change=shown.change, session=session)
        )

    def monitor_changed(self, bed: Bed) -> None:
        bed.shown.change += 1
        monitor = None if bed.monitor is None else views.monitor(bed.monitor)
        self._screens.announce(
            MonitorChange(cursor=0, bed=bed.id, change=bed.shown.change, monitor=monitor)
        )

    def bed_changed(self, bed: Bed) -> None:
        bed.shown.change += 1
        view = views.bed(bed, self._clock.now())
        self._screens.announce(BedChange(cursor=0, bed=bed.id, change=bed.shown.change, value=view))

    def _history_changed(self, bed: Bed, from_at: int, to_at: int) -> None:
        bed.shown.change += 1
        self._screens.announce(
            HistoryChanged(
                cursor=0, bed=bed.id, change=bed.shown.change, from_at=from_at, to_at=to_at
            )
        )

    def _show(self, watched: Watched, transition: Transition, recorded: bool) -> None:
        """Announces one transition; a second time, as recorded, unless newer news went out."""
        shown, alarm = watched.shown, transition.alarm
        announced = shown.unrecorded.get(alarm.id)
        if recorded and announced is not None:
            if alarm is not announced:
                return
            del shown.unrecorded[alarm.id]
        elif not recorded:
            shown.unrecorded[alarm.id] = alarm
        if alarm.condition is Condition.NORMAL:
            shown.alarms.pop(alarm.id, None)
        else:
            shown.alarms[alarm.id] = alarm
        seen = visible(transition)
        shown.change += seen
        self._screens.announce(
            AlarmChange(
                cursor=0,
                bed=watched.bed,
                change=shown.change,
                alarm=views.alarm(alarm, recorded=recorded),
            ),
            pending=not seen,
        )


def take_fact(
    draft: Draft, fact: Fact, body: Mapping[str, Any], private: Mapping[str, Any] | None = None
) -> None:
    """Adds a fact to a draft: recorded, its free text as commitments, then judged."""
    hidden = Hidden.of(private) if private else NOTHING
    content: dict[str, Any] = {"fact": fact, "body": body}
    if hidden.commitments:
        content["private"] = hidden.commitments
    n = draft.take("fact", content, FactInput(draft.at, fact, body))
    draft.entry.work.extend(hidden.kept(draft.scope.log.id, n))
