"""The demonstration as a newcomer starts it: one command, a clinic at different phases."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.cli.demonstration import ACCOUNTS, PASSWORD

ROOT = Path(__file__).parents[2]


@dataclass
class Demo:
    process: subprocess.Popen[str]
    url: str
    said: str
    folder: Path

    @contextmanager
    def signed_in(self, name: str) -> Iterator[httpx.Client]:
        headers = {"Origin": self.url, "X-Requested-By": "vigil"}
        with httpx.Client(base_url=self.url, headers=headers, trust_env=False) as client:
            account = {"username": name, "password": PASSWORD}
            answer = client.post("/api/sign-in", json=account)
            assert answer.status_code == 200, answer.text
            yield client


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "demo", "--port", "0", "--beds", "8"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": folder},
        )
        try:
            assert process.stdout is not None
            lines = []
            for line in process.stdout:
                lines.append(line)
                if line.startswith("ready "):
                    break
            assert lines, "it ended before it was ready"
            assert lines[-1].startswith("ready ")
            url = lines[-1].split()[1]
            yield Demo(process, url, "".join(lines), Path(folder))
        finally:
            process.terminate()
            process.wait(20)
            assert process.stdout is not None
            process.stdout.close()


def beds_of(client: httpx.Client) -> dict[str, dict[str, Any]]:
    return {bed["bed"]: bed for bed in client.get("/api/beds").json()["items"]}


def test_it_prints_the_address_and_accounts_that_work(demo: Demo) -> None:
    assert demo.url in demo.said
    for name, role in ACCOUNTS.items():
        assert name in demo.said
        with demo.signed_in(name) as client:
            assert client.get("/api/me").json()["role"] == role


def test_the_beds_stand_at_different_phases(demo: Demo) -> None:
    with demo.signed_in("nurse") as client:
        beds = beds_of(client)
    sessions = {name: bed["session"] for name, bed in beds.items()}
    phases = {name: session["phase"] for name, session in sessions.items()}
    assert phases == {
        "1": "infusion",
        "2": "infusion",
        "3": "infusion",
        "4": "infusion",
        "5": "observation",
        "6": "baseline",
        "7": "infusion",
        "8": "check_in",
    }
    assert [name for name, session in sessions.items() if session["paused"]] == ["4"]
    assert sessions["5"]["outcome"] == "stopped_early"
    infused = {name: s["clock"]["infused_ms"] / 60_000 for name, s in sessions.items()}
    assert 7 <= infused["1"] <= 10
    assert 35 <= infused["3"] <= 38
    assert 13 <= infused["4"] <= 15
    assert 24 <= infused["5"] <= 26
    assert all(session["simulated"] for session in sessions.values())


def test_every_monitor_is_connected_and_its_vitals_are_fresh(demo: Demo) -> None:
    with demo.signed_in("nurse") as client:
        beds = beds_of(client)
    for bed in beds.values():
        assert bed["monitor"]["connected"]
        assert bed["monitor"]["skew"] is None
        assert bed["vitals"]["hr"]["state"] == "live"


def test_alarms_have_come_and_some_were_answered(demo: Demo) -> None:
    with demo.signed_in("nurse") as client:
        beds = beds_of(client)
        alarms = {
            name: client.get(f"/api/sessions/{bed['session']['id']}/alarms").json()["items"]
            for name, bed in beds.items()
        }
    assert any(alarm["vital"] == "sbp" and alarm["direction"] == "high" for alarm in alarms["2"])
    assert any(alarm["vital"] == "spo2" and alarm["direction"] == "low" for alarm in alarms["7"])
    assert any(alarm["acknowledged_by"] for found in alarms.values() for alarm in found)


def test_it_leaves_nothing_behind() -> None:
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "demo", "--port", "0", "--beds", "1"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": folder},
        )
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("ready "):
                break
        url = line.split()[1]
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        process.stdout.close()
        assert list(Path(folder).iterdir()) == []
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{url}/healthz", trust_env=False)
