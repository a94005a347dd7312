"""Who is called at each step of an escalation: rows are appended, the newest counts.

Only people who may sign in, in a role that fits, are on duty: whoever is disabled afterwards is
off duty with that, and the step that is empty then is an alarm.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType

from sqlalchemy import Connection, insert, select

from app.alarms.condition import Step
from app.domain.errors import StaleRevision
from app.store import audit, users
from app.store.refusals import UnfitForDuty, UnknownUser
from app.store.tables import duty
from app.store.users import User

FITTING: Mapping[Step, frozenset[str]] = MappingProxyType(
    {
        Step.NURSE: frozenset({"nurse", "charge_nurse"}),
        Step.CHARGE_NURSE: frozenset({"charge_nurse", "nurse"}),
        Step.PRESCRIBER: frozenset({"clinician"}),
    }
)


@dataclass(frozen=True, slots=True)
class Contact:
    """A user, and where to write to; the address is for the e-mail channel only."""

    name: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """`revision` 0: none was ever set."""

    revision: int = 0
    nurse: tuple[Contact, ...] = ()
    charge_nurse: tuple[Contact, ...] = ()
    prescriber: tuple[Contact, ...] = ()

    def of(self, step: Step) -> tuple[Contact, ...]:
        found: tuple[Contact, ...] = getattr(self, step.value)
        return found

    @property
    def names(self) -> dict[str, list[str]]:
        """Who is called at each step: the body of the fact, without addresses."""
        return {step.value: [contact.name for contact in self.of(step)] for step in Step}


def current(connection: Connection) -> Roster:
    """The roster in force, without those who may not sign in any more."""
    row = connection.execute(select(duty).order_by(duty.c.revision.desc()).limit(1)).first()
    if row is None:
        return Roster()
    set_as = json.loads(row.body)
    steps = {step.value: _still(connection, step, set_as[step.value]) for step in Step}
    return Roster(row.revision, **steps)


def put(connection: Connection, at: int, who: str, asked: Roster) -> Roster:
    """Makes `asked` the roster; its revision is the one the caller saw. `at` is real time.

    Raises StaleRevision, UnknownUser, UnfitForDuty.
    """
    before = current(connection)
    if asked.revision != before.revision:
        raise StaleRevision("the duty roster", asked.revision, before.revision)
    steps = {step.value: _checked(connection, step, asked.of(step)) for step in Step}
    roster = replace(asked, revision=before.revision + 1, **steps)
    body = {step.value: [asdict(contact) for contact in roster.of(step)] for step in Step}
    connection.execute(
        insert(duty).values(revision=roster.revision, at=at, who=who, body=json.dumps(body))
    )
    audit.append(
        connection,
        at,
        who,
        "duty_changed",
        str(roster.revision),
        names=roster.names,
        before=before.names,
    )
    return roster


def _still(
    connection: Connection, step: Step, listed: Iterable[Mapping[str, str]]
) -> tuple[Contact, ...]:
    """Those of them who can still be called."""
    contacts = (Contact(**entry) for entry in listed)
    return tuple(one for one in contacts if _fits(users.find(connection, one.name), step))


def _checked(
    connection: Connection, step: Step, contacts: Iterable[Contact]
) -> tuple[Contact, ...]:
    """The contacts by the names as they were given to the users."""
    checked: dict[str, Contact] = {}
    for contact in contacts:
        user = users.find(connection, contact.name)
        if user is None:
            raise UnknownUser(contact.name)
        if not _fits(user, step):
            role = user.role if user.disabled_at is None else "disabled"
            raise UnfitForDuty(user.name, step, f"is {role}")
        if user.name in checked:
            raise UnfitForDuty(user.name, step, "is named twice")
        checked[user.name] = replace(contact, name=user.name)
    return tuple(checked.values())


def _fits(user: User | None, step: Step) -> bool:
    return user is not None and user.disabled_at is None and user.role in FITTING[step]
