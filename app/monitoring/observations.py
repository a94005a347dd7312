"""What people see and do at the chair and enter: kept as facts, which the judge looks at too."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from app.alarms.inputs import Fact
from app.domain import checklist
from app.domain.scales import Assessment
from app.monitoring.commands import Keep
from app.monitoring.entering import Entering, Entry
from app.monitoring.pipeline import Pipeline, take_fact
from app.monitoring.watched import Bed
from app.wire import screen as wire

SYMPTOMS = ("headache", "vision", "chest_pain", "neuro_sign")
"""Those that make a high pressure an emergency (clinical C4)."""


@dataclass(frozen=True, slots=True)
class Observed:
    """One thing. `private` is free text, kept as a commitment."""

    fact: Fact
    body: Mapping[str, object]
    private: Mapping[str, Any] = field(default_factory=dict)


def score(taken: Assessment) -> list[Observed]:
    """The patient's score on a scale, or why there is none; it stands until the next one."""
    body: dict[str, object] = {"scale": taken.scale, "score": taken.score}
    if taken.items:
        body["items"] = dict(taken.items)
    if taken.not_assessed is None:
        return [Observed(Fact.SCORE, body)]
    return [Observed(Fact.SCORE, body, {"not_assessed": taken.not_assessed})]


def event(kind: str, text: str | None = None) -> list[Observed]:
    """That it happened; a symptom counts until `none` of them is told."""
    private = {} if text is None else {"text": text}
    if kind == "none":
        nothing = [{"symptom": each, "present": False} for each in SYMPTOMS]
        return [Observed(Fact.SYMPTOM, body, private) for body in nothing]
    if kind in SYMPTOMS:
        return [Observed(Fact.SYMPTOM, {"symptom": kind, "present": True}, private)]
    return [Observed(Fact.EVENT, {"kind": kind}, private)]


def medication(drug: str, dose: float, unit: str, route: str) -> list[Observed]:
    body = {"drug": drug, "dose": dose, "unit": unit, "route": route}
    return [Observed(Fact.MEDICATION, body)]


def answers(given: Mapping[str, str]) -> list[Observed]:
    """Of questions, by their id."""
    return [Observed(Fact.ANSWER, {"item": item, "answer": each}) for item, each in given.items()]


def asked(given: Mapping[str, str]) -> Callable[[Bed], None]:
    """Refuses what the session's protocol does not ask, or an answer it does not offer."""

    def check(bed: Bed) -> None:
        for item, each in given.items():
            checklist.read(bed.scope.engine.protocol.regimen.checklist, item, each)

    return check


class Observations:
    def __init__(self, pipeline: Pipeline, entering: Entering) -> None:
        self._pipeline = pipeline
        self._entering = entering

    async def enter(
        self,
        ident: str,
        entry: Entry,
        observed: Sequence[Observed],
        keep: Keep | None = None,
        check: Callable[[Bed], None] | None = None,
    ) -> wire.Session:
        """On disk, and judged, when this returns the session as it stands. Raises what `Entering`
        or `check` raises."""
        begun = self._entering.begin(ident, entry, check)
        for one in observed:
            body = {**one.body, "by": entry.by, "happened_at": begun.happened_at}
            take_fact(begun.draft, one.fact, body, one.private)
        tell = partial(self._pipeline.session_changed, begun.bed)
        return await self._entering.finish(begun, keep, tell)
