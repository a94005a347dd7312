"""What holds a start: questions and measurements; who may pass over it, and what the log keeps."""

from typing import Any

import httpx
import pytest

from tests.peers import Api
from tests.streaming.ward import Place

REASON = {"override": {"reason": "seen by the doctor, wants to begin"}}


@pytest.fixture
def clinician(place: Place) -> Any:
    api = Api(place.ward.server.url, place.ward.token("clinician"))
    yield api
    api.close()


def start(api: Api, session: str, **body: Any) -> httpx.Response:
    return api.post(f"/api/sessions/{session}/start", body)


def held(answer: httpx.Response) -> dict[str, str]:
    """What is not passed, and how firmly it holds."""
    assert (answer.status_code, answer.json()["code"]) == (422, "gate"), answer.text
    return {c["id"]: c["grade"] for c in answer.json()["criteria"] if c["result"] != "pass"}


def measured(place: Place, sbp: float, dbp: float, birth_year: int = 1984, **hand: float) -> str:
    """A session whose baseline was measured by hand, every question answered."""
    patient = {"identifier": "MRN-9", "initials": "T.O.", "birth_year": birth_year}
    patient |= {"sex": "f", "weight_kg": 68}
    session: str = place.api.session(place.bed, patient=patient)["id"]
    place.api.command(session, "baseline")
    for _ in range(2):
        vitals = {"sbp": sbp, "dbp": dbp, "hr": 72, "spo2": 97, **hand}
        place.api.command(session, "readings", vitals=vitals)
    place.api.command(session, "baseline")
    place.api.checked(session)
    return session


async def test_a_soft_hold_is_passed_over_by_who_is_in_charge(place: Place) -> None:
    session = measured(place, 142, 88)
    refused = start(place.api, session)
    assert held(refused) == {"sbp": "soft"}
    (criterion,) = refused.json()["criteria"]
    assert (criterion["value"], criterion["text"]) == (142, "SBP 142 is above 140")
    by_nurse = start(place.api, session, **REASON)
    assert (by_nurse.status_code, by_nurse.json()["code"]) == (403, "role")
    assert start(place.ward.charge, session, **REASON).json()["phase"] == "infusion"
    (command,) = [r for r in place.records("command") if r["name"] == "start"]
    assert [each["id"] for each in command["body"]["held"]] == ["sbp"]
    assert command["body"]["overrides"] == "soft"
    assert set(command["private"]) == {"reason"}


async def test_from_65_years_on_the_same_pressure_holds_nothing(place: Place) -> None:
    assert start(place.api, measured(place, 142, 88, 1950)).json()["phase"] == "infusion"


async def test_a_hard_hold_is_the_clinicians(place: Place, clinician: Api) -> None:
    session = measured(place, 162, 88)
    assert held(start(place.ward.charge, session, **REASON)) == {"sbp": "hard"}
    assert start(clinician, session, **REASON).json()["phase"] == "infusion"


async def test_after_settling_the_last_two_readings_count(place: Place) -> None:
    session = measured(place, 148, 88)
    assert held(start(place.api, session)) == {"sbp": "soft"}
    for _ in range(2):
        place.api.command(session, "readings", vitals={"sbp": 132, "dbp": 82})
    assert start(place.api, session).json()["baseline"]["sbp"] == 132


async def test_readings_far_apart_ask_for_a_third(place: Place) -> None:
    session = measured(place, 120, 80)
    place.api.command(session, "baseline")
    for sbp in (118, 132):
        place.api.command(session, "readings", vitals={"sbp": sbp, "dbp": 80})
    assert start(place.api, session).status_code == 200, "there were more than two"


async def test_a_question_without_an_answer_is_passed_over_by_nobody(
    place: Place, clinician: Api
) -> None:
    session = place.session()
    place.api.command(session, "baseline")
    for _ in range(2):
        vitals = {"sbp": 120, "dbp": 80, "hr": 70, "spo2": 98, "rr": 14}
        place.api.command(session, "readings", vitals=vitals)
    place.api.command(session, "assessments", scale="moaas", score=5)
    assert set(held(start(clinician, session, **REASON)).values()) == {"firm"}
    answers = place.api.answers(session, "start")
    place.api.command(session, "checklist", answers={**answers, "escort": "no"})
    assert held(start(place.api, session)) == {"escort": "soft"}
    place.api.command(session, "checklist", item="pregnancy", answer="no")
    assert held(start(place.ward.charge, session, **REASON)) == {"pregnancy": "hard"}
    place.api.command(session, "checklist", item="pregnancy", answer="not_applicable")
    assert start(place.ward.charge, session, **REASON).status_code == 200


async def test_what_was_not_measured_is_unknown_and_does_not_pass(place: Place) -> None:
    session = place.session()
    place.api.command(session, "baseline")
    for _ in range(2):
        place.api.command(session, "readings", vitals={"sbp": 120, "dbp": 80})
    place.api.command(session, "baseline")
    place.api.command(session, "checklist", answers=place.api.answers(session, "start"))
    refused = start(place.api, session)
    assert held(refused) == {"hr": "hard", "spo2": "hard", "rr": "soft", "moaas": "soft"}
    assert {c["result"] for c in refused.json()["criteria"]} == {"unknown"}


async def test_what_stands_before_the_start_can_be_asked(place: Place) -> None:
    session = measured(place, 142, 88)
    asked = place.api.get(f"/api/sessions/{session}/readiness").json()
    results = {c["id"]: c["result"] for c in asked["criteria"]}
    assert asked["step"] == "start"
    assert asked["settle_ms"] == 300_000
    assert (results.pop("sbp"), set(results.values())) == ("fail", {"pass"})
    assert {"consent", "hr", "moaas"} <= results.keys()
    place.api.command(session, "abort", reason="not today")
    over = place.api.get(f"/api/sessions/{session}/readiness").json()
    assert (over["step"], over["criteria"]) == (None, [])
