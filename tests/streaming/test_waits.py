"""What takes a minute on a ward, with shorter waits: holes, silence, a queue that stands."""

from collections.abc import Iterator

import pytest

from tests.streaming import hasty
from tests.streaming.ward import Place, Ward, opened


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    options = ("--live-frames-per-second", "5")
    with opened(tmp_path_factory.mktemp("hurried"), *options, program=hasty.__name__) as ward:
        yield ward


@pytest.fixture
def hurried_place(hurried: Ward) -> Place:
    return hurried.place()


async def test_a_hole_that_nobody_fills_becomes_a_gap(hurried_place: Place) -> None:
    place = hurried_place
    async with await place.monitor() as monitor:
        at = monitor.clock()
        await monitor.take({"at": at, "hr": 70}, seq=1)
        await monitor.vitals({"hr": 73}, seq=4)
        await monitor.acked(4)
        (gap,) = place.records("gap")
        assert (gap["from"], gap["to"], gap["reason"]) == (2, 3, "timeout")
        await monitor.take({"at": at + 1, "hr": 71}, seq=2)
    (late,) = place.records("late")
    assert late["seq"] == 2
    assert place.stored() == [1, 4, 2]


async def test_a_hole_is_closed_while_its_monitor_is_away(hurried_place: Place) -> None:
    place = hurried_place
    async with await place.monitor() as monitor:
        await monitor.vitals({"hr": 73}, seq=3)
    async with await place.screen() as screen:
        while not place.records("gap"):
            await screen.next("heartbeat")
    async with await place.monitor() as again:
        assert again.welcome["acked"] == 3


async def test_a_silent_monitor_is_disconnected_and_shown_so(hurried_place: Place) -> None:
    place = hurried_place
    async with await place.screen() as screen, await place.monitor() as monitor:
        await monitor.take({"hr": 70})
        assert await monitor.closed(5 * hasty.SILENCE_S) == 4408
        while (await screen.next("monitor"))["monitor"]["connected"]:
            pass


async def test_a_queue_that_stands_too_long_ends_the_connection(hurried_place: Place) -> None:
    async with await hurried_place.monitor() as monitor:
        for _ in range(20):
            await monitor.vitals({"hr": 70})
        await monitor.acked(12)  # by now some have waited for more than a second
        await monitor.vitals({"hr": 71})
        assert await monitor.closed() == 4429
