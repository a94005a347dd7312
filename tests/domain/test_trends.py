"""The captured baseline: two cuff readings and a minute of HR and SpO2."""

from app.domain.baseline import Baseline
from app.domain.trends import Trends
from app.domain.vitals import Vital

T0 = 1_000_000_000_000
MIN = 60_000


def test_one_reading_is_not_enough() -> None:
    trends = Trends()
    assert trends.capture(T0) is None
    trends.take_cuff(T0, 120, 80, 93)
    assert trends.capture(T0) is None


def test_it_is_the_mean_of_the_last_two_readings_and_the_median_of_a_minute() -> None:
    trends = Trends()
    for minute, sbp in ((0, 180), (2, 130), (4, 120)):
        trends.take_cuff(T0 + minute * MIN, sbp, sbp - 40, sbp - 20)
    for second, hr in enumerate([200] * 30 + [70, 71, 72, 73, 300]):
        trends.take(Vital.HR, T0 + 4 * MIN + second * 1000, hr)
        trends.take(Vital.RR, T0 + 4 * MIN + second * 1000, 14)
    now = T0 + 4 * MIN + 90_000
    assert trends.capture(now) == Baseline(now, 125, 85, 105, 72, None, T0 + 2 * MIN)


def test_readings_older_than_15_min_do_not_count() -> None:
    trends = Trends()
    trends.take_cuff(T0, 120, 80, None)
    trends.take_cuff(T0 + MIN, 122, 82, 95)
    assert trends.capture(T0 + 15 * MIN) == Baseline(T0 + 15 * MIN, 121, 81, cuff_at=T0)
    assert trends.capture(T0 + 15 * MIN + 1) is None


def test_a_baseline_survives_the_log() -> None:
    baseline = Baseline(T0, 120, 80, None, 72, 97.5, T0 - MIN)
    assert Baseline.from_body(baseline.to_body()) == baseline
    older = {key: value for key, value in baseline.to_body().items() if key != "cuff_at"}
    assert Baseline.from_body(older) == Baseline(T0, 120, 80, None, 72, 97.5)
