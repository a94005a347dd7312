"""`vigil serve` with shorter waits, for what would take a minute: `python -m` with its arguments.

Everything else is the real program; only figures of `Settings` differ.
"""

import sys
from dataclasses import replace

from app import cli
from app.cli import server
from app.settings import Settings

HOLE_S = 0.6
SILENCE_S = 1.0
QUEUE_S = 1.0


def main(argv: list[str]) -> int:
    checked = server.checked

    def hastened(arguments: object) -> Settings:
        settings = checked(arguments)  # type: ignore[arg-type]  # an argparse namespace
        return replace(
            settings, hole_seconds=HOLE_S, silence_seconds=SILENCE_S, live_queue_seconds=QUEUE_S
        )

    server.checked = hastened
    return cli.main(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
