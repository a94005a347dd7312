"""What `vigil serve` refuses before it listens: one line that says why, exit code 2."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_admin import vigil


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


def test_a_port_that_is_taken(tmp_path: Path, taken: str) -> None:
    outcome = vigil(tmp_path / "data", "serve", "--port", taken)
    assert outcome.returncode == 2
    assert f"cannot listen on 127.0.0.1:{taken}" in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1
