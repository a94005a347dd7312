"""The queue: told once, again until it is taken, over a restart, and not when it is settled."""

from pathlib import Path

from app.alarms.condition import Reason, Step
from app.notify.channel import ChannelName
from app.store.notifications import State
from tests.notify.office import ALARM, T0, both, opened, reached
from tests.notify.receivers import Hook, Mailbox, listening

CHARGE = reached(Step.CHARGE_NURSE)
PRESCRIBER = reached(Step.PRESCRIBER, 60)


async def test_delivered_once_with_a_receipt(tmp_path: Path, hook: Hook, mailbox: Mailbox) -> None:
    async with opened(tmp_path, both(hook, mailbox)) as office:
        office.reach(CHARGE)
        rows = await office.settled()
        facts = sorted(office.monitoring.facts, key=lambda fact: fact["channel"])
    assert [(one.channel, one.state, one.attempts, one.detail) for one in rows] == [
        ("email", State.SENT, 1, "250 kept as 4711"),
        ("webhook", State.SENT, 1, "200 thank you"),
    ]
    assert [post.headers["idempotency-key"] for post in hook.posts] == [rows[1].id]
    ((to, letter),) = mailbox.letters
    assert (to, letter["Message-ID"]) == ("carla@clinic.example", f"<{rows[0].id}@clinic.example>")
    common = {"alarm": ALARM.id, "step": "charge_nurse", "state": "sent", "attempt": 1}
    assert facts == [
        {**common, "channel": "email", "to": ["carla"]},
        {**common, "channel": "webhook", "to": ["carla", "cem"]},
    ], "no addresses in the log"


async def test_tried_again_with_the_same_key_and_words(
    tmp_path: Path, hook: Hook, mailbox: Mailbox
) -> None:
    hook.plan = [500, 503, 200]
    async with opened(tmp_path, both(hook, mailbox)) as office:
        office.reach(CHARGE)
        rows = await office.settled()
        facts = [fact for fact in office.monitoring.facts if fact["channel"] == "webhook"]
    assert (rows[1].state, rows[1].attempts, rows[1].detail) == (State.SENT, 3, "200 thank you")
    assert len(hook.posts) == 3
    assert len({(post.headers["idempotency-key"], post.body) for post in hook.posts}) == 1
    assert [(fact["state"], fact["attempt"]) for fact in facts] == [
        ("failed", 1),
        ("failed", 2),
        ("sent", 3),
    ]


async def test_while_it_waits_it_says_when_it_is_tried_again(
    tmp_path: Path, hook: Hook, mailbox: Mailbox
) -> None:
    hook.plan = [500]
    async with opened(tmp_path, both(hook, mailbox), backoff_s=(0.4,)) as office:
        office.reach(CHARGE)
        await office.monitoring.fact(channel="webhook", state="failed")
        waiting = (await office.rows())[1]
    assert (waiting.state, waiting.attempts) == (State.FAILED, 1)
    assert waiting.next_at is not None
    assert 300 <= waiting.next_at - waiting.at <= 1400


async def test_one_that_hangs_holds_up_nobody_else(
    tmp_path: Path, hook: Hook, mailbox: Mailbox
) -> None:
    """More hang than may be on their way at once; the letters go out all the same."""
    hook.plan = [None] * 8
    async with opened(tmp_path, both(hook, mailbox)) as office:
        for number in range(8):
            office.reach(reached(Step.CHARGE_NURSE, id=f"s1.spo2_low.high.{number}"))
        await hook.has(4)
        await mailbox.has(8, wait=8)
        assert len(hook.posts) == 4


async def test_a_restart_sends_what_was_left_with_the_same_id(
    tmp_path: Path, hook: Hook, mailbox: Mailbox
) -> None:
    gone = Hook()
    async with listening(gone):
        pass  # a port where nobody listens any more
    async with opened(tmp_path, both(gone, mailbox), backoff_s=(9.0,)) as office:
        (webhook, _) = office.reach(CHARGE)
        await office.monitoring.fact(channel="webhook", state="failed")
        await office.monitoring.fact(channel="email", state="sent")
    async with opened(tmp_path, both(hook, mailbox)) as office:
        rows = await office.settled()
    assert [one.state for one in rows] == [State.SENT, State.SENT]
    assert [post.headers["idempotency-key"] for post in hook.posts] == [webhook.id]
    assert len(mailbox.letters) == 1, "what was sent before is not sent again"


async def test_nobody_is_told_twice(tmp_path: Path, hook: Hook, mailbox: Mailbox) -> None:
    async with opened(tmp_path, both(hook, mailbox)) as office:
        office.reach(CHARGE)
        office.reach(CHARGE)
        await office.settled()
        office.reach(CHARGE)
        assert len(await office.settled()) == 2
    async with opened(tmp_path, both(hook, mailbox)) as office:
        office.reach(CHARGE)
        office.reach(PRESCRIBER)
        rows = await office.settled()
    assert [(one.step, one.state) for one in rows] == [
        ("charge_nurse", State.SENT),
        ("charge_nurse", State.SENT),
        ("prescriber", State.SENT),
        ("prescriber", State.SENT),
    ]
    assert (len(hook.posts), len(mailbox.letters)) == (2, 2)


