"""One log being written: its chain, the judge its inputs are folded into, its unsealed minutes."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from app.alarms.engine import Engine
from app.store.chunks import Tail
from app.store.recorder import RecordRow
from app.store.records import Log
from app.wire.log import line, link


class Scope:
    """A session, a bed between sessions, a monitor without a bed, or the server itself."""

    def __init__(self, log: Log, engine: Engine, n: int = 0, digest: str = "") -> None:
        self.log = log
        self.engine = engine
        self.n = n
        self.digest = digest
        self.tail = Tail()

    def number(
        self,
        at: int,
        kind: str,
        content: Struct | Mapping[str, Any],
        boot: int | None = None,
        seq: int | None = None,
    ) -> RecordRow:
        """The next record of this log: numbered and chained, ready to be written."""
        self.n += 1
        body = line(self.n, at, kind, content)
        self.digest = link(self.digest, body)
        return (self.log.id, self.n, at, kind, body, self.digest, boot, seq)
