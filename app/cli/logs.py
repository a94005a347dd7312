"""Session logs on the command line: export, judge, rebuild."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from app.alarms.rules import Protocol
from app.cli.data import directory, opened
from app.cli.failure import Failure
from app.cli.parser import Commands, add
from app.export import log
from app.monitoring.rebuild import rebuild
from app.protocols import loader
from app.replay.judged import judge
from app.settings import Settings
from app.store.migrate import lock


def register(commands: Commands) -> None:
    export = add(commands, "export", run_export, help="write a session as a file")
    export.add_argument("session", metavar="SESSION")
    export.add_argument("--format", choices=["log"], required=True)
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="else stdout")
    export.add_argument(
        "--identified", action="store_true", help="with the patient's identity and free text"
    )
    judging = add(commands, "judge", run_judge, help="fold a log again and print its transitions")
    judging.add_argument("files", type=Path, nargs="+", metavar="FILE")
    judging.add_argument("--protocol", metavar="P", help="a shipped protocol's name, or a file")
    add(commands, "rebuild", run_rebuild, help="make the derived tables anew from the record log")


def run_export(arguments: argparse.Namespace) -> None:
    with opened(arguments) as database, database.reading() as connection:
        lines = log.lines(connection, arguments.session, identified=arguments.identified)
        with _output(arguments.output) as out:
            out.writelines(f"{line}\n" for line in lines)


def run_judge(arguments: argparse.Namespace) -> None:
    """Exits 1 if recorded transitions differ from what their log's own protocol makes.

    Every file is judged, also after one that differs.
    """
    protocol = None if arguments.protocol is None else _protocol(arguments.protocol)
    differing = [str(file) for file in arguments.files if not _same_again(file, protocol)]
    if differing:
        raise Failure(
            f"{', '.join(differing)}: the judge does not make the recorded transitions again"
        )


def _same_again(file: Path, protocol: Protocol | None) -> bool:
    try:
        with file.open(encoding="utf-8", newline="\n") as text:
            found = judge(text, protocol)
    except OSError as error:
        raise Failure(f"{file}: {error.strerror}") from None
    for transition in found.made:
        print(transition)
    if protocol is not None or found.made == found.recorded:
        return True
    print(f"{file}: the recorded transitions differ:", file=sys.stderr)
    for difference in found.difference():
        print(difference, file=sys.stderr)
    return False


def run_rebuild(arguments: argparse.Namespace) -> None:
    settings = Settings(data=directory(arguments))
    with lock(settings.lock), opened(arguments) as database:
        count = rebuild(database, _progress)
    print(f"rebuilt from {count} logs")


def _protocol(named: str) -> Protocol:
    if named in loader.names():
        return loader.load(named)
    try:
        return loader.read(Path(named).read_text(encoding="utf-8"))
    except OSError as error:
        raise Failure(f"{named}: {error.strerror}; shipped: {', '.join(loader.names())}") from None


@contextmanager
def _output(file: Path | None) -> Iterator[TextIO]:
    if file is None:
        yield sys.stdout
        return
    with file.open("w", encoding="utf-8", newline="\n") as out:
        yield out


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {of} logs", end="\n" if done == of else "", file=sys.stderr)
