"""What the kernel is asked to do, in order: written, synced, and only then acked.

Watches a real server with strace; where that is missing or not allowed, the reason is printed.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import Clinic
from tests.peers import Monitor

CALLS = "trace=pwrite64,write,writev,sendto,sendmsg,fdatasync,fsync"
SYNCED = re.compile(r"f(?:data)?sync(?:\(.*\)| resumed>\)) += 0$")

pytestmark = pytest.mark.faults


@contextmanager
def traced(pid: int, to: Path) -> Iterator[None]:
    """Every write and sync of the process, as lines of `to`."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed: the order of syncs and acks was not watched")
    command = [strace, "-f", "-s", "65536", "-y", "-e", CALLS, "-o", str(to), "-p", str(pid)]
    watching = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert watching.stderr is not None
    try:
        said = watching.stderr.readline()
        if "attached" not in said:
            pytest.skip(f"strace may not watch here ({said.strip()}): order was not watched")
        yield
    finally:
        watching.terminate()
        watching.wait(10)
        watching.stderr.close()


def positions(calls: list[str], *needles: str) -> list[int]:
    return [n for n, call in enumerate(calls) if all(needle in call for needle in needles)]


def assert_synced_between(calls: list[str], written: list[int], answered: list[int]) -> None:
    assert written, "the record was seen on its way to the file"
    assert len(answered) == 1, "the answer was seen once"
    syncs = [n for n, call in enumerate(calls) if SYNCED.search(call)]
    assert any(written[0] < sync < answered[0] for sync in syncs), "the sync came first"


async def test_nothing_is_acked_before_the_disk_was_told_to_keep_it(
    clinic: Clinic, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    async with await Monitor.on(clinic.ws, clinic.monitor_token) as monitor:
        with traced(clinic.server.pid, trace):
            await monitor.take({"hr": 71.375})
            clinic.api.session("1")
    calls = trace.read_text(errors="replace").splitlines()
    frame = positions(calls, "pwrite64(", "-wal>", r"\"hr\":71.375")
    assert_synced_between(calls, frame, positions(calls, r"{\"type\":\"ack\",\"seq\":1}"))
    command = positions(calls, "pwrite64(", "-wal>", r"\"name\":\"create\"")
    assert_synced_between(calls, command, positions(calls, "HTTP/1.1 201"))
