"""The port to people who are at no screen, and what alarms say through it."""

from collections.abc import Iterable
from typing import Protocol

from app.alarms.condition import Transition
from app.monitoring.draft import Draft
from app.monitoring.watched import Bed, Watched
from app.store import notifications
from app.store.notifications import Notification


class Outside(Protocol):
    """Whom an alarm calls; what stands behind it is wired in `app.main`."""

    def called(
        self, transition: Transition, *, initials: str | None, simulated: bool
    ) -> list[Notification]:
        """What is to be sent because of this transition; never raises."""
        ...

    def send(self, made: Iterable[Notification]) -> None:
        """Sends what is on disk, or waits for the disk no longer; returns at once."""
        ...


class Nobody:
    """Nobody is told: a simulation, or a server that has no channel."""

    def called(
        self, transition: Transition, *, initials: str | None, simulated: bool
    ) -> list[Notification]:
        return []

    def send(self, made: Iterable[Notification]) -> None:
        pass


NOBODY = Nobody()


def calls(outside: Outside, watched: Watched, drafts: Iterable[Draft]) -> list[Notification]:
    """What the transitions of these drafts call for; it joins their entry, so that no crash can
    part the two."""
    made: list[Notification] = []
    for draft in drafts:
        simulated, initials = _is_simulated(watched, draft), _initials(watched)
        for transition in draft.transitions:
            made += outside.called(transition, initials=initials, simulated=simulated)
        if made:
            draft.entry.work.append(notifications.queue(tuple(made)))
    return made


def _is_simulated(watched: Watched, draft: Draft) -> bool:
    """Of a bed without a session, its monitor says it."""
    session = draft.scope.engine.session
    if session is not None:
        return session.simulated
    return isinstance(watched, Bed) and watched.monitor is not None and watched.monitor.simulated


def _initials(watched: Watched) -> str | None:
    if isinstance(watched, Bed) and watched.patient is not None:
        return watched.patient.initials
    return None
