"""The derived rows of a log: written with each record, and made anew by `vigil rebuild`."""

from collections.abc import Iterable
from typing import Any

from app.alarms.condition import Condition, Transition
from app.monitoring import views
from app.monitoring.scope import Scope
from app.store.sessions import SessionRow


def visible(transition: Transition) -> bool:
    """Whether screens hear of it unasked: pending alarms come and go without a word."""
    pending = {Condition.PENDING, Condition.NORMAL}
    return not {transition.before, transition.alarm.condition} <= pending


def alarm_rows(transitions: Iterable[Transition]) -> list[dict[str, Any]]:
    """One row an alarm that screens heard of, as it is after the last of these transitions."""
    changed = {t.alarm.id: t.alarm for t in transitions if visible(t)}
    return [
        {
            "id": alarm.id,
            "revision": alarm.revision,
            "condition": str(alarm.condition),
            "onset": alarm.onset,
            "body": views.alarm(alarm).model_dump_json(),
        }
        for alarm in changed.values()
    ]


def session_row(scope: Scope, at: int) -> SessionRow:
    """The session of this log as shown at `at`, the instant of its last command."""
    session = scope.engine.session
    assert session is not None
    state = views.session_of(session, scope, None, at)
    return SessionRow(
        id=session.id,
        log=scope.log.id,
        bed=session.bed,
        phase=session.phase,
        revision=session.revision,
        simulated=session.simulated,
        created_at=session.created_at,
        ended_at=session.ended_at,
        state=state.model_dump_json(),
    )
