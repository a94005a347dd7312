"""Whatever is sent, the answer is a problem with a stable code, and the server lives on."""

from collections.abc import AsyncIterator

import pytest

from app.auth.roles import Role
from tests.web.clinic import Clinic

DEEP = b'{"role":' + b"[" * 100 + b"]" * 100 + b"}"
VERY_DEEP = b'{"role":' + b"[" * 100_000 + b"]" * 100_000 + b"}"

BODIES = [
    (b"", 422, "invalid"),
    (b"not json", 400, "malformed_json"),
    (b'{"role":"nurse"', 400, "malformed_json"),
    (b'{"role":"nurse","days":NaN}', 400, "malformed_json"),
    (b'{"role":"nurse","days":Infinity}', 400, "malformed_json"),
    (b'{"role":"nurse","days":1e400}', 422, "number_out_of_range"),
    (b'{"role":"nurse","days":' + b"9" * 400 + b"}", 422, "number_out_of_range"),
    (b'{"role":"nurse","days":9007199254740993}', 422, "number_out_of_range"),
    (b'{"role":"nurse","label":"\\ud800"}', 400, "malformed_json"),
    (b'{"role":"nurse","label":"\xed\xa0\x80"}', 400, "malformed_json"),
    (b'{"role":"nurse","label":"\xff"}', 400, "malformed_json"),
    (b'{"role":"nurse","label":"a\\u0000b"}', 422, "bad_text"),
    (b'{"ro\\u0000le":"nurse"}', 422, "bad_text"),
    (DEEP, 400, "too_deep"),
    (VERY_DEEP, 400, "too_deep"),
    (b'"nurse"', 422, "invalid"),
    (b"[]", 422, "invalid"),
    (b"null", 422, "invalid"),
    (b'{"role":"king"}', 422, "invalid"),
    (b'{"role":1}', 422, "invalid"),
    (b'{"role":"nurse","days":"3"}', 422, "invalid"),
    (b'{"role":"nurse","days":3.0}', 422, "invalid"),
    (b'{"role":"nurse","days":true}', 422, "invalid"),
    (b'{"role":"nurse","days":0}', 422, "invalid"),
    (b'{"role":"nurse","surprise":1}', 422, "invalid"),
    (b'{"role":"nurse","label":"' + b"x" * 101 + b'"}', 422, "invalid"),
    (b'{"label":"' + b"x" * 300_000 + b'"}', 413, "too_large"),
]


@pytest.mark.parametrize(("body", "status", "code"), BODIES, ids=lambda value: str(value)[:40])
async def test_a_bad_body(clinic: Clinic, body: bytes, status: int, code: str) -> None:
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        answer = await script.post(
            "/api/tokens", content=body, headers={"Content-Type": "application/json"}
        )
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert answer.json()["title"]
        assert (await script.get("/api/me")).status_code == 200


async def test_an_invalid_field_is_named_and_not_repeated(clinic: Clinic) -> None:
    async with clinic.client() as page:
        answer = await page.post("/api/sign-in", json={"username": "anna", "password": 12345})
    assert "password" in [each["field"].split(".")[-1] for each in answer.json()["errors"]]
    assert "12345" not in answer.text


async def test_a_long_body_that_does_not_say_so(clinic: Clinic) -> None:
    async def drip() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 10_000

    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        answer = await script.post(
            "/api/tokens",
            content=drip(),
            headers={"Content-Type": "application/json"},
        )
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nothing", 404, "not_found"),
        ("GET", "/docs", 404, "not_found"),
        ("GET", "/redoc", 404, "not_found"),
        ("GET", "/metrics", 404, "not_found"),
        ("POST", "/api/beds/swap", 405, "method_not_allowed"),
        ("GET", "/api/users", 404, "not_found"),
        ("DELETE", "/api/tokens", 405, "method_not_allowed"),
        ("TRACE", "/api/me", 405, "method_not_allowed"),
        ("GET", "/api/me/", 404, "not_found"),
        ("GET", "/api/beds/none", 404, "not_found"),
        ("GET", "/api/beds/%00", 404, "not_found"),
        ("GET", "/api/beds/..%2f..%2fetc", 404, "not_found"),
        ("GET", "/static/../pyproject.toml", 404, "not_found"),
        ("GET", "/static/%2e%2e/pyproject.toml", 404, "not_found"),
        ("GET", "/static/src/%2e%2e/package.json", 404, "not_found"),
        ("GET", "/static/package.json", 404, "not_found"),
        ("GET", "/static/generate.py", 404, "not_found"),
        ("POST", "/api/monitors/none/bind", 404, "not_found"),
        ("POST", "/api/tokens/none/revoke", 404, "not_found"),
    ],
)
async def test_an_address_that_is_not_there(
    clinic: Clinic, method: str, path: str, status: int, code: str
) -> None:
    asked = {"bed": "1"} if path.endswith("/bind") else None
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        answer = await script.request(method, path, json=asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("id", ["", " ", "../x", "a/b", "a b", "é", "a" * 41, "-a", "<b>", "'--"])
async def test_an_id_that_cannot_be_part_of_an_address(clinic: Clinic, id: str) -> None:
    async with clinic.as_role(Role.ADMINISTRATOR) as script:
        answer = await script.post("/api/monitors", json={"id": id})
    assert answer.status_code == 422
    assert answer.json()["code"] in {"bad_id", "invalid"}
