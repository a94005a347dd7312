"""What is told to people outside: a queue that outlives the process. Instants are real time."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.sqlite import insert

from app.store.tables import notifications


class State(StrEnum):
    QUEUED = "queued"
    FAILED = "failed"  # the last attempt did; another follows
    SENT = "sent"  # the receiver said that it has it
    GIVEN_UP = "given_up"


_AFTER_A_TRY = frozenset({State.SENT, State.FAILED, State.GIVEN_UP})
NEXT: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.QUEUED: _AFTER_A_TRY,
        State.FAILED: _AFTER_A_TRY,
        State.SENT: frozenset(),
        State.GIVEN_UP: frozenset(),
    }
)
OPEN = tuple(state for state, after in NEXT.items() if after)


@dataclass(frozen=True, slots=True)
class Notification:
    """One message (JSON) to one target, by one channel, because an alarm reached a step.

    `called_at`: the clinical instant at which it did. `detail`: the receiver's answer, or why
    there is none.
    """

    at: int
    alarm: str
    called_at: int
    step: str
    channel: str
    target: str
    message: str
    state: State = State.QUEUED
    attempts: int = 0
    next_at: int | None = None
    detail: str | None = None

    @property
    def id(self) -> str:
        """The same for the same call, however often it is made: nobody is told twice."""
        parts = (self.alarm, str(self.called_at), self.step, self.channel, self.target)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]

    def tried(self, state: State, detail: str, next_at: int | None = None) -> "Notification":
        """After one more attempt."""
        return replace(
            self, state=state, attempts=self.attempts + 1, next_at=next_at, detail=detail
        )

    def given_up(self, detail: str) -> "Notification":
        return replace(self, state=State.GIVEN_UP, next_at=None, detail=detail)


def queue(made: Sequence[Notification]) -> Callable[[Connection], None]:
    """Work for the recorder: what is there already stays as it is."""

    def work(connection: Connection) -> None:
        connection.execute(
            insert(notifications).on_conflict_do_nothing(),
            [{"id": one.id, **asdict(one)} for one in made],
        )

    return work


def settle(one: Notification) -> Callable[[Connection], None]:
    """Work for the recorder: how it stands after an attempt. What is over stays over."""

    def work(connection: Connection) -> None:
        connection.execute(
            update(notifications)
            .where(notifications.c.id == one.id, notifications.c.state.in_(OPEN))
            .values(state=one.state, attempts=one.attempts, next_at=one.next_at, detail=one.detail)
        )

    return work


def waiting(connection: Connection) -> list[Notification]:
    """What is neither sent nor given up, oldest first."""
    query = select(notifications).where(notifications.c.state.in_(OPEN))
    return [_read(row) for row in connection.execute(query.order_by(notifications.c.at))]


def newest(connection: Connection, limit: int, alarm: str | None = None) -> list[Notification]:
    """Newest first; those about one alarm if it is given."""
    query = select(notifications).order_by(notifications.c.at.desc(), notifications.c.id)
    if alarm is not None:
        query = query.where(notifications.c.alarm == alarm)
    return [_read(row) for row in connection.execute(query.limit(limit))]


def _read(row: Row[tuple[object, ...]]) -> Notification:
    values = row._asdict()
    del values["id"]
    return Notification(**{**values, "state": State(values["state"])})
