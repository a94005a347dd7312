"""The flags of `vigil serve` about ways to tell people outside; each may also be a variable of
the environment: `--smtp-from` is VIGIL_SMTP_FROM."""

import argparse
import os
from pathlib import Path
from urllib.parse import urlsplit

from app.cli.failure import Usage
from app.cli.loopback import is_loopback
from app.settings import Encryption, MailSettings, WebhookSettings

SHORTEST_SECRET = 16  # bytes

_FLAGS = {
    "--webhook-url": ("URL", "a program that is told of escalating alarms"),
    "--webhook-secret-file": ("FILE", "holds the secret that signs what it gets"),
    "--smtp": ("HOST:PORT", "the mail server for escalating alarms"),
    "--smtp-from": ("ADDRESS", "where its messages come from"),
    "--smtp-user": ("NAME", "to sign in at the mail server"),
    "--smtp-password-file": ("FILE", "holds the password"),
    "--smtp-tls": ("HOW", "starttls (default), tls, or none (on this machine only)"),
    "--public-url": ("URL", "where people reach the pages: messages link there"),
}


def register(command: argparse.ArgumentParser) -> None:
    for flag, (shown, help) in _FLAGS.items():
        variable = "VIGIL_" + flag.removeprefix("--").replace("-", "_").upper()
        command.add_argument(
            flag, metavar=shown, default=os.environ.get(variable) or None, help=help
        )


def webhook(arguments: argparse.Namespace) -> WebhookSettings | None:
    """Raises Usage where the arguments do not fit together."""
    url, file = arguments.webhook_url, arguments.webhook_secret_file
    if (url is None) != (file is None):
        raise Usage("--webhook-url and --webhook-secret-file go together")
    if url is None:
        return None
    secret = _secret("--webhook-secret-file", file)
    if len(secret) < SHORTEST_SECRET:
        raise Usage(f"--webhook-secret-file must hold {SHORTEST_SECRET} bytes or more")
    return WebhookSettings(_address("--webhook-url", url, encrypted=True), secret)


def mail(arguments: argparse.Namespace) -> MailSettings | None:
    """Raises Usage where the arguments do not fit together."""
    if (arguments.smtp is None) != (arguments.smtp_from is None):
        raise Usage("--smtp and --smtp-from go together")
    if (arguments.smtp_user is None) != (arguments.smtp_password_file is None):
        raise Usage("--smtp-user and --smtp-password-file go together")
    if arguments.smtp is None:
        return None
    host, _, port = arguments.smtp.rpartition(":")
    host = host.strip("[]")
    if not host or not port.isdecimal() or not 0 < int(port) <= 65_535:
        raise Usage("--smtp must be HOST:PORT")
    before, _, domain = arguments.smtp_from.partition("@")
    if not (
        before and domain and arguments.smtp_from.isascii() and arguments.smtp_from.isprintable()
    ):
        raise Usage("--smtp-from must be an address like vigil@clinic.example")
    encryption = _encryption(arguments.smtp_tls)
    if encryption is Encryption.NONE and not is_loopback(host):
        raise Usage(f"--smtp-tls none is for a mail server on this machine, not for {host}")
    password = b""
    user = arguments.smtp_user
    if arguments.smtp_password_file is not None:
        password = _secret("--smtp-password-file", arguments.smtp_password_file)
    if not password.isascii() or (user is not None and not user.isascii()):
        raise Usage("--smtp-user and the password must be ASCII: signing in takes nothing else")
    return MailSettings(
        host=host,
        port=int(port),
        sender=arguments.smtp_from,
        encryption=encryption,
        user=user,
        password=password.decode("ascii"),
    )


def public_url(arguments: argparse.Namespace) -> str | None:
    url: str | None = arguments.public_url
    return None if url is None else _address("--public-url", url, encrypted=False)


def _encryption(said: str | None) -> Encryption:
    try:
        return Encryption.STARTTLS if said is None else Encryption(said)
    except ValueError:
        raise Usage("--smtp-tls must be starttls, tls or none") from None


def _address(flag: str, url: str, *, encrypted: bool) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https") or not url.isprintable():
        raise Usage(f"{flag} must be a whole address, https://…")
    if encrypted and parts.scheme != "https" and not is_loopback(host):
        raise Usage(f"{flag} must be https: patient data does not travel unencrypted")
    return url


def _secret(flag: str, file: str) -> bytes:
    try:
        return Path(file).read_bytes().strip()
    except OSError as error:
        raise Usage(f"{flag}: {file}: {error.strerror}") from None
