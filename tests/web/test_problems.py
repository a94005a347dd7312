"""Every refusal of every room has a status, and the table names nothing that nobody raises."""

from collections.abc import Iterator

import pytest

import app.main  # every room is imported, so that its refusals are known
from app.auth.refusals import Denied
from app.domain import errors as domain
from app.store import refusals as store
from app.web import problems
from app.web.body import BadRequest

assert app.main

# Refusals that are only ever told over a socket, as the code of a result.
SOCKET_ONLY = {"unknown_command", "no_station"}
# The framework's own refusals, and what is written where it happens.
WITHOUT_A_CLASS = {"invalid", "method_not_allowed", "internal"}


def family(root: type[Exception]) -> Iterator[type[Exception]]:
    for child in root.__subclasses__():
        yield child
        yield from family(child)


CODES = {
    str(kind.__dict__["code"])
    for root in (domain.Refusal, store.Refusal, Denied, BadRequest)
    for kind in family(root)
    if "code" in kind.__dict__
}


@pytest.mark.parametrize("code", sorted(CODES - SOCKET_ONLY))
def test_a_refusal_has_a_status(code: str) -> None:
    assert 400 <= problems.STATUS[code] <= 503


def test_the_table_names_nothing_else() -> None:
    assert problems.STATUS.keys() - CODES <= WITHOUT_A_CLASS
