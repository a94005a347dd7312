"""Reads a clinical protocol file into what the judge uses."""

from collections.abc import Mapping

from app.alarms.rules import Protocol


class ProtocolError(Exception):
    """`key` (dotted) of the file is wrong for `reason`."""

    def __init__(self, key: str, reason: str) -> None:
        self.key = key
        self.reason = reason
        super().__init__(f"{key}: {reason}")


def names() -> list[str]:
    """The protocols that come with the program."""
    raise NotImplementedError


def load(name: str) -> Protocol:
    """The shipped protocol of that name. Raises ProtocolError."""
    raise NotImplementedError


def parse(source: Mapping[str, object]) -> Protocol:
    """A protocol from plain values: a file's, or a log header's. Raises ProtocolError."""
    raise NotImplementedError
