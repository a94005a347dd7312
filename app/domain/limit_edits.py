"""Limits that somebody set for one session only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain import bodies
from app.domain.bodies import Body


@dataclass(frozen=True, slots=True)
class LimitEdit:
    """`value` in the unit of the rule's vital, since `at`; None: as the protocol says again."""

    rule: str
    value: float | None
    by: str
    at: int


Edits = Mapping[str, LimitEdit]
"""Those in force, by rule; none of them without a value."""


def read(body: Body, command: str, by: str, at: int) -> LimitEdit:
    """`body`: rule, value (or null). Raises BadCommand."""
    rule = bodies.text(body, command, "rule")
    return LimitEdit(rule, bodies.optional_number(body, command, "value"), by, at)


def in_force(edits: Iterable[LimitEdit], at: int) -> Edits:
    """Of all edits of a session those that stood at `at`."""
    newest = {edit.rule: edit for edit in edits if edit.at <= at}
    return {rule: edit for rule, edit in newest.items() if edit.value is not None}
