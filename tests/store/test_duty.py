"""The duty roster: appended, checked against the users, and true of who may sign in today."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from app.domain.errors import StaleRevision
from app.store import audit, directory, duty, users
from app.store.database import Database
from app.store.duty import Contact, Roster
from app.store.refusals import UnfitForDuty, UnknownUser

USERS = {"anna": "nurse", "carl": "charge_nurse", "dora": "clinician", "adam": "administrator"}
EVERY_STEP = Roster(
    nurse=(Contact("anna"),),
    charge_nurse=(Contact("carl"), Contact("anna")),
    prescriber=(Contact("dora", "dora@clinic.example"),),
)


@pytest.fixture
def people(database: Database) -> Database:
    with database.writing() as connection:
        for name, role in USERS.items():
            users.add(connection, 1, "test", name, role, "hash")
    return database


def put(connection: Connection, roster: Roster) -> Roster:
    return duty.put(connection, 2, "carl", roster)


def test_nobody_is_on_duty_at_first(database: Database) -> None:
    with database.reading() as connection:
        assert duty.current(connection) == Roster(0, (), (), ())


def test_the_newest_roster_counts_and_the_older_stays(people: Database) -> None:
    with people.writing() as connection:
        version = directory.version(connection)
        first = put(connection, EVERY_STEP)
        alone = put(connection, Roster(first.revision, nurse=(Contact("ANNA"),)))
        assert (first.revision, alone.revision) == (1, 2)
        assert alone.names == {"nurse": ["anna"], "charge_nurse": [], "prescriber": []}
        assert duty.current(connection) == alone
        assert directory.version(connection) == version + 2
        assert connection.execute(text("SELECT revision FROM duty")).scalars().all() == [1, 2]
        last = audit.entries(connection)[-1]
    assert (last.what, last.who, last.detail["names"]) == ("duty_changed", "carl", alone.names)
    assert "clinic.example" not in str(last)


def test_who_saw_an_older_roster_is_told(people: Database) -> None:
    with people.writing() as connection:
        put(connection, EVERY_STEP)
        with pytest.raises(StaleRevision) as refused:
            put(connection, EVERY_STEP)
    assert refused.value.current == 1


@pytest.mark.parametrize(
    ("roster", "refusal"),
    [
        (Roster(nurse=(Contact("nobody"),)), UnknownUser),
        (Roster(nurse=(Contact("dora"),)), UnfitForDuty),
        (Roster(charge_nurse=(Contact("adam"),)), UnfitForDuty),
        (Roster(prescriber=(Contact("carl"),)), UnfitForDuty),
        (Roster(nurse=(Contact("anna"), Contact("Anna"))), UnfitForDuty),
    ],
)
def test_who_cannot_be_called(people: Database, roster: Roster, refusal: type[Exception]) -> None:
    with people.writing() as connection:
        with pytest.raises(refusal):
            put(connection, roster)
        assert duty.current(connection).revision == 0


def test_who_is_disabled_is_off_duty(people: Database) -> None:
    with people.writing() as connection:
        put(connection, EVERY_STEP)
        users.disable(connection, 3, "adam", "dora")
        assert duty.current(connection).names == {
            "nurse": ["anna"],
            "charge_nurse": ["carl", "anna"],
            "prescriber": [],
        }
        with pytest.raises(UnfitForDuty):
            put(connection, Roster(1, prescriber=(Contact("dora"),)))


@pytest.mark.parametrize("change", ["UPDATE duty SET who = 'x'", "DELETE FROM duty"])
def test_a_roster_that_was_is_not_rewritten(people: Database, change: str) -> None:
    with people.writing() as connection:
        put(connection, EVERY_STEP)
    with pytest.raises(DatabaseError, match="append-only"), people.writing() as connection:
        connection.execute(text(change))
