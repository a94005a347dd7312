"""The derived table of sessions: what the session list and an ended session's page read."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.store.tables import sessions


@dataclass(frozen=True, slots=True)
class SessionRow:
    """`state` is the JSON of the session as shown, after its last command, without identity."""

    id: str
    log: int
    bed: str
    phase: str
    revision: int
    simulated: bool
    created_at: int
    ended_at: int | None
    state: str


def keep(row: SessionRow) -> Callable[[Connection], None]:
    """Work for the recorder: the session as it stands now."""

    def work(connection: Connection) -> None:
        values = {
            "id": row.id,
            "log": row.log,
            "bed": row.bed,
            "phase": row.phase,
            "revision": row.revision,
            "simulated": int(row.simulated),
            "created_at": row.created_at,
            "ended_at": row.ended_at,
            "state": row.state,
        }
        connection.execute(
            insert(sessions)
            .values(values)
            .on_conflict_do_update(index_elements=["id"], set_=values)
        )

    return work


def find(connection: Connection, session: str) -> SessionRow | None:
    row = connection.execute(select(sessions).where(sessions.c.id == session)).first()
    return None if row is None else _row(row)


def newest(connection: Connection, before: int | None, limit: int) -> list[SessionRow]:
    """Sessions by descending creation, older than `before` (an instant) if given."""
    query = select(sessions).order_by(sessions.c.created_at.desc(), sessions.c.id).limit(limit)
    if before is not None:
        query = query.where(sessions.c.created_at < before)
    return [_row(row) for row in connection.execute(query)]


def clear(connection: Connection) -> None:
    connection.execute(delete(sessions))


def _row(row: object) -> SessionRow:
    values = row._asdict()  # type: ignore[attr-defined]  # SQLAlchemy's Row
    return SessionRow(**{**values, "simulated": bool(values["simulated"])})
