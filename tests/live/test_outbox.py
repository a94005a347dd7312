"""What waits for one screen: numerics may be replaced, changes never are."""

import asyncio

import pytest

from app.live.outbox import Outbox, Watch

EVERYTHING = Watch(None, identified=True)


def outbox(changes: int = 5, seconds: float = 2.0) -> Outbox:
    return Outbox(EVERYTHING, changes, seconds)


async def taken(box: Outbox) -> list[str] | None:
    async with asyncio.timeout(5):
        return await box.take()


async def test_changes_come_first_and_in_order_then_the_newest_numerics() -> None:
    box = outbox()
    box.tick("old")
    box.change("a", 0.0)
    box.tick("new")
    box.change("b", 0.0)
    assert await taken(box) == ["a", "b", "new"]
    assert not box.tick_waits


async def test_taking_waits_for_something() -> None:
    box = outbox()
    waiting = asyncio.create_task(box.take())
    await asyncio.sleep(0)
    assert not waiting.done()
    box.tick("1")
    async with asyncio.timeout(5):
        assert await waiting == ["1"]


async def test_numerics_alone_never_end_a_screen() -> None:
    box = outbox(changes=1)
    for number in range(1000):
        box.tick(str(number))
    box.check(1e9)
    assert await taken(box) == ["999"]


@pytest.mark.parametrize(("waiting", "overflows"), [(5, False), (6, True)])
async def test_changes_that_cannot_wait_end_the_screen(waiting: int, overflows: bool) -> None:
    box = outbox(changes=5)
    for number in range(waiting):
        box.change(str(number), 0.0)
    box.tick("numerics")
    assert box.overflowed is overflows
    assert (await taken(box) is None) is overflows


@pytest.mark.parametrize(("now", "overflows"), [(12.0, False), (12.001, True)])
async def test_the_oldest_change_waits_two_seconds(now: float, overflows: bool) -> None:
    box = outbox(seconds=2.0)
    box.change("a", 10.0)
    box.change("b", 12.0)
    box.check(now)
    assert box.overflowed is overflows
    assert await taken(box) == (None if overflows else ["a", "b"])


async def test_after_an_overflow_nothing_is_kept() -> None:
    box = outbox(changes=1)
    box.change("a", 0.0)
    box.change("b", 0.0)
    box.change("c", 0.0)
    assert await taken(box) is None
    box.tick("numerics")
    assert await taken(box) is None


async def test_a_closed_outbox_says_so() -> None:
    box = outbox()
    box.change("a", 0.0)
    box.close()
    assert await taken(box) is None


@pytest.mark.parametrize(
    ("beds", "bed", "sees"),
    [
        (None, "1", True),
        (None, None, True),
        (frozenset({"1"}), "1", True),
        (frozenset({"1"}), "2", False),
        (frozenset({"1"}), None, True),
        (frozenset[str](), "1", False),
    ],
)
def test_a_screen_sees_its_beds_and_the_server(
    beds: frozenset[str] | None, bed: str | None, sees: bool
) -> None:
    assert Watch(beds, identified=True).sees(bed) is sees
