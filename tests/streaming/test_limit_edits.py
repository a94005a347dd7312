"""A limit moved over HTTP: who may, how far, shown beside the value, kept with its reason."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.peers import Api
from tests.streaming.ward import Place


@pytest.fixture
def charge_nurse(place: Place) -> Iterator[Api]:
    api = Api(place.ward.server.url, place.ward.token("charge_nurse"))
    yield api
    api.close()


def move(api: Api, session: str, rule: str, value: object, **more: Any) -> httpx.Response:
    body = {"rule": rule, "value": value, "reason": "lives with COPD"} | more
    return api.post(f"/api/sessions/{session}/limits", body)


def limit(session: dict[str, Any], rule: str) -> dict[str, Any]:
    """Empty where the phase has none."""
    return next((each for each in session["limits"] if each["rule"] == rule), {})


async def test_it_is_shown_on_the_screens_and_takes_effect(place: Place, charge_nurse: Api) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        answer = move(charge_nurse, session, "sbp_high_high", 170)
        assert answer.status_code == 200, answer.text
        moved = limit(answer.json(), "sbp_high_high")
        assert (moved["value"], moved["clear"]) == (170, 165)
        assert moved["edited"]["before"] == 180
        assert moved["edited"]["by"]
        while True:
            change = await screen.next("session")
            if change["session"] and limit(change["session"], "sbp_high_high").get("edited"):
                break
        await monitor.take({"sbp": 172, "dbp": 80, "map": 110})
        raised = await screen.alarm(rule="sbp_high_high", condition="active")
        assert raised["text"] == "SBP 172 ≥ 170"
        back = move(charge_nurse, session, "sbp_high_high", None)
        assert limit(back.json(), "sbp_high_high")["edited"] is None
    log = place.api.get(f"/api/sessions/{session}/log", kind="command").json()["items"]
    edits = [record for record in log if record["name"] == "limits"]
    assert [record["body"]["value"] for record in edits] == [170, None]
    assert edits[0]["clear"]["reason"] == "lives with COPD"
    assert "COPD" not in str(edits[0]["body"])


async def test_what_is_refused_says_why(place: Place, charge_nurse: Api) -> None:
    session = place.session()
    problem = move(charge_nurse, session, "spo2_low_high", 79).json()
    assert (problem["status"], problem["code"]) == (422, "limit_refused")
    assert "never below 80" in problem["detail"]
    assert (problem["lowest"], problem["highest"]) == (80, 91)  # 92 is the medium one at baseline
    assert move(charge_nurse, session, "no_such_rule", 79).json()["code"] == "unknown_rule"
    stale = move(charge_nurse, session, "spo2_low_high", 82, revision=7).json()
    assert stale["code"] == "stale_revision"
    for wrong in ({"reason": ""}, {"value": "82"}, {"happened_at": 5}, {"rule": ""}):
        body = {"rule": "spo2_low_high", "value": 82, "reason": "COPD"} | wrong
        answer = charge_nurse.post(f"/api/sessions/{session}/limits", body)
        assert answer.json()["code"] == "invalid"
    assert move(place.api, session, "spo2_low_high", 82).json()["code"] == "role"
    assert place.api.get(f"/api/sessions/{session}").json()["revision"] == 1


async def test_the_next_session_starts_from_the_protocol(place: Place, charge_nurse: Api) -> None:
    session = place.session()
    place.api.command(session, "baseline")
    assert move(charge_nurse, session, "spo2_low_high", 82).status_code == 200
    place.api.command(session, "abort", reason="patient did not come")
    assert move(charge_nurse, session, "spo2_low_high", 83).json()["code"] == "wrong_phase"
    following = place.session()
    shown = place.api.command(following, "baseline")
    assert limit(shown, "spo2_low_high")["value"] == 88
    assert limit(shown, "spo2_low_high")["edited"] is None
