"""The judge of one bed (or of the server itself): inputs go in, transitions come out."""

from app.alarms.condition import Alarm, Transition
from app.alarms.inputs import CommandInput, Input
from app.alarms.rules import LimitInForce, LimitSpan, Protocol
from app.domain.infusion import InfusionSession
from app.domain.latest import LatestVitals
from app.domain.trends import Trends


class Engine:
    """Judges one log. `scope` is the session's id, the bed's, or "server".

    Deterministic, without I/O and without a clock.
    """

    def __init__(
        self,
        scope: str,
        bed: str | None,
        protocol: Protocol,
        session: InfusionSession | None = None,
    ) -> None:
        self.scope = scope
        self.bed = bed
        self.protocol = protocol
        self.session = session
        self.latest = LatestVitals()
        self.trends = Trends()

    def take(self, given: Input) -> list[Transition]:
        """Fires the deadlines earlier than the input, then judges it.

        Raises a `domain.errors.Refusal` for a command that `refuse` would have refused.
        """
        raise NotImplementedError

    def fire(self, now: int) -> list[Transition]:
        """Fires the deadlines strictly earlier than `now`, each stamped with its own instant."""
        raise NotImplementedError

    def next_deadline(self) -> int | None:
        raise NotImplementedError

    def refuse(self, command: CommandInput, revision: int | None = None) -> None:
        """Raises a `domain.errors.Refusal` if the command may not be taken now; changes nothing.

        `revision` is what the caller saw: of the session, or for acknowledge of the alarm.
        """
        raise NotImplementedError

    def open_alarms(self, pending: bool = False) -> list[Alarm]:
        """The alarms that are not normal; pending ones only when asked for."""
        raise NotImplementedError

    def limits(self) -> list[LimitInForce]:
        raise NotImplementedError

    def limit_history(self) -> list[LimitSpan]:
        raise NotImplementedError
