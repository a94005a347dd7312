"""Protocol files on the command line: check one, print the schema of all."""

import argparse
from pathlib import Path

from app.cli.failure import Failure
from app.cli.parser import Commands, add, add_family
from app.protocols import check, json_schema, loader


def register(commands: Commands) -> None:
    family = add_family(commands, "protocol", help="clinical protocol files")
    checking = add(family, "check", run_check, help="what is wrong with a file, and how late it is")
    checking.add_argument("file", metavar="FILE", help="a file, or a shipped protocol's name")
    add(family, "schema", run_schema, help="print the JSON Schema of protocol files")


def run_check(arguments: argparse.Namespace) -> None:
    """Prints every complaint and exits 1, or the notes and the table of worst cases."""
    protocol, complaints = loader.examine(_text(arguments.file))
    for key, reason in complaints:
        print(f"{key}: {reason}")
    if complaints:
        found = f"{len(complaints)} complaint{'s' if len(complaints) > 1 else ''}"
        raise Failure(f"{arguments.file}: {found}")
    for note in check.notes(protocol):
        print(f"note: {note}")
    print(f"{protocol.name} {protocol.version}: {len(protocol.rules)} rules, no complaint")
    rows = [check.HEADINGS, *check.table(protocol)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(check.HEADINGS))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def run_schema(arguments: argparse.Namespace) -> None:
    print(json_schema.text(), end="")


def _text(named: str) -> str:
    if named in loader.names():
        return loader.text_of(named)
    try:
        return Path(named).read_text(encoding="utf-8")
    except OSError as error:
        raise Failure(f"{named}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Failure(f"{named}: is not UTF-8") from None
