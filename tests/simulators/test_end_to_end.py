"""Simulated monitors on the real server: fleet, one monitor, and what it refuses."""

from pathlib import Path

from tests.peers import Api
from tests.running import add_monitor, add_token, done, running, vigil


def test_a_fleet_registers_sends_and_reports_its_own_lag(tmp_path: Path) -> None:
    data = tmp_path / "data"
    administrator, nurse = add_token(data, "administrator"), add_token(data, "nurse")
    with running(data, "--simulation", "--rate", "20") as server:
        options = ("--beds", "3", "--token", administrator, "--url", server.url)
        said = done("fleet", *options, "--minutes", "0.5", data=data)
        api = Api(server.url, nurse)
        beds = {bed["bed"]: bed for bed in api.get("/api/beds").json()["items"]}
        api.close()
    assert said.startswith("90 frames; own send lag p50 ")
    assert sorted(beds) == ["fleet-1", "fleet-2", "fleet-3"]
    assert all(bed["vitals"]["hr"]["value"] for bed in beds.values())


def test_a_simulated_monitor_is_not_for_real_sessions(tmp_path: Path) -> None:
    data = tmp_path / "data"
    token, nurse = add_monitor(data, "m1", "1"), add_token(data, "nurse")
    with running(data) as server:
        api = Api(server.url, nurse)
        session = api.session()["id"]
        options = ("--token", token, "--url", server.url, "--minutes", "1")
        ended = vigil("simulate", *options, data=data)
        columns = api.get(f"/api/sessions/{session}/vitals").json()
        api.close()
    assert ended.returncode == 1
    assert "may not feed" in ended.stderr
    assert columns["at"] == []


def test_the_wrong_name_for_the_token_is_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    token = add_monitor(data, "m1", "1")
    with running(data, "--simulation") as server:
        options = ("--token", token, "--url", server.url, "--monitor", "m2")
        ended = vigil("simulate", *options, data=data)
    assert ended.returncode == 1
    assert "wrong monitor for the token" in ended.stderr
