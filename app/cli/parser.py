"""How commands are declared: errors are one line, `--data` is everywhere."""

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

Run = Callable[[argparse.Namespace], None]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage above it; exits 2."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (--help says more)\n")


# The typing stubs make the class of `add_subparsers` generic, but it is private.
Commands = Any


def add(commands: Commands, name: str, run: Run, *, help: str) -> argparse.ArgumentParser:
    """Adds the command `name`; `run` is called with its arguments."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=help, description=help)
    takes_data(command, default=argparse.SUPPRESS)  # keeps a --data given before the command
    command.set_defaults(run=run)
    return command


def add_family(commands: Commands, name: str, *, help: str) -> Commands:
    """Adds a noun; its verbs are added to what is returned."""
    family = commands.add_parser(name, help=help, description=help)
    return family.add_subparsers(metavar="VERB", required=True)


def takes_data(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--data",
        metavar="DIR",
        default=default,
        help="where everything is kept (else VIGIL_DATA, else the platform's data directory)",
    )


def positive(text: str) -> int:
    """An argument that counts something."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
