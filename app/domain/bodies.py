"""Reading a command's body: plain values as they stand in the log."""

from collections.abc import Mapping

from app.domain.errors import BadCommand

Body = Mapping[str, object]


def text(body: Body, command: str, key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise BadCommand(command, key, "is not a text")
    return value


def whole(body: Body, command: str, key: str) -> int:
    value = body.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadCommand(command, key, "is not a whole number")
    return value


def number(body: Body, command: str, key: str) -> float:
    value = optional_number(body, command, key)
    if value is None:
        raise BadCommand(command, key, "is missing")
    return value


def optional_number(body: Body, command: str, key: str) -> float | None:
    value = body.get(key)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise BadCommand(command, key, "is not a number")
    return float(value)


def mapping(body: Body, command: str, key: str) -> Body:
    value = body.get(key)
    if not isinstance(value, Mapping):
        raise BadCommand(command, key, "is not an object")
    return value
