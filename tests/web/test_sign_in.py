"""Signing in: what the cookie is like, how long it holds, what ends it."""

import pytest

from app.auth.roles import Role
from app.store import tokens as stored_tokens
from app.store import users
from tests.web.clinic import NOW, OWN_PAGE, PASSWORD, Clinic

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS


async def test_a_nurse_signs_in_and_is_known(clinic: Clinic) -> None:
    clinic.user("anna")
    async with clinic.client() as page:
        answer = await page.post("/api/sign-in", json={"username": "Anna", "password": PASSWORD})
        assert answer.status_code == 200
        me = (await page.get("/api/me")).json()
    assert (me["name"], me["role"], me["via"], me["simulation"]) == (
        "anna",
        "nurse",
        "cookie",
        False,
    )
    assert "run_sessions" in me["actions"]
    assert "manage_tokens" not in me["actions"]
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("vigil_sign_in=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie  # plain http on loopback
    assert PASSWORD not in answer.text


async def test_the_cookie_is_secure_under_tls(clinic: Clinic) -> None:
    clinic.user("anna")
    async with clinic.client() as page:
        answer = await page.post(
            "https://vigil.test/api/sign-in", json={"username": "anna", "password": PASSWORD}
        )
    assert "Secure" in answer.headers["set-cookie"].split("; ")
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


@pytest.mark.parametrize(
    "asked",
    [
        {"username": "anna", "password": "a long walk by the sea"},
        {"username": "nobody", "password": PASSWORD},
        {"username": "admin", "password": "admin"},
        {"token": "vgl_api_" + "A" * 43},
        {"token": "nonsense"},
    ],
)
async def test_whoever_is_not_known_stays_out(clinic: Clinic, asked: dict[str, str]) -> None:
    clinic.user("anna")
    async with clinic.client() as page:
        answer = await page.post("/api/sign-in", json=asked)
        assert (answer.status_code, answer.json()["code"]) == (401, "bad_credentials")
        assert "set-cookie" not in answer.headers
        assert (await page.get("/api/me")).json()["code"] == "sign_in_required"


async def test_every_sign_in_has_a_secret_of_its_own(clinic: Clinic) -> None:
    clinic.user("anna")
    cookies = set()
    for _ in range(2):
        async with clinic.client() as page:
            page.cookies.set("vigil_sign_in", "vgl_sgn_" + "A" * 43)  # one planted beforehand
            await page.post("/api/sign-in", json={"username": "anna", "password": PASSWORD})
            cookies |= {cookie.value for cookie in page.cookies.jar}
    assert len(cookies) == 3  # the planted one and two new ones


async def test_signing_out_ends_the_sign_in_and_not_only_the_cookie(clinic: Clinic) -> None:
    clinic.user("anna")
    async with clinic.client() as page:
        await page.post("/api/sign-in", json={"username": "anna", "password": PASSWORD})
        stolen = page.cookies["vigil_sign_in"]
        assert (await page.post("/api/sign-out", headers=OWN_PAGE)).status_code == 204
        assert "vigil_sign_in" not in page.cookies
    async with clinic.client(Cookie=f"vigil_sign_in={stolen}") as page:
        assert (await page.get("/api/me")).status_code == 401


async def test_a_sign_in_ends_after_an_hour_of_idleness(clinic: Clinic) -> None:
    clinic.user("anna")
    async with clinic.client() as page:
        await page.post("/api/sign-in", json={"username": "anna", "password": PASSWORD})
        clinic.clock.pass_by(59 * MINUTE_MS)
        assert (await page.get("/api/me")).status_code == 200  # counts as a use
        clinic.clock.pass_by(59 * MINUTE_MS)
        assert (await page.get("/api/me")).status_code == 200
        clinic.clock.pass_by(60 * MINUTE_MS)
        assert (await page.get("/api/me")).status_code == 401


async def test_a_sign_in_ends_after_a_working_day_however_busy(clinic: Clinic) -> None:
    clinic.user("anna")
    async with clinic.client() as page:
        await page.post("/api/sign-in", json={"username": "anna", "password": PASSWORD})
        for _ in range(23):
            clinic.clock.pass_by(30 * MINUTE_MS)
            assert (await page.get("/api/me")).status_code == 200
        clinic.clock.pass_by(30 * MINUTE_MS)
        assert (await page.get("/api/me")).status_code == 401


async def test_a_walls_cookie_holds_until_its_token_is_revoked(clinic: Clinic) -> None:
    secret = clinic.token(Role.WALL, id="w1")
    async with clinic.client() as wall:
        answer = await wall.post("/api/sign-in", json={"token": secret})
        assert (answer.status_code, answer.json()["role"]) == (200, "wall")
        clinic.clock.pass_by(90 * 24 * HOUR_MS)
        assert (await wall.get("/api/beds")).status_code == 200
        with clinic.database.writing() as connection:
            stored_tokens.revoke(connection, NOW, "test", "w1")
        assert (await wall.get("/api/beds")).status_code == 401


async def test_disabling_a_user_or_changing_the_password_ends_the_sign_ins(clinic: Clinic) -> None:
    clinic.user("anna")
    clinic.user("bert")
    async with clinic.client() as a, clinic.client() as b:
        for page, name in ((a, "anna"), (b, "bert")):
            await page.post("/api/sign-in", json={"username": name, "password": PASSWORD})
        with clinic.database.writing() as connection:
            users.disable(connection, NOW, "test", "anna")
            users.set_password(connection, NOW, "test", "bert", "another hash")
        assert (await a.get("/api/me")).status_code == 401
        assert (await b.get("/api/me")).status_code == 401
        again = await a.post("/api/sign-in", json={"username": "anna", "password": PASSWORD})
        assert again.status_code == 401


async def test_signing_in_and_failing_to_leave_a_trace(clinic: Clinic) -> None:
    clinic.user("anna")
    async with clinic.client() as page:
        await page.post("/api/sign-in", json={"username": "anna", "password": "not this one"})
        await page.post("/api/sign-in", json={"username": "anna", "password": PASSWORD})
    trail = await clinic.trail()
    assert trail[-2:] == [("sign_in_failed", "anna"), ("signed_in", "anna")]


async def test_guessing_is_slowed_down_and_ends_with_the_right_password(clinic: Clinic) -> None:
    clinic.user("anna")
    answers = []
    async with clinic.client() as page:
        for guess in range(11):
            asked = {"username": "anna", "password": f"guess number {guess}"}
            answers.append(await page.post("/api/sign-in", json=asked))
        other = await page.post("/api/sign-in", json={"username": "bert", "password": "whatever"})
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert answers[-1].json()["code"] == "throttled"
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert other.status_code == 401  # others are not locked out with her
