"""What surrounds every answer: headers, health, pages, and the answer to the unforeseen."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from app.auth.roles import Role
from app.web.surface import build
from tests.web.clinic import Clinic

ADDRESSES = ["/", "/healthz", "/api/me", "/api/nothing", "/static/src/main.js", "/static/nothing"]


@pytest.mark.parametrize("address", ADDRESSES)
async def test_every_answer_carries_the_headers(clinic: Clinic, address: str) -> None:
    async with clinic.client() as page:
        headers = (await page.get(address)).headers
    policy = headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers  # plain http
    assert "access-control-allow-origin" not in headers


async def test_no_cache_keeps_what_is_about_patients(clinic: Clinic) -> None:
    async with clinic.as_role(Role.NURSE) as script:
        for address in ("/api/beds", "/api/me", "/openapi.json"):
            assert (await script.get(address)).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["/", "/sign-in", "/wall", "/overview", "/duty", "/beds/1"])
async def test_the_pages_are_there_before_anybody_signed_in(clinic: Clinic, address: str) -> None:
    async with clinic.client() as page:
        answer = await page.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


async def test_what_the_pages_load_is_sent_once_while_unchanged(clinic: Clinic) -> None:
    async with clinic.client() as page:
        for address in ("/static/src/main.js", "/static/plotly.min.js", "/static/icon.svg"):
            first = await page.get(address)
            assert first.status_code == 200
            again = await page.get(address, headers={"If-None-Match": first.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")


async def test_it_lives_and_is_ready(clinic: Clinic) -> None:
    async with clinic.client() as probe:
        assert (await probe.get("/healthz")).json() == {"status": "ok"}
        ready = await probe.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "reasons": []})


async def test_what_nobody_foresaw_tells_nothing_but_its_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = APIRouter()

    @broken.get("/broken")
    async def fail() -> None:
        raise RuntimeError("secret detail")

    @asynccontextmanager
    async def nothing(_: FastAPI) -> AsyncIterator[None]:
        yield

    transport = httpx.ASGITransport(build(nothing, [broken]), raise_app_exceptions=False)
    with caplog.at_level(logging.ERROR, "app.web.security"):
        async with httpx.AsyncClient(transport=transport, base_url="http://vigil.test") as page:
            answer = await page.get("/broken")
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (500, "internal")
    assert "secret detail" not in answer.text
    assert "content-security-policy" in answer.headers
    assert problem["incident"] in caplog.text  # the log has the number and the stack
    assert "secret detail" in caplog.text


async def test_the_sockets_are_described_and_every_reference_leads_somewhere(
    clinic: Clinic,
) -> None:
    async with clinic.as_role(Role.DEVELOPER) as script:
        document = (await script.get("/asyncapi.json")).json()
    assert {channel["address"] for channel in document["channels"].values()} == {
        "/ws/monitor",
        "/ws/screen",
    }
    assert {"hello", "vitals", "skip", "ack"} <= document["channels"]["monitor"]["messages"].keys()
    assert {"subscribe", "command", "alarm"} <= document["channels"]["screen"]["messages"].keys()
    for reference in references(document):
        found = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]


def references(value: object) -> Iterator[str]:
    """Every `$ref` inside."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "$ref":
                yield item
            else:
                yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)