async def test_what_calls_again_is_told_again(tmp_path: Path, hook: Hook, mailbox: Mailbox) -> None:
    async with opened(tmp_path, both(hook, mailbox)) as office:
        office.reach(CHARGE)
        office.reach(reached(Step.CHARGE_NURSE, 180))
        assert len(await office.settled()) == 4


async def test_acknowledged_before_it_is_sent(tmp_path: Path, hook: Hook, mailbox: Mailbox) -> None:
    async with opened(tmp_path, both(hook, mailbox)) as office:
        office.monitoring.over[ALARM.id] = "acknowledged"
        office.reach(CHARGE)
        rows = await office.settled()
        office.monitoring.over.clear()
    assert [(one.state, one.attempts, one.detail) for one in rows] == [
        (State.GIVEN_UP, 0, "acknowledged"),
        (State.GIVEN_UP, 0, "acknowledged"),
    ]
    assert (hook.posts, mailbox.letters) == ([], [])


async def test_one_line_of_the_card_still_calls(
    tmp_path: Path, hook: Hook, mailbox: Mailbox
) -> None:
    async with opened(tmp_path, both(hook, mailbox)) as office:
        office.monitoring.over["s1.sbp.1"] = "acknowledged"
        office.reach(
            reached(Step.CHARGE_NURSE, id="s1.sbp.1", group="bp"),
            reached(Step.CHARGE_NURSE, id="s1.map.1", group="bp"),
        )
        assert [one.state for one in await office.settled()] == [State.SENT, State.SENT]


async def test_acknowledged_between_two_tries(tmp_path: Path, hook: Hook, mailbox: Mailbox) -> None:
    hook.plan = [500, 200]
    async with opened(tmp_path, both(hook, mailbox), backoff_s=(0.2,)) as office:
        office.reach(CHARGE)
        await hook.has(1)
        office.monitoring.over[ALARM.id] = "acknowledged"
        webhook = (await office.settled())[1]
    assert (webhook.state, webhook.attempts) == (State.GIVEN_UP, 1)
    assert len(hook.posts) == 1


async def test_given_up_at_last_and_then_the_channel_fails(
    tmp_path: Path, hook: Hook, mailbox: Mailbox
) -> None:
    hook.plan = [500, 500, 200]
    settings = both(hook, mailbox)
    async with opened(tmp_path, settings, backoff_s=(0.01, 5.0), give_up_s=2.0) as office:
        office.reach(CHARGE)
        webhook = (await office.settled())[1]
        assert (webhook.state, webhook.detail) == (State.GIVEN_UP, "500 thank you")
        assert {"channel": "webhook", "failing": True} in office.monitoring.facts
        office.reach(PRESCRIBER)
        await office.settled()
        assert {"channel": "webhook", "failing": False} in office.monitoring.facts
        assert {"channel": "email", "failing": True} not in office.monitoring.facts


async def test_a_failure_that_stood_before_the_restart_is_taken_back(
    tmp_path: Path, hook: Hook, mailbox: Mailbox
) -> None:
    async with opened(tmp_path, both(hook, mailbox), failing="webhook") as office:
        assert office.notifier.health[ChannelName.WEBHOOK].failing
        assert office.monitoring.facts == []
        office.reach(CHARGE)
        await office.settled()
        assert {"channel": "webhook", "failing": False} in office.monitoring.facts


async def test_a_channel_that_is_not_set_up_any_more_fails_nobody(
    tmp_path: Path, hook: Hook, mailbox: Mailbox
) -> None:
    hook.plan = [None]
    settings = both(hook, mailbox)
    async with opened(tmp_path, settings) as office:
        office.reach(CHARGE)
        await hook.has(1)
        await office.monitoring.fact(channel="email", state="sent")
    alone = type(settings)(data=settings.data, mail=settings.mail)
    async with opened(tmp_path, alone, failing="webhook") as office:
        webhook = (await office.settled())[1]
        assert {"channel": "webhook", "failing": False} in office.monitoring.facts
    assert webhook.state is State.GIVEN_UP
    assert len(hook.posts) == 1


async def test_the_disk_may_be_slow(tmp_path: Path, hook: Hook, mailbox: Mailbox) -> None:
    """What is announced without the disk is sent without it, and recorded when it comes back."""
    async with opened(tmp_path, both(hook, mailbox)) as office:
        with office.database.writing():
            office.reach(CHARGE)
            await hook.has(1)
            await mailbox.has(1)
        rows = await office.settled()
    assert [one.state for one in rows] == [State.SENT, State.SENT]
    assert rows[0].called_at == T0 + 30_000
    assert CHARGE.because is Reason.ESCALATED
