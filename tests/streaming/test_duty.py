"""Who is called is known to every judge at once, and after a restart."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.running import ON_DUTY, done
from tests.streaming.ward import Place, Ward, opened, read, rows

FIRST = {step: [name] for step, name in ON_DUTY.items()}


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with opened(tmp_path) as ward:
        yield ward


def told(place: Place) -> list[dict[str, Any]]:
    """The bodies of the bed's facts about duty, in order."""
    return [r["body"] for r in place.records("fact") if r["fact"] == "duty"]


def server_told(ward: Ward) -> list[dict[str, Any]]:
    found = rows(
        ward.data,
        "SELECT records.body FROM records JOIN logs ON logs.id = records.log"
        " WHERE logs.kind = 'server' AND records.kind = 'fact' ORDER BY records.id",
    )
    return [r["body"] for (body,) in found if (r := read(body))["fact"] == "duty"]


def test_a_change_reaches_every_log_at_once(ward: Ward) -> None:
    place = ward.place()
    place.session()
    charge = ward.charge
    roster = charge.get("/api/duty").json()
    assert told(place)[-1] == server_told(ward)[-1] == FIRST
    before = len(told(place)), len(server_told(ward))
    alone = {**roster, "charge_nurse": [], "nurse": [{"name": "nora", "email": "n@clinic.example"}]}
    answer = charge.client.put("/api/duty", json=alone)
    assert answer.status_code == 200, answer.text
    place.api.command(place.shown()["session"]["id"], "notes", text="what came before is on disk")
    changed = {**FIRST, "charge_nurse": []}
    assert told(place)[before[0] :] == server_told(ward)[before[1] :] == [changed]
    facts = [r for r in place.records("fact") if r["fact"] == "duty"]
    assert "clinic.example" not in str(facts)
    ward.restart(kill=True)
    assert told(place)[-1] == server_told(ward)[-1] == changed
    later = ward.place()
    later.session()
    assert told(later)[-1] == changed


def test_who_is_disabled_beside_the_server_is_called_no_more(ward: Ward) -> None:
    place = ward.place()
    done("user", "disable", ON_DUTY["prescriber"], data=ward.data)
    ward.administrator.post("/api/monitors", {"id": "any"})  # the directory is looked at
    place.session()
    assert told(place)[-1] == {**FIRST, "prescriber": []}
