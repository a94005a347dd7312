"""The machine the figures are from, and what its disk needs for a bare fsync."""

import os
import platform
import time
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("uvicorn", "websockets", "uvloop", "starlette", "pydantic", "msgspec", "SQLAlchemy")
BLOCK = b"x" * 4096


def named() -> dict[str, str]:
    load, *_ = os.getloadavg()
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": platform.platform(),
        "python": platform.python_version(),
        "load average": f"{load:.1f}",
        "libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def fsync_ms(folder: Path, count: int = 200, pause_s: float = 0.0) -> list[float]:
    """The disk's yardstick: how long each of `count` appended and synced blocks took."""
    taken = []
    with (folder / "fsync.bin").open("wb", buffering=0) as file:
        for _ in range(count):
            begun = time.perf_counter()
            file.write(BLOCK)
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - begun) * 1000)
            if pause_s:
                time.sleep(pause_s)
    return taken
