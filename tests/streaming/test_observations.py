"""Scores and symptoms that people enter: on disk, then answered, and judged with the vitals."""

from typing import Any

import pytest

from tests.streaming.ward import Place


def entered(place: Place, fact: str) -> list[dict[str, Any]]:
    return [one["body"] for one in place.records("fact") if one["fact"] == fact]


def refused(place: Place, session: str, name: str, **body: Any) -> tuple[int, str]:
    answer = place.api.post(f"/api/sessions/{session}/{name}", body)
    return answer.status_code, answer.json()["code"]


async def test_a_low_moaas_score_is_a_high_alarm_until_the_next_one(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        answer = place.api.command(session, "assessments", scale="moaas", score=2)
        assert answer["id"] == session
        (fact,) = entered(place, "score")
        assert (fact["scale"], fact["score"]) == ("moaas", 2)
        assert fact["by"]
        alarm = await screen.alarm(rule="sedation_high", condition="active")
        assert (alarm["priority"], alarm["text"]) == ("high", "Deeply sedated: MOAAS 2")
        place.api.command(session, "assessments", scale="moaas", score=5)
        await screen.alarm(rule="sedation_high", condition="returned")


async def test_a_symptom_makes_a_high_pressure_an_emergency(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        await monitor.take({"sbp": 182, "dbp": 96, "map": 120})
        await screen.alarm(rule="sbp_high_high", condition="active")
        assert "hypertensive_emergency" not in place.alarms(session)
        place.api.command(session, "events", kind="headache")
        alarm = await screen.alarm(rule="hypertensive_emergency", condition="active")
        assert alarm["text"] == "Hypertensive emergency: headache, SBP 182"
        place.api.command(session, "events", kind="none")
        await screen.alarm(rule="hypertensive_emergency", condition="returned")
        told = [(one["symptom"], one["present"]) for one in entered(place, "symptom")]
        assert told[0] == ("headache", True)
        assert dict(told[1:]) == dict.fromkeys(
            ("headache", "vision", "chest_pain", "neuro_sign"), False
        )


async def test_an_entry_acts_once_however_often_it_is_sent(place: Place) -> None:
    session = place.session()
    path = f"/api/sessions/{session}/assessments"
    body = {"scale": "moaas", "score": 4}
    first = place.api.post(path, body, Idempotency_Key="entry-1")
    again = place.api.post(path, body, Idempotency_Key="entry-1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert len(entered(place, "score")) == 1


async def test_when_it_happened_lies_within_the_session(place: Place) -> None:
    shown = place.api.get(f"/api/sessions/{place.session()}").json()
    session, began = shown["id"], shown["created_at"]
    place.api.command(session, "events", kind="vision", happened_at=began)
    assert entered(place, "symptom")[0]["happened_at"] == began
    outside = (422, "happened_at")
    assert refused(place, session, "events", kind="vision", happened_at=began - 1) == outside
    assert refused(place, session, "events", kind="vision", happened_at=began + 10**9) == outside
    assert refused(place, session, "events", kind="vision", revision=99) == (409, "stale_revision")
    assert len(entered(place, "symptom")) == 1


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("assessments", {"scale": "moaas", "score": 6}),
        ("assessments", {"scale": "moaas", "score": -1}),
        ("assessments", {"scale": "moaas", "score": 2.5}),
        ("assessments", {"scale": "other", "score": 2}),
        ("assessments", {"scale": "moaas"}),
        ("events", {"kind": "toothache"}),
        ("events", {"kind": "headache", "text": "since noon"}),
    ],
)
async def test_what_cannot_be_entered(place: Place, name: str, body: dict[str, Any]) -> None:
    assert refused(place, place.session(), name, **body) == (422, "invalid")


async def test_nothing_is_entered_when_the_session_is_over(place: Place) -> None:
    session = place.session()
    place.api.command(session, "abort", reason="not today")
    over = (409, "wrong_phase")
    assert refused(place, session, "events", kind="vision") == over
    assert refused(place, session, "assessments", scale="moaas", score=3) == over
    assert refused(place, "s0", "events", kind="vision") == (404, "not_found")
