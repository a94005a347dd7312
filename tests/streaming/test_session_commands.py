"""Commands on a session over HTTP: what is refused, and that a retry acts once."""

import asyncio
import uuid
from typing import Any

import pytest

from tests.peers import new_session, now_ms
from tests.streaming.ward import Place

CUFF = {"sbp": 118, "dbp": 74, "map": 89}


def refused(place: Place, session: str, name: str, **body: Any) -> dict[str, Any]:
    """The problem with which a command is answered, its status included."""
    answer = place.api.post(f"/api/sessions/{session}/{name}", body)
    assert answer.status_code >= 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == answer.status_code
    return problem


@pytest.mark.parametrize("name", ["start", "pause", "resume", "stop", "discharge"])
async def test_a_command_of_another_phase(place: Place, name: str) -> None:
    session = place.session()
    problem = refused(place, session, name)
    assert (problem["status"], problem["code"]) == (409, "wrong_phase")
    assert problem["phase"] == "check_in"
    assert place.api.get(f"/api/sessions/{session}").json()["revision"] == 1


async def test_no_start_without_a_baseline(place: Place) -> None:
    session = place.session()
    place.api.command(session, "baseline")
    problem = refused(place, session, "start")
    assert (problem["status"], problem["code"]) == (422, "gate")
    assert problem["criteria"]
    assert {c["result"] for c in problem["criteria"]} <= {"pass", "fail", "unknown"}
    assert any(c["result"] != "pass" for c in problem["criteria"])
    async with await place.monitor() as monitor:
        await monitor.take({"at": monitor.clock() - 2000, **CUFF}, {"hr": 70, "spo2": 98})
        assert refused(place, session, "start")["code"] == "gate"
        await monitor.take(CUFF)
    assert place.api.command(session, "baseline")["baseline"]["sbp"] == 118
    place.api.checked(session)
    started = place.api.command(session, "start")
    assert started["phase"] == "infusion"
    assert started["clock"]["since_start_ms"] == 0


async def test_who_saw_an_older_session_is_told(place: Place) -> None:
    session = place.session()
    place.api.command(session, "baseline", revision=1)
    problem = refused(place, session, "notes", text="dizzy", revision=1)
    assert (problem["status"], problem["code"]) == (409, "stale_revision")
    assert problem["revision"] == 2


