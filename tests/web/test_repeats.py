"""A POST that comes twice with one Idempotency-Key acts once."""

import asyncio

import pytest

from app.auth.roles import Role
from tests.web.clinic import OWN_PAGE, PASSWORD, Clinic

KEY = {"Idempotency-Key": "6f1c2f0e-6f0a-4b57-9d5c-0f3b8f6a1d11"}


async def test_the_first_answer_comes_again_without_its_secret(clinic: Clinic) -> None:
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        first = await script.post("/api/monitors", json={"id": "m1"}, headers=KEY)
        again = await script.post("/api/monitors", json={"id": "m1"}, headers=KEY)
        monitors = (await script.get("/api/monitors")).json()["items"]
    assert (first.status_code, again.status_code) == (201, 201)
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert again.json() == first.json() | {"token": None}
    assert len(monitors) == 1


async def test_a_key_belongs_to_one_request(clinic: Clinic) -> None:
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        await script.post("/api/monitors", json={"id": "m1"}, headers=KEY)
        for address, asked in (("/api/monitors", {"id": "m2"}), ("/api/tokens", {"role": "nurse"})):
            answer = await script.post(address, json=asked, headers=KEY)
            assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


async def test_a_key_belongs_to_one_principal(clinic: Clinic) -> None:
    async with (
        clinic.as_role(Role.ADMINISTRATOR) as one,
        clinic.as_role(Role.ADMINISTRATOR) as other,
    ):
        first = await one.post("/api/tokens", json={"role": "nurse"}, headers=KEY)
        second = await other.post("/api/tokens", json={"role": "nurse"}, headers=KEY)
    assert first.json()["id"] != second.json()["id"]
    assert second.json()["token"] is not None


async def test_two_at_the_same_time_act_once(clinic: Clinic) -> None:
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        answers = await asyncio.gather(
            *(script.post("/api/tokens", json={"role": "nurse"}, headers=KEY) for _ in range(5))
        )
    assert {answer.json()["id"] for answer in answers} == {answers[0].json()["id"]}
    assert sum(answer.json()["token"] is not None for answer in answers) == 1


async def test_a_refused_request_may_be_tried_again(clinic: Clinic) -> None:
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        await script.post("/api/monitors", json={"id": "m1"})
        refused = await script.post("/api/monitors/m1/bind", json={"bed": "1"}, headers=KEY)
        assert refused.status_code == 404
        await script.put("/api/beds/1", json={"label": "1"})
        bound = await script.post("/api/monitors/m1/bind", json={"bed": "1"}, headers=KEY)
    assert (bound.status_code, bound.json()["bed"]) == (200, "1")


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 201, "é".encode().decode("latin-1")])
async def test_a_key_that_is_none(clinic: Clinic, key: str) -> None:
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        answer = await script.post(
            "/api/tokens",
            json={"role": "nurse"},
            headers=[(b"Idempotency-Key", key.encode("latin-1"))],
        )
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_idempotency_key")


async def test_signing_in_may_carry_a_key(clinic: Clinic) -> None:
    clinic.user("nina")
    async with clinic.client(**OWN_PAGE) as browser:
        answer = await browser.post(
            "/api/sign-in",
            json={"username": "nina", "password": PASSWORD},
            headers={"Idempotency-Key": "first-try"},
        )
    assert answer.status_code == 200
