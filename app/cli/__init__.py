"""The command line: one parser, one module a family of commands.

A module takes part by a function `register(commands)` that adds its parsers with `add` of
`app.cli.parser`; MODULES names them all. A command returns None for success, or raises.
"""

import sys
from collections.abc import Sequence
from types import ModuleType

from app.cli import admin, data, demonstration, logs, parser, protocol, server, simulation
from app.cli.failure import Usage, told

MODULES: tuple[ModuleType, ...] = (
    server,
    demonstration,
    simulation,
    admin,
    data,
    logs,
    protocol,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 it could not be done, 2 it was asked for wrongly."""
    commands = parser.Parser(prog="vigil", description="Infusion session monitoring dashboard.")
    parser.takes_data(commands, default=None)
    families = commands.add_subparsers(metavar="COMMAND", required=True)
    for module in MODULES:
        module.register(families)
    arguments = commands.parse_args(argv)
    try:
        arguments.run(arguments)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        print(f"vigil: {told(error)}", file=sys.stderr)
        return 2 if isinstance(error, Usage) else 1
    return 0
