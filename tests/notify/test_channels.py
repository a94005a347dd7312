"""Each channel against a real receiver: what travels, what counts as taken, how it fails."""

import hashlib
import hmac
import socket

import pytest

from app.alarms.condition import Step
from app.notify.channel import Letter, NotDelivered
from app.notify.mail import Mail
from app.notify.message import Message
from app.notify.webhook import Webhook
from app.settings import Encryption, MailSettings, WebhookSettings
from tests.notify.receivers import Hook, Mailbox

SECRET = b"a secret of the clinic"
MESSAGE = Message(
    at=1_790_000_030_000,
    alarm="s1.spo2_low.high.1",
    bed="7",
    initials="Ö.K.",
    priority="high",
    text="SpO2 low",
    onset=1_790_000_000_000,
    step=Step.CHARGE_NURSE.value,
    names=("carla",),
    told_before=("nina", "noor"),
    link="https://vigil.example/beds/7",
)


def webhook(hook: Hook, timeout_s: float = 10.0) -> Webhook:
    return Webhook(WebhookSettings(hook.url, SECRET), timeout_s)


def mail(mailbox: Mailbox, timeout_s: float = 10.0) -> Mail:
    settings = MailSettings("127.0.0.1", mailbox.port, "vigil@clinic.example", Encryption.NONE)
    return Mail(settings, timeout_s)


async def test_a_webhook_gets_signed_json_and_its_answer_is_the_receipt(hook: Hook) -> None:
    channel = webhook(hook)
    answer = await channel.send(Letter("n1", "", MESSAGE))
    await channel.close()
    assert answer == "200 thank you"
    (post,) = hook.posts
    assert post.path == "/hook"
    assert post.headers["idempotency-key"] == "n1"
    signed = "sha256=" + hmac.new(SECRET, post.body, hashlib.sha256).hexdigest()
    assert post.headers["vigil-signature"] == signed
    assert post.told == {
        "id": "n1",
        "test": False,
        "at": 1_790_000_030_000,
        "alarm": "s1.spo2_low.high.1",
        "others": [],
        "bed": "7",
        "initials": "Ö.K.",
        "priority": "high",
        "text": "SpO2 low",
        "onset": 1_790_000_000_000,
        "step": "charge_nurse",
        "names": ["carla"],
        "told_before": ["nina", "noor"],
        "link": "https://vigil.example/beds/7",
    }


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_only_a_2xx_is_a_receipt(hook: Hook, status: int) -> None:
    hook.plan = [status]
    hook.extra = f"Location: {hook.url}/elsewhere\r\n".encode()
    channel = webhook(hook)
    with pytest.raises(NotDelivered, match=f"^{status} "):
        await channel.send(Letter("n1", "", MESSAGE))
    await channel.close()
    assert len(hook.posts) == 1, "a redirect is not followed"


async def test_of_a_long_answer_the_beginning_is_kept(hook: Hook) -> None:
    hook.answer = b"x" * 5_000_000
    channel = webhook(hook)
    assert await channel.send(Letter("n1", "", MESSAGE)) == "200 " + "x" * 196
    await channel.close()


async def test_a_webhook_that_hangs_is_given_up_in_time(hook: Hook) -> None:
    hook.plan = [None]
    channel = webhook(hook, timeout_s=0.2)
    with pytest.raises(NotDelivered, match=r"no answer within 0\.2 s"):
        await channel.send(Letter("n1", "", MESSAGE))
    await channel.close()


async def test_a_letter_by_smtp(mailbox: Mailbox) -> None:
    channel = mail(mailbox)
    answer = await channel.send(Letter("n1", "carla@clinic.example", MESSAGE))
    await channel.close()
    assert answer == "250 kept as 4711"
    ((to, letter),) = mailbox.letters
    assert to == letter["To"] == "carla@clinic.example"
    assert letter["From"] == "vigil@clinic.example"
    assert letter["Message-ID"] == "<n1@clinic.example>"
    assert letter["Subject"] == "Vigil: HIGH, bed 7 (Ö.K.): SpO2 low"
    text = letter.get_content()
    for said in (
        "HIGH, bed 7 (Ö.K.): SpO2 low",
        "Called now, as charge nurse: carla.",
        "Called before: nina, noor.",
        "https://vigil.example/beds/7",
    ):
        assert said in text


async def test_a_letter_that_the_server_refuses(mailbox: Mailbox) -> None:
    mailbox.refuse = b"554 not today\r\n"
    channel = mail(mailbox)
    with pytest.raises(NotDelivered, match=r"554.*not today"):
        await channel.send(Letter("n1", "carla@clinic.example", MESSAGE))
    await channel.close()


async def test_a_mail_server_that_hangs_is_given_up_in_time(mailbox: Mailbox) -> None:
    mailbox.hang = True
    channel = mail(mailbox, timeout_s=0.2)
    with pytest.raises(NotDelivered, match=r"no answer|timed out|Timeout"):
        await channel.send(Letter("n1", "carla@clinic.example", MESSAGE))
    await channel.close()


async def test_no_letter_travels_in_the_clear_unless_that_was_set(mailbox: Mailbox) -> None:
    """This server offers no STARTTLS."""
    settings = MailSettings("127.0.0.1", mailbox.port, "vigil@clinic.example")
    channel = Mail(settings)
    with pytest.raises(NotDelivered, match="STARTTLS"):
        await channel.send(Letter("n1", "carla@clinic.example", MESSAGE))
    await channel.close()
    assert mailbox.letters == []


async def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    channel = Webhook(WebhookSettings(f"http://127.0.0.1:{port}/", SECRET))
    with pytest.raises(NotDelivered, match="ConnectError"):
        await channel.send(Letter("n1", "", MESSAGE))
    await channel.close()
