"""What people enter at the chair: on disk, then answered, and judged with the vitals."""

from pathlib import Path
from typing import Any

import pytest

from tests.streaming.ward import Place, opened


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
        *_, fact = entered(place, "score")
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
    ("name", "body", "code"),
    [
        ("assessments", {"scale": "moaas", "score": 6}, "bad_command"),
        ("assessments", {"scale": "moaas", "score": -1}, "bad_command"),
        ("assessments", {"scale": "moaas", "score": 2.5}, "invalid"),
        ("assessments", {"scale": "other", "score": 2}, "bad_command"),
        ("assessments", {"scale": "moaas"}, "bad_command"),
        ("assessments", {"scale": "gait", "score": 2, "not_assessed": "asleep"}, "bad_command"),
        ("assessments", {"scale": "orientation", "items": {"name": 1}}, "bad_command"),
        ("events", {"kind": "toothache"}, "invalid"),
        ("medications", {"drug": "ondansetron", "dose": 0, "unit": "mg", "route": "iv"}, "invalid"),
        ("checklist", {"item": "shoe_size", "answer": "yes"}, "bad_command"),
        ("checklist", {"item": "consent", "answer": "not_applicable"}, "bad_command"),
        ("checklist", {"item": "consent", "answer": "maybe"}, "invalid"),
    ],
)
async def test_what_cannot_be_entered(
    place: Place, name: str, body: dict[str, Any], code: str
) -> None:
    assert refused(place, place.session(), name, **body) == (422, code)
    kept = {one["fact"] for one in place.records("fact")}
    assert not kept & {"score", "symptom", "event", "medication", "answer"}


async def test_the_newest_score_of_each_scale_is_on_the_session(place: Place) -> None:
    session = place.session()
    items = dict.fromkeys(("name", "place", "date", "reason"), 1)
    place.api.command(session, "assessments", scale="nausea", score=2)
    place.api.command(session, "assessments", scale="orientation", items=items)
    began = place.api.get(f"/api/sessions/{session}").json()["created_at"]
    place.api.command(session, "assessments", scale="nausea", score=3, happened_at=began)
    async with await place.screen() as screen:
        place.api.command(session, "assessments", scale="moaas", not_assessed="in the bathroom")
        told = (await screen.next("session"))["session"]["assessments"]
    scores = {one["scale"]: one["score"] for one in told}
    assert scores == {"nausea": 2, "orientation": 4, "moaas": None}, "by when it was taken"
    *_, last = place.api.get(f"/api/sessions/{session}/log", kind="fact").json()["items"]
    assert last["clear"] == {"not_assessed": "in the bathroom"}
    assert "bathroom" not in str(last["body"])


async def test_the_checklist_says_what_is_asked_and_how_it_was_answered(place: Place) -> None:
    session = place.session()
    shown = place.api.get(f"/api/sessions/{session}").json()["checklist"]
    asked = {one["id"]: one for one in shown}
    assert asked["consent"]["answers"] == ["yes", "no"]
    assert asked["pregnancy"]["answers"] == ["yes", "no", "not_applicable"]
    assert {one["answer"] for one in shown} == {None}
    place.api.command(session, "checklist", item="consent", answer="no")
    answered = place.api.command(session, "checklist", item="consent", answer="yes")["checklist"]
    (consent,) = (one for one in answered if one["id"] == "consent")
    assert (consent["answer"], bool(consent["by"])) == ("yes", True)
    assert [one["answer"] for one in entered(place, "answer")] == ["no", "yes"]


async def test_events_and_drugs_stand_in_the_log_with_their_words(place: Place) -> None:
    session = place.session()
    place.api.command(session, "events", kind="vomiting", text="twice, clear")
    place.api.command(session, "medications", drug="ondansetron", dose=4, unit="mg", route="iv")
    log = place.api.get(f"/api/sessions/{session}/log", kind="fact").json()["items"]
    event, drug = (record for record in log if record["fact"] in ("event", "medication"))
    assert (event["body"]["kind"], event["clear"]) == ("vomiting", {"text": "twice, clear"})
    assert (drug["body"]["drug"], drug["body"]["dose"], drug["body"]["unit"]) == (
        "ondansetron",
        4,
        "mg",
    )
    assert drug["body"]["by"]


async def test_what_was_entered_outlives_a_crash(tmp_path: Path) -> None:
    with opened(tmp_path) as ward:
        place = ward.place()
        session = place.session()
        place.api.command(session, "assessments", scale="gait", score=2)
        place.api.command(session, "checklist", item="escort", answer="yes")
        before = place.api.get(f"/api/sessions/{session}").json()
        ward.restart(kill=True)
        after = place.api.get(f"/api/sessions/{session}").json()
        for what in ("assessments", "checklist"):
            assert after[what] == before[what]


async def test_nothing_is_entered_when_the_session_is_over(place: Place) -> None:
    session = place.session()
    place.api.command(session, "abort", reason="not today")
    over = (409, "wrong_phase")
    assert refused(place, session, "events", kind="vision") == over
    assert refused(place, session, "assessments", scale="moaas", score=3) == over
    assert refused(place, "s0", "events", kind="vision") == (404, "not_found")
