"""Reads a clinical protocol file into what the judge uses."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from app.alarms.rules import Protocol
from app.protocols.build import escalation, regimen, rules
from app.protocols.schema import ProtocolPart
from app.protocols.sense import Complaint, complaints

_SHIPPED = files("app.protocols")


class ProtocolError(Exception):
    """`key` (dotted) of the file is wrong for `reason`."""

    def __init__(self, key: str, reason: str) -> None:
        self.key = key
        self.reason = reason
        super().__init__(f"{key}: {reason}")


def names() -> list[str]:
    """The protocols that come with the program."""
    found = (entry.name for entry in _SHIPPED.iterdir())
    return sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml"))


def load(name: str) -> Protocol:
    """The shipped protocol of that name. Raises ProtocolError."""
    if name not in names():
        raise ProtocolError("name", f"there is no protocol {name}")
    return read(text_of(name))


def text_of(name: str) -> str:
    """The text of a shipped protocol."""
    return (_SHIPPED / f"{name}.toml").read_text(encoding="utf-8")


def read(text: str) -> Protocol:
    """A protocol from the text of a file. Raises ProtocolError."""
    return parse(_toml(text))


def parse(source: Mapping[str, object]) -> Protocol:
    """A protocol from plain values: a file's, or a log header's. Raises ProtocolError."""
    protocol = _protocol(source)
    for key, reason in complaints(protocol):
        raise ProtocolError(key, reason)
    return protocol


def examine(text: str) -> tuple[Protocol, list[Complaint]]:
    """A file's protocol and everything that is wrong with it. Raises ProtocolError for what cannot
    be read as one at all."""
    protocol = _protocol(_toml(text))
    return protocol, list(complaints(protocol))


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProtocolError("file", f"is not TOML: {error}") from error


def _protocol(source: Mapping[str, object]) -> Protocol:
    try:
        part = ProtocolPart.model_validate(source)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        raise ProtocolError(key, first["msg"]) from error
    return Protocol(regimen(part), tuple(rules(part)), dict(source), escalation(part))
