"""The test of a channel over HTTP: who may, what goes out, what it answers; and how channels do."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.auth.roles import Role
from app.settings import Encryption, MailSettings, WebhookSettings
from tests.notify.receivers import Hook, Mailbox
from tests.web.clinic import Clinic, opened


@pytest.fixture(params=[False, True], ids=["real", "simulation"])
async def clinic(
    tmp_path: Path, hook: Hook, mailbox: Mailbox, request: pytest.FixtureRequest
) -> AsyncIterator[Clinic]:
    """A test goes out in simulation as well."""
    mail = MailSettings("127.0.0.1", mailbox.port, "vigil@clinic.example", Encryption.NONE)
    webhook = WebhookSettings(hook.url, b"a secret of the clinic")
    async with opened(tmp_path, simulation=request.param, webhook=webhook, mail=mail) as made:
        yield made


async def test_the_message_says_test(clinic: Clinic, hook: Hook, mailbox: Mailbox) -> None:
    async with clinic.as_role(Role.CHARGE_NURSE) as charge:
        told = await charge.post("/api/channels/webhook/test", json={})
        mailed = await charge.post("/api/channels/email/test", json={"to": "c@clinic.example"})
    assert (told.json()["state"], told.json()["detail"]) == ("sent", "200 thank you")
    assert (mailed.json()["state"], mailed.json()["detail"]) == ("sent", "250 kept as 4711")
    (post,) = hook.posts
    assert post.told["test"] is True
    assert post.told["alarm"] is None
    assert "TEST" in post.told["text"]
    ((to, letter),) = mailbox.letters
    assert to == "c@clinic.example"
    assert letter["Subject"] == "Vigil: TEST, no alarm"
    trail = await clinic.trail()
    assert ("channel_tested", "webhook") in trail
    assert ("channel_tested", "email") in trail


async def test_a_test_that_fails_says_why(clinic: Clinic, hook: Hook) -> None:
    hook.plan = [503]
    async with clinic.as_role(Role.ADMINISTRATOR) as administrator:
        answer = await administrator.post("/api/channels/webhook/test", json={})
        states = (await administrator.get("/api/channels")).json()["items"]
    assert answer.status_code == 200
    assert (answer.json()["state"], answer.json()["detail"]) == ("failed", "503 thank you")
    assert states == [
        {
            "channel": "webhook",
            "configured": True,
            "failing": False,
            "last_at": answer.json()["at"],
            "last_error": "503 thank you",
        },
        {
            "channel": "email",
            "configured": True,
            "failing": False,
            "last_at": None,
            "last_error": None,
        },
    ]


async def test_three_failures_in_a_row_fail_the_channel(clinic: Clinic, hook: Hook) -> None:
    hook.plan = [500, 500, 200, 500, 500, 500]

    async with clinic.as_role(Role.CHARGE_NURSE) as charge:
        failing = []
        for _ in range(7):
            await charge.post("/api/channels/webhook/test", json={})
            (webhook, _) = (await charge.get("/api/channels")).json()["items"]
            failing.append(webhook["failing"])
    assert failing == [False, False, False, False, False, True, False]


@pytest.mark.parametrize(
    "body",
    [
        {"to": "nobody"},
        {"to": "a@b.example\r\nBcc: c@d.example"},
        {"to": "a b@c.example"},
        {"to": "ä@c.example"},
        {"to": None},
        {},
    ],
)
async def test_an_email_needs_an_address(
    clinic: Clinic, mailbox: Mailbox, body: dict[str, str]
) -> None:
    async with clinic.as_role(Role.CHARGE_NURSE) as charge:
        answer = await charge.post("/api/channels/email/test", json=body)
    assert answer.status_code == 422
    assert mailbox.letters == []


async def test_a_channel_that_is_not_set_up(tmp_path: Path) -> None:
    async with opened(tmp_path) as bare, bare.as_role(Role.CLINICIAN) as clinician:
        answer = await clinician.post("/api/channels/webhook/test", json={})
        states = (await clinician.get("/api/channels")).json()["items"]
    assert (answer.status_code, answer.json()["code"]) == (409, "channel_not_configured")
    assert [state["configured"] for state in states] == [False, False]
