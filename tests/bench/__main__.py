"""`python -m tests.bench [NAME…] [--quick] [--json FILE]`: what `make bench` runs."""

import argparse
from pathlib import Path

from tests.bench import figures, machine
from tests.bench.plan import BENCHES, FULL, QUICK


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}")
    parser.add_argument("--quick", action="store_true", help="shorter and fewer runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="writes the figures there, too")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(BENCHES)
    if unknown:
        parser.error(f"there is no bench {', '.join(sorted(unknown))}")

    here = machine.named()
    for name, value in here.items():
        print(f"{name}: {value}")
    length = QUICK if arguments.quick else FULL
    found: list[figures.Finding] = []
    for name in arguments.names or BENCHES:
        print(f"… {name}", flush=True)
        found += BENCHES[name](length)
    print("\n" + figures.table(found))
    if arguments.json:
        figures.write(arguments.json, here, found)


if __name__ == "__main__":
    main()
