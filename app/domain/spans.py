"""Stretches of time, the last of which may still be open. Instants in ms since the epoch."""

from collections.abc import Iterable

Span = tuple[int, int | None]
"""From and to; None: it lasts."""


def overlap_ms(spans: Iterable[Span], start: int, stop: int) -> int:
    """How much of the time from `start` to `stop` the spans take; they do not overlap."""
    return sum(
        max(0, (stop if end is None else min(stop, end)) - max(start, begin))
        for begin, end in spans
    )


def inside(spans: Iterable[Span], at: int) -> bool:
    """Whether `at` falls into one; its end is outside."""
    return any(begin <= at and (end is None or at < end) for begin, end in spans)
