"""Delay, count and window, each by itself."""

from app.alarms.condition import Reason
from app.alarms.persistence.count import Count
from app.alarms.persistence.delay import Delay
from app.alarms.persistence.window import Window
from tests.alarms.series import Series


def test_a_delay_is_over_when_it_was_bad_for_so_long() -> None:
    delay = Delay(5000)
    assert delay.first(1000) is None
    assert delay.again(5999) is None
    assert (delay.again(6000), delay.due) == (Reason.MATURED, 6000)
    assert Delay(0).first(1000) is Reason.LIMIT_CROSSED


def test_a_count_needs_its_readings_or_its_time() -> None:
    count = Count(3, 180_000)
    assert [count.first(0), count.again(60_000), count.again(120_000)] == [
        None, None, Reason.CONFIRMED,
    ]  # fmt: skip
    assert count.first(200_000) is None
    assert (count.bad, count.due) == (1, 380_000)
    assert count.again(380_000) is Reason.MATURED


def feed(window: Window, values: str, begin: int = 0) -> int | None:
    """The second at which the window was full. B bad, b between, g good, _ a gap."""
    for second, value in enumerate(values, begin):
        at = second * 1000
        match value:
            case "B" if window.bad(at):
                return second
            case "b":
                window.between(at)
            case "g":
                window.good(at)
            case "_":
                window.interrupt()
    return None


def test_a_window_is_full_with_enough_bad_time_whatever_lies_between() -> None:
    assert feed(Window(5000, 10_000), "BBBBBBB") == 5
    assert feed(Window(5000, 10_000), "Bg" * 20) == 10  # half of the time, alternating
    assert feed(Window(6000, 10_000), "Bg" * 20) is None
    assert feed(Window(6000, 10_000), "Bb" * 20) == 6  # the band counts with what it follows
    assert feed(Window(5000, 10_000), "BBBB" + "g" * 8 + "BBBB") is None
    assert feed(Window(5000, 30_000), "B___BBB___BB") is None  # silence counts for nothing


def test_a_window_slides_over_one_long_stretch() -> None:
    window = Window(20_000, 30_000)
    for second in range(100):
        window.bad(second * 1000)
    assert window.total(99_000) == 30_000


def test_a_good_value_now_and_then_does_not_put_an_alarm_off_for_ever() -> None:
    series = Series(spo2="89x5 92 " * 5)
    assert series.raised("spo2_low_medium") == 1
    assert series.alarms("spo2_low_medium")[-1] == "24s spo2_low_medium normal→active"


def test_mild_severe_mild_is_three_times_at_least_mild() -> None:
    series = Series().cuff(163).wait(90).cuff(190)
    assert [a for a in series.open() if a.startswith("sbp")] == [
        "sbp_high_low", "sbp_high_medium", "sbp_high_high", "sbp_rising",
    ]  # fmt: skip
