"""What the kernel counts of a process."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Usage:
    """Since the process began: CPU seconds (user + system, 10 ms steps), bytes sent to the disk."""

    at: float
    cpu_s: float
    written: int

    def share(self, later: "Usage") -> float:
        """Percent of one core between here and `later`."""
        return 100 * (later.cpu_s - self.cpu_s) / (later.at - self.at)

    def cpu_us(self, later: "Usage", units: int) -> float:
        """CPU µs for each of `units` of work."""
        return 1e6 * (later.cpu_s - self.cpu_s) / max(1, units)


def usage(pid: int) -> Usage:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    counted = dict(
        line.split(": ")
        for line in Path(f"/proc/{pid}/io").read_text(encoding="ascii").splitlines()
    )
    cpu = (int(fields[11]) + int(fields[12])) / _TICKS
    return Usage(time.monotonic(), cpu, int(counted["write_bytes"]))


def resident_mib(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
