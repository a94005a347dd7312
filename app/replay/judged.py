"""A log folded again: the transitions that the judge makes of it, beside the recorded ones."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.alarms.condition import Transition
from app.alarms.engine import Engine
from app.alarms.rules import Protocol
from app.protocols import loader
from app.wire.log import VERSION, line, link, members, read_input, split


class LogError(Exception):
    """The file is no session log, or not the one that was written; `number` counts lines from 1."""

    def __init__(self, number: int, reason: str) -> None:
        self.number, self.reason = number, reason
        super().__init__(f"line {number}: {reason}")


@dataclass(frozen=True, slots=True)
class Judged:
    """Transitions as texts, `{"at":…,"kind":"transition",…}`."""

    made: list[str]
    recorded: list[str]

    def difference(self) -> Iterator[str]:
        """Lines as a person reads a diff: `-` was recorded, `+` is what the judge makes now."""
        for index in range(max(len(self.made), len(self.recorded))):
            old = self.recorded[index] if index < len(self.recorded) else None
            new = self.made[index] if index < len(self.made) else None
            if old != new:
                yield from (f"- {old}",) if old is not None else ()
                yield from (f"+ {new}",) if new is not None else ()


def judge(text: Iterable[str], protocol: Protocol | None = None) -> Judged:
    """Folds a log's lines; with the log's own protocol unless another is given.

    Raises LogError for what is no log, for a broken chain, and for a missing line.
    """
    numbered = iter(enumerate((each.rstrip("\n") for each in text), start=1))
    header = _header(numbered)
    protocol = protocol or _protocol(header)
    engine = Engine(header["scope"], header["bed"], protocol)
    made: list[str] = []
    recorded: list[str] = []
    record: dict[str, Any] = {}
    for number, body in _bodies(numbered):
        try:
            record = json.loads(body + "}")
            given = read_input(body)
        except KeyError as error:
            raise LogError(number, f"the record has no {error}") from None
        except ValueError as error:
            raise LogError(number, str(error)) from None
        if record["kind"] == "transition":
            recorded.append(without_number(body))
        elif given is not None:
            made.extend(shown(t) for t in engine.take(given))
    if record.get("kind") == "transition":  # every deadline up to it has fired, see `folding`
        made.extend(shown(t) for t in engine.fire(record["at"] + 1))
    return Judged(made, recorded)


def shown(transition: Transition) -> str:
    """A transition as `judge` prints it: its record's bytes but for the number and the hash."""
    return without_number(line(0, transition.at, "transition", members(transition)))


def without_number(body: str) -> str:
    return "{" + body[body.index('"at":') :] + "}"


def _header(numbered: Iterator[tuple[int, str]]) -> dict[str, Any]:
    try:
        header = json.loads(next(numbered)[1])
    except (StopIteration, ValueError):
        raise LogError(1, "this is no session log") from None
    if not isinstance(header, dict) or header.get("vigil") != VERSION:
        raise LogError(1, f'a session log begins with {{"vigil":"{VERSION}",…}}')
    for member in ("scope", "bed", "protocol"):
        if member not in header:
            raise LogError(1, f"the header has no '{member}'")
    return header


def _protocol(header: dict[str, Any]) -> Protocol:
    try:
        return loader.parse(header["protocol"])
    except loader.ProtocolError as error:
        raise LogError(1, f"the protocol cannot be read: {error}") from None


def _bodies(numbered: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Each record's line without its hash, proved to follow from the one before."""
    previous, expected = "", 1
    for number, text in numbered:
        if text.startswith('{"private":'):
            continue
        try:
            body, digest = split(text)
        except ValueError as error:
            raise LogError(number, str(error)) from None
        if not body.startswith(f'{{"n":{expected},'):
            raise LogError(number, f"record {expected} is missing")
        if link(previous, body) != digest:
            raise LogError(number, f"record {expected} was changed")
        previous, expected = digest, expected + 1
        yield number, body
