"""Writes with a cookie come from our own pages only; Bearer tokens need no such proof."""

import pytest

from app.auth.roles import Role
from tests.web.clinic import ORIGIN, Clinic

OURS = {"X-Requested-By": "vigil"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OURS | {"Origin": ORIGIN}, 204),
        (OURS | {"Origin": ORIGIN + ":80"}, 204),
        (OURS | {"Sec-Fetch-Site": "same-origin"}, 204),
        ({"Origin": ORIGIN}, 403),
        (OURS, 403),
        ({}, 403),
        (OURS | {"X-Requested-By": "other", "Origin": ORIGIN}, 403),
        (OURS | {"Sec-Fetch-Site": "same-site"}, 403),
        (OURS | {"Origin": "https://evil.example"}, 403),
        (OURS | {"Origin": "null"}, 403),
        (OURS | {"Origin": ORIGIN + ".evil.example"}, 403),
        (OURS | {"Origin": ORIGIN + ":8080"}, 403),
        (OURS | {"Origin": "https://vigil.test"}, 403),
        (OURS | {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, 403),
    ],
)
async def test_a_write_with_a_cookie(clinic: Clinic, headers: dict[str, str], status: int) -> None:
    async with clinic.client() as page:
        await page.post("/api/sign-in", json={"token": clinic.token(Role.NURSE)})
        answer = await page.post("/api/sign-out", headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["code"] == "csrf"


async def test_a_bearer_token_needs_no_origin(clinic: Clinic) -> None:
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        answer = await script.post(
            "/api/tokens", json={"role": "nurse"}, headers={"Origin": "https://evil.example"}
        )
    assert answer.status_code == 201


async def test_a_foreign_page_signs_nobody_in(clinic: Clinic) -> None:
    async with clinic.client(Origin="https://evil.example") as page:
        answer = await page.post("/api/sign-in", json={"token": clinic.token(Role.NURSE)})
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
async def test_a_form_of_another_site_cannot_pose_as_json(
    clinic: Clinic, content_type: str
) -> None:
    async with clinic.client() as page:
        answer = await page.post(
            "/api/sign-in",
            content=b'{"username":"anna","password":"whatever"}',
            headers={"Content-Type": content_type},
        )
    assert (answer.status_code, answer.json()["code"]) == (415, "content_type")
