"""What `vigil serve` refuses before it listens: one line that says why, exit code 2."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_admin import vigil

_USER = ["--smtp-user", "jürgen", "--smtp-password-file", __file__]


@pytest.fixture
def taken() -> Iterator[str]:
    """A port that somebody has: a server that is not refused for its arguments ends there."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield str(listener.getsockname()[1])


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--host", "0.0.0.0"], "serving on 0.0.0.0 needs --tls-cert and --tls-key"),
        (["--host", "192.0.2.7"], "or --behind-proxy ADDR"),
        (["--host", "clinic.example"], "patient data does not travel unencrypted"),
        (["--tls-cert", "cert.pem"], "--tls-cert and --tls-key go together"),
        (["--tls-key", "key.pem"], "--tls-cert and --tls-key go together"),
        (["--tls-cert", "no.pem", "--tls-key", "no.pem"], "no.pem is not a file"),
        (["--rate", "10"], "--rate is for --simulation"),
        (["--simulation", "--rate", "0"], "--rate must be from 0.1 to 100"),
        (["--simulation", "--rate", "101"], "--rate must be from 0.1 to 100"),
        (["--simulation", "--rate", "nan"], "--rate must be from 0.1 to 100"),
        (["--rate", "fast"], "--rate"),
        (["--port", "eighty"], "--port"),
        (["--port", "70000"], "--port"),
        (["--faster"], "--faster"),
        (["--webhook-url", "https://x.example"], "--webhook-url and --webhook-secret-file go"),
        (["--webhook-url", "https://x.example", "--webhook-secret-file", "no"], "No such file"),
        (["--smtp", "mail.example:25"], "--smtp and --smtp-from go together"),
        (["--smtp-user", "vigil"], "--smtp-user and --smtp-password-file go together"),
        (["--smtp", "mail.example", "--smtp-from", "v@c.example"], "--smtp must be HOST:PORT"),
        (["--smtp", "mail.example:0", "--smtp-from", "v@c.example"], "--smtp must be HOST:PORT"),
        (["--smtp", "mail.example:25", "--smtp-from", "vigil"], "--smtp-from must be an address"),
        (
            ["--smtp", "mail.example:25", "--smtp-from", "v@c.example", "--smtp-tls", "none"],
            "--smtp-tls none is for a mail server on this machine, not for mail.example",
        ),
        (
            ["--smtp", "mail.example:25", "--smtp-from", "v@c.example", "--smtp-tls", "maybe"],
            "--smtp-tls must be starttls, tls or none",
        ),
        (["--smtp", "m.example:25", "--smtp-from", "v@c.example", *_USER], "must be ASCII"),
        (["--public-url", "vigil.example"], "--public-url must be a whole address"),
    ],
)
def test_arguments_that_do_not_fit(
    tmp_path: Path, taken: str, options: list[str], told: str
) -> None:
    outcome = vigil(tmp_path / "data", "serve", "--port", taken, *options)
    assert outcome.returncode == 2
    assert outcome.stdout == ""
    assert told in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1
    assert not (tmp_path / "data").exists(), "nothing was made before it was refused"


@pytest.mark.parametrize(
    ("url", "secret", "told"),
    [
        ("http://pager.example/", "long enough to sign", "--webhook-url must be https"),
        ("ftp://pager.example/", "long enough to sign", "--webhook-url must be a whole address"),
        ("https://pager.example/", "short", "--webhook-secret-file must hold 16 bytes or more"),
    ],
)
def test_a_webhook_that_is_not_safe(
    tmp_path: Path, taken: str, url: str, secret: str, told: str
) -> None:
    file = tmp_path / "secret"
    file.write_text(secret)
    options = ["--port", taken, "--webhook-url", url, "--webhook-secret-file", str(file)]
    outcome = vigil(tmp_path / "data", "serve", *options)
    assert (outcome.returncode, outcome.stdout) == (2, "")
    assert told in outcome.stderr


def test_a_port_that_is_taken(tmp_path: Path, taken: str) -> None:
    outcome = vigil(tmp_path / "data", "serve", "--port", taken)
    assert outcome.returncode == 2
    assert f"cannot listen on 127.0.0.1:{taken}" in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1
