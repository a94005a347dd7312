"""What people see at the chair and enter: scores and symptoms, which the judge looks at too."""

from collections.abc import Mapping, Sequence

from app.alarms.inputs import Fact
from app.monitoring.commands import Keep
from app.monitoring.entering import Entering, Entry
from app.monitoring.pipeline import take_fact
from app.wire import screen as wire

SYMPTOMS = ("headache", "vision", "chest_pain", "neuro_sign")
"""Those that make a high pressure an emergency (clinical C4)."""


def score(scale: str, value: int) -> list[Mapping[str, object]]:
    """The patient's score on a scale; it stands until the next one."""
    return [{"scale": scale, "score": value}]


def symptom(kind: str | None) -> list[Mapping[str, object]]:
    """That one is there; None: that none of them is."""
    if kind is None:
        return [{"symptom": each, "present": False} for each in SYMPTOMS]
    return [{"symptom": kind, "present": True}]


class Observations:
    def __init__(self, entering: Entering) -> None:
        self._entering = entering

    async def enter(
        self,
        ident: str,
        entry: Entry,
        fact: Fact,
        observed: Sequence[Mapping[str, object]],
        keep: Keep | None = None,
    ) -> wire.Session:
        """On disk, and judged, when this returns the session as it stands. Raises what `Entering`
        raises."""
        begun = self._entering.begin(ident, entry)
        for one in observed:
            body = {**one, "by": entry.by, "happened_at": begun.happened_at}
            take_fact(begun.draft, fact, body)
        return await self._entering.finish(begun, keep)
