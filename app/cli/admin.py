"""Users, tokens, beds and monitors: what an administrator sets up, also beside a running server."""

import argparse
import getpass
import sys
from collections.abc import Iterable, Sequence

from app.auth import passwords, tokens
from app.auth.roles import Role
from app.cli.data import opened
from app.cli.failure import Failure
from app.cli.parser import Commands, add, add_family, positive
from app.clock import SystemClock
from app.store import directory, users
from app.store import tokens as stored_tokens

DAY_MS = 24 * 3600 * 1000


def register(commands: Commands) -> None:
    _register_users(add_family(commands, "user", help="the people who may sign in"))
    _register_tokens(add_family(commands, "token", help="tokens for programs and walls"))
    _register_beds(add_family(commands, "bed", help="the places where patients are"))
    _register_monitors(add_family(commands, "monitor", help="the devices that send vitals"))


# --- users ---


def _register_users(verbs: Commands) -> None:
    command = add(verbs, "add", user_add, help="add a user")
    command.add_argument("name", metavar="NAME")
    _takes_role(command, [role for role in Role if role is not Role.WALL])  # no person is a wall
    _takes_password(command)
    add(verbs, "list", user_list, help="list the users")
    command = add(verbs, "disable", user_disable, help="end a user's sign-ins, for good")
    command.add_argument("name", metavar="NAME")
    command = add(verbs, "password", user_password, help="give a user a new password")
    command.add_argument("name", metavar="NAME")
    _takes_password(command)


def user_add(arguments: argparse.Namespace) -> None:
    password = _password(arguments)
    passwords.check(password, arguments.name)
    with opened(arguments) as database, database.writing() as connection:
        users.add(
            connection,
            _now(),
            _who(),
            arguments.name,
            arguments.role,
            passwords.hashed(password),
        )
    print(f"added user {arguments.name}, {arguments.role}")


def user_list(arguments: argparse.Namespace) -> None:
    with opened(arguments) as database, database.reading() as connection:
        found = users.every(connection)
    _table((user.name, user.role, "disabled" if user.disabled_at else "") for user in found)


def user_disable(arguments: argparse.Namespace) -> None:
    with opened(arguments) as database, database.writing() as connection:
        users.disable(connection, _now(), _who(), arguments.name)
    print(f"disabled user {arguments.name}")


def user_password(arguments: argparse.Namespace) -> None:
    password = _password(arguments)
    passwords.check(password, arguments.name)
    hashed = passwords.hashed(password)
    with opened(arguments) as database, database.writing() as connection:
        users.set_password(connection, _now(), _who(), arguments.name, hashed)
    print(f"changed the password of {arguments.name}")


def _takes_password(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )


def _password(arguments: argparse.Namespace) -> str:
    """One line; asked for twice when a person types it."""
    if arguments.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Failure("say --password-stdin to read the password from standard input")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        raise Failure("the two passwords differ")
    return password


# --- tokens ---


def _register_tokens(verbs: Commands) -> None:
    command = add(verbs, "add", token_add, help="add a token and print it, once")
    _takes_role(command, list(Role))
    command.add_argument("--days", type=positive, help="valid for so long (else until revoked)")
    command.add_argument("--label", default="", help="what it is for")
    add(verbs, "list", token_list, help="list the tokens, without their secrets")
    command = add(verbs, "revoke", token_revoke, help="make a token void")
    command.add_argument("id", metavar="ID")


def token_add(arguments: argparse.Namespace) -> None:
    secret, now = tokens.new(tokens.Kind.API), _now()
    with opened(arguments) as database, database.writing() as connection:
        stored_tokens.add(
            connection,
            now,
            _who(),
            id=tokens.new_id(),
            hash=tokens.digest(secret),
            role=arguments.role,
            label=arguments.label,
            expires_at=now + arguments.days * DAY_MS if arguments.days else None,
        )
    print(secret)


def token_list(arguments: argparse.Namespace) -> None:
    now = _now()
    with opened(arguments) as database, database.reading() as connection:
        found = stored_tokens.every(connection)
    _table(
        (token.id, token.role, "usable" if token.usable(now) else "void", token.label)
        for token in found
    )


def token_revoke(arguments: argparse.Namespace) -> None:
    with opened(arguments) as database, database.writing() as connection:
        stored_tokens.revoke(connection, _now(), _who(), arguments.id)
    print(f"revoked token {arguments.id}")


# --- beds ---


def _register_beds(verbs: Commands) -> None:
    command = add(verbs, "add", bed_add, help="add a bed")
    command.add_argument("id", metavar="ID")
    command.add_argument("--label", help="what screens call it (else its id)")
    add(verbs, "list", bed_list, help="list the beds and their monitors")


def bed_add(arguments: argparse.Namespace) -> None:
    label = arguments.id if arguments.label is None else arguments.label
    with opened(arguments) as database, database.writing() as connection:
        directory.add_bed(connection, _now(), _who(), arguments.id, label)
    print(f"added bed {arguments.id}")


def bed_list(arguments: argparse.Namespace) -> None:
    with opened(arguments) as database, database.reading() as connection:
        found = [
            (bed.id, bed.label, directory.monitor_at(connection, bed.id) or "")
            for bed in directory.every_bed(connection)
        ]
    _table(found)


# --- monitors ---


def _register_monitors(verbs: Commands) -> None:
    command = add(verbs, "add", monitor_add, help="add a monitor and print its token, once")
    command.add_argument("id", metavar="ID")
    command.add_argument("--bed", metavar="BED", help="put it there; a new bed is added")
    add(verbs, "list", monitor_list, help="list the monitors and their beds")
    command = add(verbs, "revoke", monitor_revoke, help="make a monitor's token void")
    command.add_argument("id", metavar="ID")
    command = add(verbs, "bind", monitor_bind, help="put a monitor at a bed")
    command.add_argument("id", metavar="ID")
    command.add_argument("bed", metavar="BED")


def monitor_add(arguments: argparse.Namespace) -> None:
    secret = tokens.new(tokens.Kind.MONITOR)
    with opened(arguments) as database, database.writing() as connection:
        directory.add_monitor(
            connection, _now(), _who(), arguments.id, tokens.digest(secret), arguments.bed
        )
    print(secret)


def monitor_list(arguments: argparse.Namespace) -> None:
    with opened(arguments) as database, database.reading() as connection:
        found = directory.every_monitor(connection)
    _table((m.id, m.bed or "", "revoked" if m.revoked_at else "") for m in found)


def monitor_revoke(arguments: argparse.Namespace) -> None:
    with opened(arguments) as database, database.writing() as connection:
        directory.revoke(connection, _now(), _who(), arguments.id)
    print(f"revoked monitor {arguments.id}")


def monitor_bind(arguments: argparse.Namespace) -> None:
    with opened(arguments) as database, database.writing() as connection:
        directory.bind(connection, _now(), _who(), arguments.id, arguments.bed)
    print(f"monitor {arguments.id} is at bed {arguments.bed}")


# --- all ---


def _takes_role(command: argparse.ArgumentParser, roles: Sequence[Role]) -> None:
    words = [role.value for role in roles]
    command.add_argument(
        "--role", required=True, choices=words, metavar="ROLE", help=", ".join(words)
    )


def _now() -> int:
    return SystemClock().wall()


def _who() -> str:
    """For the audit trail: the account on this machine."""
    try:
        return f"command line ({getpass.getuser()})"
    except (KeyError, OSError):  # a container may have no name for its user
        return "command line"


def _table(rows: Iterable[tuple[str, ...]]) -> None:
    """Columns separated by tabs, for people and for `cut`."""
    for row in rows:
        print("\t".join(row))
