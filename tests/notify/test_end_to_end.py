"""The whole way: a value, an alarm that nobody attends to, and people who are told outside."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.faults.test_disk import locked
from tests.notify.receivers import Hook, Mailbox
from tests.peers import Api, Monitor, Screen
from tests.streaming.ward import Place, Ward, opened

HIGH = {"sbp": 190, "dbp": 95, "map": 127}
ADDRESS = "carl@clinic.example"
RULE = "sbp_high_high"


@pytest.fixture
def options(tmp_path: Path, hook: Hook, mailbox: Mailbox) -> list[str]:
    secret = tmp_path / "secret"
    secret.write_text("a secret of the clinic\n")
    return [
        *("--webhook-url", hook.url, "--webhook-secret-file", str(secret)),
        *("--smtp", f"127.0.0.1:{mailbox.port}", "--smtp-from", "vigil@clinic.example"),
        *("--smtp-tls", "none", "--public-url", "https://vigil.example"),
    ]


def give_addresses(ward: Ward) -> None:
    api = Api(ward.server.url, ward.token("charge_nurse"))
    roster = api.get("/api/duty").json()
    roster["charge_nurse"][0]["email"] = ADDRESS
    answer = api.client.put("/api/duty", json=roster)
    assert answer.status_code == 200, answer.text
    api.close()


@asynccontextmanager
async def alarming(ward: Ward, place: Place, *, simulated: bool) -> AsyncIterator[Screen]:
    """A session with a pressure that is far too high; nobody says that they have the alarm."""
    monitor = await Monitor.dial(ward.ws, place.token)
    async with await place.screen() as screen, monitor:
        await monitor.hello(simulated=simulated)
        session = place.api.session(place.bed, simulated=simulated)["id"]
        place.api.command(session, "baseline")
        await monitor.take(HIGH)
        yield screen


async def escalated(screen: Screen) -> dict[str, Any]:
    """The alarm, when it has reached the charge nurse on disk: 10 s, since no screen has it."""
    while True:
        alarm: dict[str, Any] = (await screen.next("alarm", wait=30))["alarm"]
        if (alarm["rule"], alarm["step"], alarm["recorded"]) == (RULE, "charge_nurse", True):
            return alarm


def told(ward: Ward) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = ward.nurse.get("/api/notifications").json()["items"]
    return items


async def test_nobody_attends_and_the_charge_nurse_is_told(
    tmp_path: Path, options: list[str], hook: Hook, mailbox: Mailbox
) -> None:
    with opened(tmp_path / "data", *options) as ward:
        give_addresses(ward)
        place = ward.place()
        async with alarming(ward, place, simulated=False) as screen:
            alarm = await escalated(screen)
            await hook.has(1)
            await mailbox.has(1)
            while len([r for r in place.records("fact") if r["fact"] == "notified"]) < 2:
                await screen.next("heartbeat")
            notified = [r["body"] for r in place.records("fact") if r["fact"] == "notified"]
        post = hook.posts[0].told
        assert (post["alarm"], post["bed"], post["initials"]) == (alarm["id"], place.bed, "M.K.")
        assert (post["priority"], post["onset"]) == ("high", alarm["onset"])
        assert alarm["text"] in post["text"]
        assert (post["step"], post["names"]) == ("charge_nurse", ["carl"])
        assert post["told_before"] == ["nora"]
        assert post["link"] == f"https://vigil.example/beds/{place.bed}"
        to, letter = mailbox.letters[0]
        assert to == ADDRESS
        assert "(M.K.)" in letter["Subject"]
        for identity in ("MRN-1", "1984"):
            assert identity not in hook.posts[0].body.decode()
            assert identity not in letter.as_string()
        for body in notified:
            assert (body["alarm"], body["step"], body["to"], body["state"]) == (
                alarm["id"],
                "charge_nurse",
                ["carl"],
                "sent",
            )
        charge = [one for one in told(ward) if one["step"] == "charge_nurse"]
        assert {(one["channel"], one["state"], one["attempts"]) for one in charge} == {
            ("webhook", "sent", 1),
            ("email", "sent", 1),
        }


async def try_webhook(ward: Ward) -> str:
    """Beside this loop, on which the receiver answers."""
    answer = await asyncio.to_thread(ward.administrator.post, "/api/channels/webhook/test")
    state: str = answer.json()["state"]
    return state


@pytest.mark.faults
async def test_killed_while_it_was_queued(
    tmp_path: Path, options: list[str], hook: Hook, mailbox: Mailbox
) -> None:
    """It is sent after the restart, with the same id; what was sent before is not sent again."""
    hook.plan = [500]
    with opened(tmp_path / "data", *options) as ward:
        give_addresses(ward)
        place = ward.place()
        async with alarming(ward, place, simulated=False) as screen:
            await escalated(screen)
            while {(one["channel"], one["state"]) for one in told(ward)} != {
                ("webhook", "failed"),
                ("email", "sent"),
            }:
                await screen.next("heartbeat")
        ward.restart(kill=True)
        await hook.has(2)
        first, second = hook.posts[:2]
        assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
        assert first.body == second.body
        assert len([letter for _, letter in mailbox.letters if "charge" in letter.as_string()]) == 1


@pytest.mark.parametrize("whole", [False, True], ids=["session", "server"])
async def test_a_simulation_tells_nobody(
    tmp_path: Path, options: list[str], hook: Hook, mailbox: Mailbox, whole: bool
) -> None:
    """The alarm reaches the charge nurse on the screens, as in the test above, and goes no further:
    what is to be sent is decided with that transition."""
    simulation = ("--simulation",) if whole else ()
    with opened(tmp_path / "data", *options, *simulation) as ward:
        give_addresses(ward)
        place = ward.place()
        async with alarming(ward, place, simulated=True) as screen:
            await escalated(screen)
        assert told(ward) == []
    assert (hook.posts, mailbox.letters) == ([], [])


@pytest.mark.faults
@pytest.mark.parametrize("simulation", [False, True], ids=["real", "simulation"])
async def test_an_alarm_of_the_server_itself(
    tmp_path: Path, options: list[str], hook: Hook, simulation: bool
) -> None:
    """The disk is stuck: that is told without waiting for it, and never by a simulation."""
    clock = ("--simulation", "--rate", "10") if simulation else ()
    with opened(tmp_path / "data", *options, *clock) as ward:
        place = ward.place()
        async with await place.screen() as screen:
            with locked(ward.data):
                desk = {"kind": "desk", "beds": [place.bed], "armed": True, "visible": True}
                await screen.send(type="station", **desk)
                while True:
                    alarm = (await screen.next("alarm", wait=30))["alarm"]
                    if (alarm["rule"], alarm["step"]) == ("recorder_late", "charge_nurse"):
                        break
                if not simulation:
                    await hook.has(1)
            await screen.alarm(rule="recorder_late", condition="normal")
        assert len(told(ward)) == (not simulation)
    assert [(post.told["bed"], post.told["initials"]) for post in hook.posts] == (
        [] if simulation else [(None, None)]
    )


async def test_a_failing_channel_is_an_alarm_of_the_server(
    tmp_path: Path, options: list[str], hook: Hook
) -> None:
    hook.plan = [500, 500, 500]
    with opened(tmp_path / "data", *options) as ward:
        for _ in range(3):
            await try_webhook(ward)
        place = ward.place()
        async with await place.screen() as screen:
            (failing,) = [a for a in screen.snapshot["alarms"] if a["rule"] == "webhook_failing"]
            assert (failing["bed"], failing["priority"]) == (None, "low")
            ward.restart(kill=True)
        states = ward.nurse.get("/api/channels").json()["items"]
        assert [state["failing"] for state in states] == [True, False], "also after a restart"
        async with await place.screen() as screen:
            assert await try_webhook(ward) == "sent"
            await screen.alarm(rule="webhook_failing", condition="normal")
