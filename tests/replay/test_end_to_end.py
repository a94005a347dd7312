"""A real recording through the real monitor socket: the session holds what the file holds."""

import csv
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.peers import Api
from tests.running import add_monitor, add_token, running, vigil

RECORDING = Path(__file__).parents[1] / "data" / "mimic2-s25047-numerics.csv"
MINUTES = 12
MINUTE_MS = 60_000
ZERO_MEANS_NONE = ("hr", "pr", "rr", "spo2")


def first_minutes(folder: Path) -> tuple[Path, list[dict[str, str]]]:
    """The recording's beginning as a file, and its rows."""
    file = folder / "beginning.csv"
    lines = RECORDING.read_text().splitlines()[: MINUTES + 1]
    file.write_text("\n".join(lines) + "\n")
    return file, list(csv.DictReader(lines))


def stored(columns: dict[str, list[Any]], at: int) -> dict[str, Any]:
    """The row of this instant, give or take what the clocks of monitor and server differ by."""
    row = min(range(len(columns["at"])), key=lambda index: abs(columns["at"][index] - at))
    assert abs(columns["at"][row] - at) < 500
    return {name: values[row] for name, values in columns.items() if name != "at"}


def cell(row: dict[str, str], vital: str) -> float | None:
    """What the file says: empty is nothing, and so is 0 for the vitals of this source."""
    value = float(row[vital]) if row[vital] else None
    return None if value == 0 and vital in ZERO_MEANS_NONE else value


def test_the_session_holds_what_the_recording_holds(tmp_path: Path) -> None:
    file, rows = first_minutes(tmp_path)
    data = tmp_path / "data"
    token = add_monitor(data, "m1", "1")
    nurse, developer = add_token(data, "nurse"), add_token(data, "developer")
    with running(data, "--simulation") as server:
        api, operator = Api(server.url, nurse), Api(server.url, developer)
        session = api.session(simulated=True)["id"]
        options = ("--token", token, "--url", server.url, "--zero-is-no-value")
        player = subprocess.Popen([sys.executable, "-m", "app", "replay", str(file), *options])
        while not api.get("/api/beds/1").json()["monitor"]["connected"]:
            assert player.poll() is None
        while player.poll() is None:
            operator.post("/api/simulation/clock", {"advance_ms": MINUTE_MS})
        assert player.returncode == 0
        columns = api.get(f"/api/sessions/{session}/vitals").json()
        api.close()
        operator.close()
    start = columns["at"][0]
    assert len(columns["at"]) == MINUTES * 60
    for row in rows:
        begin = start + int(row["seconds"]) * 1000
        shown = stored(columns, begin)
        for vital in ("hr", "pr", "rr", "spo2", "sbp", "dbp", "map"):
            assert shown[vital] == cell(row, vital), (row["seconds"], vital)
        held = stored(columns, begin + 59_000)
        assert held["hr"] == cell(row, "hr")
        assert held["sbp"] is None  # a cuff reading is one reading


def test_a_token_that_is_not_accepted_ends_it_in_one_line(tmp_path: Path) -> None:
    data = tmp_path / "data"
    add_monitor(data, "m1", "1")
    with running(data, "--simulation") as server:
        options = ("--token", "vgl_mon_wrong", "--url", server.url)
        ended = vigil("replay", str(RECORDING), *options, data=data)
    assert ended.returncode == 1
    assert ended.stderr == "vigil: the server does not accept its token\n"
