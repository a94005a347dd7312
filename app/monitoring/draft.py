"""One input on its way into the log: its rows in their order, and the transitions it made."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from app.alarms.condition import Transition
from app.alarms.inputs import Input
from app.monitoring import derived
from app.monitoring.scope import Scope
from app.store import alarms
from app.store.recorder import Entry
from app.wire.log import members


class Draft:
    """Begun at instant `at`: deadlines that were due before it have fired and come first."""

    def __init__(self, scope: Scope, at: int, entry: Entry | None = None) -> None:
        self.scope = scope
        self.at = at
        self.entry = Entry() if entry is None else entry
        self.transitions: list[Transition] = []
        self._note(scope.fire(at))

    def take(
        self,
        kind: str,
        content: Struct | Mapping[str, Any],
        judged: Input | None,
        boot: int | None = None,
        seq: int | None = None,
    ) -> int:
        """Numbers the record, then judges it; returns its n."""
        row = self.scope.number(self.at, kind, content, boot, seq)
        self.entry.records.append(row)
        if judged is not None:
            self._note(self.scope.judge(judged))
        return row[1]

    def finish(self) -> Entry:
        """The entry for the recorder, with the derived rows of the alarms that changed."""
        rows = derived.alarm_rows(self.transitions)
        if rows:
            self.entry.work.append(alarms.keep(self.scope.log.id, rows))
        return self.entry

    def _note(self, transitions: list[Transition]) -> None:
        for transition in transitions:
            row = self.scope.number(transition.at, "transition", members(transition))
            self.entry.records.append(row)
            self.transitions.append(transition)
