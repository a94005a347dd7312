"""The port to people who are at no screen, and what alarms say through it."""

import logging
from collections.abc import Iterable
from typing import Protocol

from app.alarms.condition import Transition
from app.monitoring.draft import Draft
from app.monitoring.watched import Bed, Watched
from app.store import notifications
from app.store.notifications import Notification

logger = logging.getLogger(__name__)


class Outside(Protocol):
    """Whom an alarm calls; what stands behind it is wired in `app.main`."""

    def called(
        self, transitions: Iterable[Transition], *, initials: str | None, simulated: bool
    ) -> list[Notification]:
        """What is to be sent because of what an input brought."""
        ...

    def send(self, made: Iterable[Notification]) -> None:
        """Sends what is on disk, or waits for the disk no longer; returns at once."""
        ...


class Nobody:
    """Nobody is told: a simulation, or a server that has no channel."""

    def called(
        self, transitions: Iterable[Transition], *, initials: str | None, simulated: bool
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
        if not draft.transitions:
            continue
        try:
            found = outside.called(
                draft.transitions,
                initials=_initials(watched),
                simulated=_is_simulated(watched, draft),
            )
        except Exception:  # the alarm itself goes on to the screens, whatever this is
            logger.exception("nobody is told outside of what came of %s", watched.order)
            continue
        if found:
            draft.entry.work.append(notifications.queue(found))
            made += found
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
