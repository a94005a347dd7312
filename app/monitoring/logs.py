"""New logs: their numbers, their names and their first lines."""

from dataclasses import dataclass

from app.alarms.engine import Engine
from app.alarms.rules import Protocol
from app.monitoring.scope import Scope
from app.store.records import Log
from app.wire.log import ENGINE, VERSION

SERVER = "server"


@dataclass(slots=True)
class Logs:
    """`last` is the highest log id in use; ids are given out here: nothing waits for them."""

    last: int
    protocol: Protocol  # what judges beds without a session, and the server

    def session(self, session: str, bed: str, protocol: Protocol, at: int) -> Scope:
        return self._open("session", session, session, bed, protocol, at)

    def bed(self, bed: str, at: int) -> Scope:
        """The time of a bed between two sessions."""
        return self._open("bed", None, bed, bed, self.protocol, at)

    def monitor(self, monitor: str, at: int) -> Scope:
        """What a monitor sends while it belongs to no bed: kept, shown under nobody."""
        return self._open("monitor", None, f"monitor-{monitor}", None, self.protocol, at)

    def following(self, log: Log, at: int) -> Scope:
        """The next log of the same bed, monitor or server, outside sessions."""
        return self._open(log.kind, None, log.name.rpartition("~")[0], log.bed, self.protocol, at)

    def server(self, at: int) -> Scope:
        return self._open("server", None, SERVER, None, self.protocol, at)

    def _open(
        self,
        kind: str,
        session: str | None,
        name: str,
        bed: str | None,
        protocol: Protocol,
        at: int,
    ) -> Scope:
        self.last += 1
        name = name if session else f"{name}~{self.last}"
        header = {
            "vigil": VERSION,
            "engine": ENGINE,
            "session": session,
            "bed": bed,
            "scope": name,
            "protocol": dict(protocol.source),
        }
        log = Log(self.last, name, kind, bed, header, at, None)
        return Scope(log, Engine(name, bed, protocol))
