"""The two sockets described for programs: AsyncAPI 3.0, made from the messages themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

import msgspec
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.version import vigil_version
from app.wire import from_screen, monitor, screen

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Socket:
    """One channel: `heard` and `said` are {type: name of its schema}, as the server sees it."""

    name: str
    subprotocol: str
    sign_in: str
    heard: dict[str, str]
    said: dict[str, str]


def description() -> Schema:
    sockets = (_monitor(), _screen())
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Vigil", "version": vigil_version()},
        "defaultContentType": "application/json",
        "channels": {socket.name: _channel(socket) for socket in sockets},
        "operations": dict(_operations(sockets)),
        "components": {"schemas": _monitor_schemas() | _screen_schemas()},
    }


def _monitor() -> Socket:
    return Socket(
        "monitor",
        monitor.SUBPROTOCOL,
        "Authorization: Bearer <monitor token>",
        {_tag(struct): struct.__name__ for struct in get_args(monitor.FromMonitor)},
        {_tag(struct): struct.__name__ for struct in get_args(monitor.ToMonitor)},
    )


def _screen() -> Socket:
    return Socket(
        "screen",
        "vigil.screen.v1",
        "cookie vigil_sign_in with an allowed Origin, or Authorization: Bearer <API token>",
        {_type(model): model.__name__ for model in get_args(from_screen.FromScreen)},
        {_type(model): model.__name__ for model in get_args(screen.Outgoing)},
    )


def _channel(socket: Socket) -> Schema:
    return {
        "address": f"/ws/{socket.name}",
        "description": f"Subprotocol {socket.subprotocol}; {socket.sign_in}.",
        "messages": {
            type: {"payload": {"$ref": f"#/components/schemas/{socket.name}.{schema}"}}
            for type, schema in (socket.heard | socket.said).items()
        },
    }


def _operations(sockets: Iterable[Socket]) -> Iterable[tuple[str, Schema]]:
    for socket in sockets:
        for action, types in (("receive", socket.heard), ("send", socket.said)):
            channel = f"#/channels/{socket.name}"
            yield (
                f"{action}-{socket.name}",
                {
                    "action": action,
                    "channel": {"$ref": channel},
                    "messages": [{"$ref": f"{channel}/messages/{type}"} for type in types],
                },
            )


def _monitor_schemas() -> Schema:
    structs = get_args(monitor.FromMonitor) + get_args(monitor.ToMonitor)
    template = "#/components/schemas/monitor.{name}"
    _, schemas = msgspec.json.schema_components(structs, ref_template=template)
    return {f"monitor.{name}": schema for name, schema in schemas.items()}


def _screen_schemas() -> Schema:
    modes: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = [
        *((model, "validation") for model in get_args(from_screen.FromScreen)),
        *((model, "serialization") for model in get_args(screen.Outgoing)),
    ]
    template = "#/components/schemas/screen.{model}"
    _, schemas = models_json_schema(modes, ref_template=template)
    return {f"screen.{name}": schema for name, schema in schemas["$defs"].items()}


def _tag(struct: type[msgspec.Struct]) -> str:
    return str(struct.__struct_config__.tag)


def _type(model: type[BaseModel]) -> str:
    (type,) = get_args(model.model_fields["type"].annotation)
    return str(type)
