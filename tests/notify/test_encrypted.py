"""The way to the mail server: encrypted to a server whose certificate is trusted, or not at all."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from app.notify.channel import Letter, NotDelivered
from app.notify.mail import Mail
from app.notify.message import Message
from app.settings import Encryption, MailSettings
from tests.notify.receivers import Mailbox, listening

LETTER = Letter("n1", "carla@clinic.example", Message(at=1_790_000_000_000))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make a certificate with")
    file = tmp_path / "mail.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-subj", "/CN=mail.test", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-days", "2", "-keyout", str(file), "-out", str(tmp_path / "only.pem")),
        ],
        check=True,
        capture_output=True,
    )
    file.write_text(file.read_text() + (tmp_path / "only.pem").read_text())
    return file


def server_side(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def mail(port: int, encryption: Encryption) -> Mail:
    return Mail(
        MailSettings("127.0.0.1", port, "vigil@clinic.example", encryption, "vigil", "password")
    )


async def test_it_signs_in_and_sends_once_the_way_is_encrypted(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    mailbox = Mailbox(tls=server_side(certificate))
    async with listening(mailbox):
        channel = mail(mailbox.port, Encryption.STARTTLS)
        assert await channel.send(LETTER) == "250 kept as 4711"
        await channel.close()
    assert mailbox.signed_in == [b"\0vigil\0password"]
    assert len(mailbox.letters) == 1


async def test_a_server_that_nobody_vouches_for_is_told_nothing(certificate: Path) -> None:
    mailbox = Mailbox(tls=server_side(certificate))
    async with listening(mailbox):
        channel = mail(mailbox.port, Encryption.STARTTLS)
        with pytest.raises(NotDelivered, match="CERTIFICATE_VERIFY_FAILED"):
            await channel.send(LETTER)
        await channel.close()
    assert (mailbox.signed_in, mailbox.letters) == ([], [])


async def test_tls_from_the_first_byte_on(mailbox: Mailbox) -> None:
    """A server that speaks in the clear is no partner."""
    channel = mail(mailbox.port, Encryption.TLS)
    with pytest.raises(NotDelivered, match="SSL"):
        await channel.send(LETTER)
    await channel.close()
