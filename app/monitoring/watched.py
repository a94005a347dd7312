"""What is watched: the beds, and the server itself; and what has been announced of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.alarms.audible import calls
from app.alarms.condition import Alarm
from app.domain.infusion import InfusionSession
from app.monitoring.monitors import Monitor
from app.monitoring.scope import Scope
from app.wire.screen import PatientView

# Who is called at each step of an escalation: the body of the fact.
OnDuty = Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Shown:
    """What screens know: it follows the judge by the time a commit takes, never by more."""

    session: InfusionSession | None = None
    alarms: dict[str, Alarm] = field(default_factory=dict)
    unrecorded: dict[str, Alarm] = field(default_factory=dict)  # as announced last, unsaved
    change: int = 0


class Watched:
    """The server, a monitor without a bed (`bed` None for both), or a bed.

    `order` names the queue in which its announcements keep their order.
    """

    def __init__(self, order: str, scope: Scope) -> None:
        self.order = order
        self.scope = scope
        self.shown = Shown()
        self._calling: set[str] = set()

    @property
    def bed(self) -> str | None:
        return None

    def begins_to_call(self, alarms: Iterable[Alarm]) -> bool:
        """Whether one of these alarms, as the judge has them now, calls and did not before."""
        session = self.scope.engine.session
        phase = None if session is None else session.phase
        began = False
        for alarm in alarms:
            if calls(alarm, phase):
                began = began or alarm.id not in self._calling
                self._calling.add(alarm.id)
            else:
                self._calling.discard(alarm.id)
        return began


class Bed(Watched):
    def __init__(self, ident: str, label: str, scope: Scope) -> None:
        super().__init__(f"bed:{ident}", scope)
        self.id = ident
        self.label = label
        self.monitor: Monitor | None = None
        self.patient: PatientView | None = None  # of the running session
        self.watching = 0  # armed, visible walls and desks that show it

    @property
    def bed(self) -> str | None:
        return self.id

    @property
    def session(self) -> InfusionSession | None:
        """The running session as the judge has it (screens may be a commit behind)."""
        return self.scope.engine.session
