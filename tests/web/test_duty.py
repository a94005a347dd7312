"""The roster over HTTP: who may read and set it, and what is refused with which code."""

from typing import Any

import pytest

from app.auth.roles import Role
from tests.web.clinic import Clinic

NOBODY: dict[str, Any] = {"nurse": [], "charge_nurse": [], "prescriber": []}


def roster(revision: int = 0, **steps: list[dict[str, Any]]) -> dict[str, Any]:
    return {"revision": revision, **NOBODY, **steps}


async def test_the_roster_is_set_and_read(clinic: Clinic) -> None:
    clinic.user("anna")
    clinic.user("dora", Role.CLINICIAN)
    asked = roster(
        nurse=[{"name": "anna", "email": None}],
        prescriber=[{"name": "dora", "email": "dora@clinic.example"}],
    )
    async with clinic.as_role(Role.CHARGE_NURSE) as charge:
        assert (await charge.get("/api/duty")).json() == roster(0)
        answer = await charge.put("/api/duty", json=asked)
        assert (answer.status_code, answer.json()) == (200, {**asked, "revision": 1})
        stale = await charge.put("/api/duty", json=asked)
        assert (stale.status_code, stale.json()["code"]) == (409, "stale_revision")
        assert stale.json()["revision"] == 1
    async with clinic.as_role(Role.NURSE) as nurse:
        assert (await nurse.get("/api/duty")).json() == {**asked, "revision": 1}
    assert ("duty_changed", "1") in await clinic.trail()


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ({"nurse": [{"name": "nobody"}]}, "unknown_user"),
        ({"prescriber": [{"name": "anna"}]}, "unfit_for_duty"),
        ({"nurse": [{"name": "anna", "email": "no address"}]}, "invalid"),
        ({"nurse": [{"name": "anna", "email": "a@b.example\nBcc: c@d.example"}]}, "invalid"),
        ({"nurse": [{"name": "anna", "email": "a@b.example,c@d.example"}]}, "invalid"),
        ({"nurse": [{"name": "anna", "telephone": "1"}]}, "invalid"),
    ],
)
async def test_what_is_no_roster(clinic: Clinic, steps: dict[str, Any], code: str) -> None:
    clinic.user("anna")
    async with clinic.as_role(Role.CLINICIAN) as prescriber:
        answer = await prescriber.put("/api/duty", json=roster(**steps))
        assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert (await prescriber.get("/api/duty")).json()["revision"] == 0
