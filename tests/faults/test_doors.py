"""Where a server may listen, on whose data, and what it speaks there."""

import shutil
import ssl
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.running import PASSWORD, add_user, running, vigil

OWN_PAGE = {"X-Requested-By": "vigil", "Sec-Fetch-Site": "same-origin"}


def test_a_second_server_on_the_same_data_refuses(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        second = vigil("serve", "--port", "0", data=tmp_path)
        assert second.returncode == 1
        assert second.stderr.startswith("vigil: ")
        assert second.stderr.count("\n") == 1
        assert "running" in second.stderr
        assert "ready" not in second.stdout
        assert httpx.get(f"{first.url}/healthz").status_code == 200


def test_other_machines_are_not_served_in_the_clear(tmp_path: Path) -> None:
    refused = vigil("serve", "--host", "0.0.0.0", data=tmp_path)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "--tls-cert" in refused.stderr
    assert refused.stdout == ""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of our own for 127.0.0.1, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)),
        ],
        check=True,
        capture_output=True,
    )
    return cert, key


def test_under_tls_the_cookie_is_secure_and_plain_http_is_not_answered(
    tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    cert, key = certificate
    add_user(tmp_path, "anna", "nurse")
    with running(tmp_path, "--tls-cert", str(cert), "--tls-key", str(key)) as server:
        assert server.url.startswith("https://127.0.0.1:")
        trusted = ssl.create_default_context(cafile=str(cert))
        with httpx.Client(base_url=server.url, verify=trusted) as page:
            answer = page.post("/api/sign-in", json={"username": "anna", "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            assert {"Secure", "HttpOnly", "SameSite=strict"} <= set(
                answer.headers["set-cookie"].split("; ")
            )
            assert "strict-transport-security" in answer.headers
            assert page.get("/api/me").json()["name"] == "anna"
            assert page.post("/api/sign-out", headers=OWN_PAGE).status_code == 204
        with pytest.raises(httpx.HTTPError):
            httpx.get(server.url.replace("https", "http") + "/healthz")
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{server.url}/healthz")  # nobody vouches for this certificate
