"""Window: bad for `bad_ms` of the last `within_ms`, whatever lies between.

The kind that chatter cannot defeat: a good value now and then stops a delay for ever, but not this.
A value counts until the next one, the band between limit and clear limit counts with what it
follows. Silence counts for nothing: this kind never matures in it.
"""

from collections import deque


class Window:
    """Judge instants in ms."""

    __slots__ = ("_bad_ms", "_open", "_spans", "_within_ms")

    def __init__(self, bad_ms: int, within_ms: int) -> None:
        self._bad_ms = bad_ms
        self._within_ms = within_ms
        self._spans: deque[list[int]] = deque()  # [from, to] of each stretch of bad values
        self._open = False

    def bad(self, judge: int) -> bool:
        """A bad value: whether the window is full with it."""
        if self._open:
            self._spans[-1][1] = judge
        else:
            self._spans.append([judge, judge])
            self._open = True
        return self.total(judge) >= self._bad_ms

    def between(self, judge: int) -> None:
        if self._open:
            self._spans[-1][1] = judge

    def good(self, judge: int) -> None:
        self.between(judge)
        self._open = False

    def interrupt(self) -> None:
        """Nothing is known of the time since the last value."""
        self._open = False

    def reset(self) -> None:
        self._spans.clear()
        self._open = False

    def total(self, judge: int) -> int:
        """How long values were bad in the window that ends now."""
        begin = judge - self._within_ms
        while (
            self._spans
            and self._spans[0][1] <= begin
            and not (self._open and len(self._spans) == 1)
        ):
            self._spans.popleft()
        return sum(to - max(since, begin) for since, to in self._spans if to > begin)

    def counters(self, judge: int) -> dict[str, int]:
        return {
            "bad_ms": self.total(judge),
            "needed_ms": self._bad_ms,
            "within_ms": self._within_ms,
        }
