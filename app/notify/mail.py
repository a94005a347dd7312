"""E-mail by SMTP, one connection a letter, in a thread that can be cut off."""

import asyncio
import smtplib
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP

from app.notify.channel import TIMEOUT_S, Letter, NotDelivered, shortened
from app.settings import Encryption, MailSettings

THREADS = 4  # letters on their way at once


class Mail:
    def __init__(self, settings: MailSettings, timeout_s: float = TIMEOUT_S) -> None:
        self._settings = settings
        self._timeout_s = timeout_s
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="mail")

    async def send(self, letter: Letter) -> str:
        """The timeout of a socket is one for each answer: the whole attempt is cut off here."""
        attempt = _Attempt(self._settings, letter, self._timeout_s)
        running = asyncio.get_running_loop().run_in_executor(self._threads, attempt.run)
        try:
            async with asyncio.timeout(self._timeout_s):
                return await running
        except TimeoutError:
            raise NotDelivered(f"no answer within {self._timeout_s:g} s") from None
        except (OSError, smtplib.SMTPException) as error:  # what ssl and DNS say are OSErrors
            raise NotDelivered(shortened(f"{type(error).__name__}: {error}")) from None
        finally:
            attempt.cut_off()

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


class _Attempt:
    def __init__(self, settings: MailSettings, letter: Letter, timeout_s: float) -> None:
        self._settings = settings
        self._letter = letter
        self._timeout_s = timeout_s
        self._smtp: smtplib.SMTP | None = None

    def run(self) -> str:
        """In the thread. The server's answer to the letter."""
        self._smtp = smtp = self._connected()
        try:
            if self._settings.encryption is Encryption.STARTTLS:
                _check(smtp.starttls(context=ssl.create_default_context()))
            if self._settings.user is not None:
                smtp.login(self._settings.user, self._settings.password)
            smtp.ehlo_or_helo_if_needed()
            _check(smtp.mail(self._settings.sender))
            _check(smtp.rcpt(self._letter.target))
            answer = _check(smtp.data(written(self._letter, self._settings.sender)))
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()  # it has the letter: how we part does not matter
            return answer
        finally:
            smtp.close()

    def cut_off(self) -> None:
        """Ends the thread's waiting, if it still waits."""
        sock = None if self._smtp is None else self._smtp.sock
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _connected(self) -> smtplib.SMTP:
        host, port = self._settings.host, self._settings.port
        us = self._settings.sender.rpartition("@")[2]  # the library would ask the DNS who we are
        if self._settings.encryption is Encryption.TLS:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, us, timeout=self._timeout_s, context=context)
        return smtplib.SMTP(host, port, us, timeout=self._timeout_s)


def written(letter: Letter, sender: str) -> bytes:
    """The letter as it travels; repeats have the same Message-ID."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = letter.target
    mail["Subject"] = letter.message.subject
    mail["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    mail["Importance"] = "high"
    mail.set_content(letter.message.body, cte="quoted-printable")
    return mail.as_bytes()


def _check(reply: tuple[int, bytes]) -> str:
    """The reply as text; raises what the library raises for one that is no yes."""
    code, text = reply
    if not 200 <= code < 300:
        raise smtplib.SMTPResponseException(code, text)
    return shortened(f"{code} {text.decode('utf-8', 'replace')}")
