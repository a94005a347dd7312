"""Who is called when an alarm reaches a step, and what each of them is told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.alarms.condition import Attention, Reason, Step
from app.notify.message import read
from app.store.notifications import Notification
from tests.notify.office import T0, Office, both, opened, reached
from tests.notify.receivers import Hook, Mailbox


@pytest.fixture
async def office(tmp_path: Path, hook: Hook, mailbox: Mailbox) -> AsyncIterator[Office]:
    async with opened(tmp_path, both(hook, mailbox)) as made:
        yield made


def told(made: list[Notification]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(one.step, one.channel, one.target, read(one.message).names) for one in made]


def called(office: Office, *given: object, **members: object) -> list[Notification]:
    return office.caller.called(
        [reached(*given, **members)],  # type: ignore[arg-type]  # handed through
        initials="M.K.",
        simulated=False,
    )


async def test_a_step_is_told_by_webhook_once_and_by_mail_to_each_address(office: Office) -> None:
    made = called(office, Step.CHARGE_NURSE)
    assert told(made) == [
        ("charge_nurse", "webhook", "", ("carla", "cem")),
        ("charge_nurse", "email", "carla@clinic.example", ("carla",)),
    ]
    message = read(made[0].message)
    assert (message.bed, message.initials, message.priority) == ("7", "M.K.", "high")
    assert (message.text, message.onset, message.at) == ("SpO2 low", T0, T0 + 30_000)
    assert message.told_before == ("nina",)
    assert message.link == "https://vigil.example/beds/7"


async def test_the_prescriber_learns_who_was_called_before(office: Office) -> None:
    made = called(office, Step.PRESCRIBER, 60)
    assert told(made) == [
        ("prescriber", "webhook", "", ("petra",)),
        ("prescriber", "email", "petra@clinic.example", ("petra",)),
    ]
    assert read(made[0].message).told_before == ("nina", "carla", "cem")


async def test_what_reaches_the_prescriber_at_once_reaches_the_charge_nurse_too(
    office: Office,
) -> None:
    made = called(office, Step.PRESCRIBER, 0, Reason.COMBINATION)
    assert [(one.step, one.channel) for one in made] == [
        ("charge_nurse", "webhook"),
        ("charge_nurse", "email"),
        ("prescriber", "webhook"),
        ("prescriber", "email"),
    ]


@pytest.mark.parametrize("because", [Reason.RECEIVED, Reason.ON_MY_WAY, Reason.DUTY_CHANGED])
async def test_what_happens_in_the_same_instant_calls_nobody(
    office: Office, because: Reason
) -> None:
    assert called(office, Step.PRESCRIBER, 60, because) == []


@pytest.mark.parametrize(
    ("step", "members"),
    [
        (Step.NURSE, {}),
        (None, {}),
        (Step.CHARGE_NURSE, {"retro": True}),
        (Step.CHARGE_NURSE, {"attention": Attention.ACKNOWLEDGED}),
    ],
)
async def test_who_is_not_called(
    office: Office, step: Step | None, members: dict[str, object]
) -> None:
    assert called(office, step, **members) == []


async def test_the_lines_of_one_card_are_one_message(office: Office) -> None:
    lines = [
        reached(Step.CHARGE_NURSE, id="s1.sbp.1", group="bp", text="SBP high"),
        reached(Step.CHARGE_NURSE, id="s1.spo2.1"),
        reached(Step.CHARGE_NURSE, id="s1.map.1", group="bp", text="MAP high", onset=T0 - 5),
    ]
    made = office.caller.called(lines, initials="M.K.", simulated=False)
    assert [(one.channel, one.alarm) for one in made] == [
        ("webhook", "s1.sbp.1"),
        ("email", "s1.sbp.1"),
        ("webhook", "s1.spo2.1"),
        ("email", "s1.spo2.1"),
    ]
    message = read(made[0].message)
    assert (message.text, message.others, message.onset) == (
        "SBP high, MAP high",
        ("s1.map.1",),
        T0 - 5,
    )


async def test_a_simulation_calls_nobody(office: Office, hook: Hook, mailbox: Mailbox) -> None:
    assert office.reach(reached(Step.CHARGE_NURSE), simulated=True) == []
    assert await office.settled() == []
    assert (hook.posts, mailbox.letters) == ([], [])
