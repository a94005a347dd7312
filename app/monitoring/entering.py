"""What is entered at the chair of a running session: checked against it, judged, then on disk."""

from collections.abc import Callable
from dataclasses import dataclass

from app.clock import Clock
from app.domain.errors import HappenedOutside, StaleRevision
from app.domain.infusion import InfusionSession
from app.monitoring import views
from app.monitoring.beds import Beds
from app.monitoring.commands import Keep, durable
from app.monitoring.draft import Draft
from app.monitoring.errors import NoSuchThing
from app.monitoring.pipeline import Pipeline
from app.monitoring.watched import Bed
from app.wire import screen as wire


@dataclass(frozen=True, slots=True)
class Entry:
    """By whom, when it is said to have happened (None: now), and the revision that was seen."""

    by: str
    happened_at: int | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """An entry that may be taken; `draft.at` is now."""

    bed: Bed
    session: InfusionSession
    draft: Draft
    happened_at: int


class Entering:
    def __init__(self, clock: Clock, beds: Beds, pipeline: Pipeline, wait_s: float) -> None:
        self._clock = clock
        self._beds = beds
        self._pipeline = pipeline
        self._wait_s = wait_s

    def begin(self, ident: str, entry: Entry, check: Callable[[Bed], None] | None = None) -> Begun:
        """Raises NoSuchThing, StaleRevision, HappenedOutside, or what `check` raises; then nothing
        was changed."""
        bed = self._beds.of_session(ident)
        if bed is None or bed.session is None:
            raise NoSuchThing("session", ident)
        session, now = bed.session, self._clock.now()
        if entry.revision is not None and entry.revision != session.revision:
            raise StaleRevision("the session", entry.revision, session.revision)
        happened_at = now if entry.happened_at is None else entry.happened_at
        if not session.created_at <= happened_at <= now:
            raise HappenedOutside(happened_at, session.created_at, now)
        if check is not None:
            check(bed)
        return Begun(bed, session, Draft(bed.scope, now), happened_at)

    async def finish(
        self, begun: Begun, keep: Keep | None, more: Callable[[], None] | None = None
    ) -> wire.Session:
        """The session as it stands, when the entry is on disk. Raises NotRecordedYet.

        `more` announces what screens have to hear of.
        """
        bed, draft = begun.bed, begun.draft
        answer = views.session_of(begun.session, draft.scope, bed.patient, draft.at)
        if keep is not None:
            draft.entry.work.append(keep(answer))
        await durable(lambda done: self._pipeline.submit(bed, [draft], more, done), self._wait_s)
        return answer
