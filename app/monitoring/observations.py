"""What people see at the chair and enter: scores and symptoms, which the judge looks at too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.alarms.inputs import Fact
from app.clock import Clock
from app.domain.errors import HappenedOutside, StaleRevision
from app.monitoring import views
from app.monitoring.beds import Beds
from app.monitoring.commands import Keep, durable
from app.monitoring.errors import NoSuchThing
from app.monitoring.pipeline import Pipeline, take_fact
from app.wire import screen as wire

SYMPTOMS = ("headache", "vision", "chest_pain", "neuro_sign")
"""Those that make a high pressure an emergency (clinical C4)."""


@dataclass(frozen=True, slots=True)
class Observed:
    """By whom, and what: `entries` are of one kind. `happened_at` None: now."""

    by: str
    fact: Fact
    entries: Sequence[Mapping[str, object]]
    happened_at: int | None = None
    revision: int | None = None


def score(scale: str, value: int) -> list[Mapping[str, object]]:
    """The patient's score on a scale; it stands until the next one."""
    return [{"scale": scale, "score": value}]


def symptom(kind: str | None) -> list[Mapping[str, object]]:
    """That one is there; None: that none of them is."""
    if kind is None:
        return [{"symptom": each, "present": False} for each in SYMPTOMS]
    return [{"symptom": kind, "present": True}]


class Observations:
    def __init__(self, clock: Clock, beds: Beds, pipeline: Pipeline, wait_s: float) -> None:
        self._clock = clock
        self._beds = beds
        self._pipeline = pipeline
        self._wait_s = wait_s

    async def enter(self, ident: str, seen: Observed, keep: Keep | None = None) -> wire.Session:
        """On disk, and judged, when this returns the session as it stands.

        Raises NoSuchThing, StaleRevision, HappenedOutside or NotRecordedYet.
        """
        bed = self._beds.of_session(ident)
        if bed is None or bed.session is None:
            raise NoSuchThing("session", ident)
        session, now = bed.session, self._clock.now()
        if seen.revision is not None and seen.revision != session.revision:
            raise StaleRevision("the session", seen.revision, session.revision)
        happened_at = now if seen.happened_at is None else seen.happened_at
        if not session.created_at <= happened_at <= now:
            raise HappenedOutside(happened_at, session.created_at, now)
        draft = self._pipeline.draft(bed.scope)
        for entry in seen.entries:
            body = {**entry, "by": seen.by, "happened_at": happened_at}
            take_fact(draft, seen.fact, body)
        answer = views.session_of(session, draft.scope, bed.patient, draft.at)
        if keep is not None:
            draft.entry.work.append(keep(answer))
        await durable(lambda done: self._pipeline.submit(bed, [draft], None, done), self._wait_s)
        return answer