async def test_two_at_once_with_one_revision_are_one_and_a_refusal(place: Place) -> None:
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
    revision = place.api.get(f"/api/sessions/{session}").json()["revision"]
    answers = await asyncio.gather(
        *(
            asyncio.to_thread(
                place.api.post, f"/api/sessions/{session}/{name}", {"revision": revision}
            )
            for name in ("pause", "stop")
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_a_retry_with_the_same_key_acts_once(place: Place) -> None:
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
    key = {"Idempotency_Key": str(uuid.uuid4())}
    first = place.api.post(f"/api/sessions/{session}/pause", {"reason": "nausea"}, **key)
    again = place.api.post(f"/api/sessions/{session}/pause", {"reason": "nausea"}, **key)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    other = place.api.post(f"/api/sessions/{session}/pause", {"reason": "pain"}, **key)
    assert other.json()["code"] == "idempotency_key_reused"
    pauses = [r for r in place.records("command") if r["name"] == "pause"]
    assert len(pauses) == 1


async def test_a_session_created_twice_with_one_key_is_one(place: Place) -> None:
    key = {"Idempotency_Key": str(uuid.uuid4())}
    first = place.api.post("/api/sessions", new_session(place.bed), **key)
    again = place.api.post("/api/sessions", new_session(place.bed), **key)
    assert first.status_code == again.status_code == 201
    assert first.json()["id"] == again.json()["id"]
    assert len([r for r in place.records("command") if r["name"] == "create"]) == 1


async def test_a_bed_has_one_running_session(place: Place) -> None:
    session = place.session()
    answer = place.api.post("/api/sessions", new_session(place.bed))
    assert (answer.status_code, answer.json()["code"]) == (409, "bed_occupied")
    place.api.command(session, "abort", reason="patient did not come")
    assert place.session() != session
    assert refused(place, session, "baseline")["code"] == "wrong_phase"


async def test_what_is_not_there(place: Place) -> None:
    for ident in ("s" + "0" * 32, "nobody", "..%2f..%2fetc"):
        for name in ("start", "notes"):
            body = {"text": "x"} if name == "notes" else {}
            assert refused(place, ident, name, **body)["code"] == "not_found"
        assert place.api.get(f"/api/sessions/{ident}").status_code == 404
    answer = place.api.post("/api/sessions", new_session("no-such-bed"))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    session = place.session()
    assert place.api.post(f"/api/sessions/{session}/dance").status_code == 404


async def test_what_happened_before_it_was_entered(place: Place) -> None:
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
        await monitor.take({"hr": 70})
    started = place.api.get(f"/api/sessions/{session}").json()["started_at"]
    happened = (started + now_ms()) // 2
    paused = place.api.command(session, "pause", happened_at=happened)
    assert paused["phases"][-1]["from_at"] == happened
    assert paused["clock"]["infused_ms"] == happened - started
    for outside in (started - 3_600_000, now_ms() + 3_600_000):
        problem = refused(place, session, "resume", happened_at=outside)
        assert (problem["status"], problem["code"]) == (422, "happened_at")
    (pause,) = [r for r in place.records("command") if r["name"] == "pause"]
    assert pause["happened_at"] == happened < pause["at"]


async def test_once_the_drug_flows_abort_is_a_hand_over(place: Place) -> None:
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
    assert refused(place, session, "abort", reason="unwell")["code"] == "wrong_phase"
    aborted = place.api.command(session, "abort", reason="unwell", handed_over=True)
    assert aborted["phase"] == "aborted"
    assert place.shown()["session"] is None


@pytest.mark.parametrize(
    "text", ["\u202egnihton", "e" + "\u0301" * 2000, "<b>'; DROP TABLE records; --", "\r\n\x1b[31m"]
)
async def test_a_note_is_kept_as_it_was_written(place: Place, text: str) -> None:
    session = place.session()
    place.api.command(session, "notes", text=text)
    log = place.api.get(f"/api/sessions/{session}/log", kind="note").json()["items"]
    assert [note["clear"]["text"] for note in log] == [text]


@pytest.mark.parametrize("text", ["", "x" * 4001, "a\x00b"])
async def test_a_note_that_is_none(place: Place, text: str) -> None:
    session = place.session()
    assert refused(place, session, "notes", text=text)["status"] == 422


async def test_a_whole_visit(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        place.api.command(session, "stop", outcome="complete")
        done = place.api.command(session, "discharge")
        assert (done["phase"], done["outcome"]) == ("discharged", "complete")
        phases: list[str | None] = []
        while not phases or phases[-1] is not None:
            change = await screen.next("session")
            phase = change["session"] and change["session"]["phase"]
            if [phase] != phases[-1:]:
                phases.append(phase)
        assert phases == [
            "check_in",
            "baseline",
            "infusion",
            "observation",
            None,
        ]
        kinds = [r["kind"] for r in place.records("command", "end", "fact")]
        assert "end" in kinds


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("patient.weight_kg", 0),
        ("patient.weight_kg", "68"),
        ("patient.sex", "w"),
        ("patient.initials", ""),
        ("patient.birth_year", 1066),
        ("patient.ssn", "1"),
        ("dose_mg_per_kg", -1),
        ("dose_mg_per_kg", 50),
        ("bed", 1),
        ("simulated", "yes"),
    ],
)
async def test_a_session_with_something_wrong(place: Place, path: str, wrong: object) -> None:
    body = new_session(place.bed)
    *outer, name = path.split(".")
    part = body[outer[0]] if outer else body
    part[name] = wrong
    answer = place.api.post("/api/sessions", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert place.shown()["session"] is None


async def test_a_gate_is_passed_over_by_who_may_with_a_reason(place: Place) -> None:
    async with await place.monitor() as monitor:
        session = await place.ready(monitor)
        place.api.checked(session)
        override = {"override": {"reason": "the wall is being repaired"}}
        path = f"/api/sessions/{session}/start"
        refused_to = place.api.post(path, override)
        assert (refused_to.status_code, refused_to.json()["code"]) == (403, "role")
        charge = place.ward.charge
        bare = charge.post(path, {"override": {}})
        assert (bare.status_code, bare.json()["code"]) == (422, "invalid")
        started = charge.post(path, override)
        assert started.json()["phase"] == "infusion", started.text
    (command,) = [r for r in place.records("command") if r["name"] == "start"]
    assert command["body"]["override"] is True
    assert set(command["private"]) == {"reason"}
    assert "repaired" not in str(command)
