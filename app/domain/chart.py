"""What people entered in one session besides its commands: scores, answers, events, drugs.

Instants are when it happened, in ms since the epoch; of two entries about one thing the one that
happened later stands, at a tie the one entered later.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from app.domain.checklist import Given


class _Dated(Protocol):
    @property
    def at(self) -> int: ...


D = TypeVar("D", bound=_Dated)


@dataclass(frozen=True, slots=True)
class Taken:
    """A scale. `score` is None where it could not be assessed."""

    scale: str
    score: int | None
    at: int
    by: str


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, by its kind: `vomiting`, `headache`…"""

    kind: str
    at: int
    by: str


@dataclass(slots=True)
class Chart:
    """`taken` and `happened` in the order in which they were entered, `answers` by question."""

    taken: list[Taken] = field(default_factory=list)
    happened: list[Happened] = field(default_factory=list)
    answers: dict[str, Given] = field(default_factory=dict)

    def answer(self, question: str, given: Given) -> None:
        before = self.answers.get(question)
        if before is None or before.at <= given.at:
            self.answers[question] = given

    def newest(self) -> list[Taken]:
        """The last one of each scale, in the order in which they were first taken."""
        scales = dict.fromkeys(taken.scale for taken in self.taken)
        return [found for scale in scales if (found := self.score(scale)) is not None]

    def score(self, scale: str) -> Taken | None:
        return latest(taken for taken in self.taken if taken.scale == scale)


def latest(entries: Iterable[D]) -> D | None:
    found: D | None = None
    for entry in entries:
        if found is None or entry.at >= found.at:
            found = entry
    return found
