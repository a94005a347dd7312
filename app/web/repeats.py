"""Requests with an Idempotency-Key: what is being answered now, and what was answered before.

Only what took effect is remembered; a refused request changed nothing and may be tried again.
"""

import asyncio
from dataclasses import dataclass
from weakref import WeakValueDictionary

from app.store import idempotency
from app.store.durable import Connection
from app.store.idempotency import Answer


class Repeats:
    """One lock a key: a repeat that comes before the first answer waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        # Commands that were taken but waited too long for the disk: they will be recorded, so
        # their repeats must not be taken as new ones.
        self.unsettled: set[tuple[str, str]] = set()

    def of(self, principal: str, key: str) -> asyncio.Lock:
        return self._locks.setdefault((principal, key), asyncio.Lock())


@dataclass(slots=True)
class Once:
    """One request with a key. A command keeps its answer in its own transaction, so that no
    crash can part the two; what has not kept one when it is answered is kept then."""

    principal: str
    key: str
    digest: str
    kept: bool = False

    def find(self, connection: Connection) -> Answer | None:
        """The answer given before; raises KeyReused."""
        return idempotency.find(connection, self.principal, self.key, self.digest)

    def keep(self, connection: Connection, at: int, answer: Answer) -> None:
        """`at` is real time. Runs in the recorder; running it again changes nothing."""
        idempotency.keep(connection, at, self.principal, self.key, self.digest, answer)
        self.kept = True
