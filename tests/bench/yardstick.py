"""The bare server as a process beside the one that is measured."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench.clinic import port_of


@dataclass(frozen=True, slots=True)
class Bare:
    pid: int
    port: int


@contextmanager
def bare() -> Iterator[Bare]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.bare"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        yield Bare(process.pid, port_of(line.split()[1]))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
