"""What only a running server can show: sockets and their origins, changes beside it, proxies."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from tests.peers import Screen
from tests.running import PASSWORD, Running, add_token, add_user, done, running, vigil

OUT_WITHIN_S = 2.0
OWN_PAGE = {"X-Requested-By": "vigil", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    data: Path = tmp_path_factory.mktemp("data")
    add_user(data, "anna", "nurse")
    with running(data) as server:
        yield server


@contextmanager
def signed_in(server: Running, name: str = "anna") -> Iterator[httpx.Client]:
    """A browser that has signed in."""
    with httpx.Client(base_url=server.url) as page:
        answer = page.post("/api/sign-in", json={"username": name, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        yield page


async def screen(server: Running, **headers: str) -> ClientConnection:
    return await connect(
        f"{server.ws}/ws/screen",
        subprotocols=["vigil.screen.v1"],  # type: ignore[list-item]  # a NewType of str
        additional_headers=headers,
    )


async def test_a_socket_with_a_cookie_is_opened_by_our_own_pages_only(server: Running) -> None:
    with signed_in(server) as page:
        cookie = f"vigil_sign_in={page.cookies['vigil_sign_in']}"
    host = server.url.removeprefix("http://")
    refused = [
        None,
        "null",
        "https://evil.example",
        f"http://{host}.evil.example",
        "http://127.0.0.1:1",
        f"https://{host}",
    ]
    for origin in refused:
        headers = {"Cookie": cookie} | ({} if origin is None else {"Origin": origin})
        with pytest.raises(InvalidStatus) as raised:
            await screen(server, **headers)
        assert raised.value.response.status_code == 403, origin
        assert b'"origin"' in (raised.value.response.body or b"")
    own = await screen(server, Cookie=cookie, Origin=server.url)
    await own.close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer vgl_api_" + "A" * 43}, 401),
        ({"Cookie": "vigil_sign_in=vgl_sgn_" + "A" * 43}, 403),
        ({"Cookie": "vigil_sign_in=nonsense", "Origin": "own"}, 401),
    ],
)
async def test_a_socket_of_a_stranger(
    server: Running, headers: dict[str, str], status: int
) -> None:
    sent = headers | ({"Origin": server.url} if "Origin" in headers else {})
    with pytest.raises(InvalidStatus) as raised:
        await screen(server, **sent)
    assert raised.value.response.status_code == status


async def test_a_token_in_the_address_opens_nothing(server: Running) -> None:
    token = add_token(server.data, "nurse")
    with pytest.raises(InvalidStatus) as raised:
        await connect(f"{server.ws}/ws/screen?token={token}&access_token={token}")
    assert raised.value.response.status_code == 401


async def test_a_revoked_token_is_out_within_two_seconds(server: Running) -> None:
    token = add_token(server.data, "charge_nurse")
    listed = done("token", "list", data=server.data).splitlines()
    (id,) = [line.split("\t")[0] for line in listed if "charge_nurse" in line]
    async with await Screen.on(server.ws, token) as watching:
        await asyncio.to_thread(done, "token", "revoke", id, data=server.data)
        assert await watching.closed(OUT_WITHIN_S) == 4401


async def test_a_disabled_user_is_out_within_two_seconds(server: Running) -> None:
    add_user(server.data, "bert", "nurse")  # works at once, beside the running server
    with signed_in(server, "bert") as page:
        cookie = f"vigil_sign_in={page.cookies['vigil_sign_in']}"
        watching = await screen(server, Cookie=cookie, Origin=server.url)
        await asyncio.to_thread(done, "user", "disable", "bert", data=server.data)
        before = time.monotonic()
        await watching.wait_closed()
        assert time.monotonic() - before <= OUT_WITHIN_S
        assert watching.close_code == 4401
        assert page.get("/api/me").status_code == 401


async def test_signing_out_closes_the_page_s_sockets(server: Running) -> None:
    with signed_in(server) as page:
        cookie = f"vigil_sign_in={page.cookies['vigil_sign_in']}"
        watching = await screen(server, Cookie=cookie, Origin=server.url)
        assert page.post("/api/sign-out", headers=OWN_PAGE).status_code == 204
        await watching.wait_closed()
        assert watching.close_code == 4401


def test_what_must_not_run_beside_a_server_says_so(server: Running) -> None:
    refused = vigil("migrate", data=server.data)
    assert refused.returncode == 1
    assert refused.stderr.startswith("vigil: ")
    assert "running" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_forged_forwarding_header_is_not_believed(server: Running) -> None:
    answer = httpx.post(
        f"{server.url}/api/sign-in",
        json={"username": "anna", "password": PASSWORD},
        headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.1.2.3"},
    )
    assert answer.status_code == 200
    assert "Secure" not in answer.headers["set-cookie"].split("; ")


def test_behind_its_proxy_the_cookie_is_secure(tmp_path: Path) -> None:
    add_user(tmp_path, "anna", "nurse")
    with running(tmp_path, "--behind-proxy", "127.0.0.1") as server:
        answer = httpx.post(
            f"{server.url}/api/sign-in",
            json={"username": "anna", "password": PASSWORD},
            headers={"X-Forwarded-Proto": "https", "Origin": server.url.replace("http", "https")},
        )
        assert answer.status_code == 200, answer.text
    assert "Secure" in answer.headers["set-cookie"].split("; ")
    assert "strict-transport-security" in answer.headers


def test_nothing_secret_and_no_control_character_is_printed(server: Running) -> None:
    forged = "x\r\n\x1b[31mERROR forged"
    with signed_in(server) as page:
        secret = page.cookies["vigil_sign_in"]
        page.get("/api/me", params={"name": forged})
        page.post("/api/sign-in", json={"username": forged, "password": PASSWORD})
    printed = "".join(server.printed)
    assert secret not in printed
    assert PASSWORD not in printed
    assert "forged" not in printed
