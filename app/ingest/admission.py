"""How many frames of one monitor are judged at once; the rest waits, and not for ever."""

from collections import deque


class Admission:
    """A token bucket of one clinical second, and the queue of frames above it.

    `clinical` instants are ms, `real` ones seconds. Frames keep their order.
    """

    def __init__(self, per_second: float, queue_bytes: int, queue_seconds: float) -> None:
        self._per_second = per_second
        self._queue_bytes = queue_bytes
        self._queue_seconds = queue_seconds
        self._allowance = per_second
        self._refilled: int | None = None
        self._waiting: deque[str] = deque()
        self._bytes = 0
        self._since: float | None = None  # when frames began to wait

    def waits(self) -> bool:
        return bool(self._waiting)

    def admit(self, clinical: int) -> bool:
        """Whether one more frame may be judged now."""
        if self._refilled is not None:
            passed = max(0, clinical - self._refilled)
            self._allowance = min(
                self._per_second, self._allowance + passed * self._per_second / 1000
            )
        self._refilled = clinical
        if self._allowance < 1:
            return False
        self._allowance -= 1
        return True

    def wait(self, frame: str, real: float) -> bool:
        """Queues a frame; False when the queue is full or has been standing for too long."""
        if self._since is None:
            self._since = real
        self._waiting.append(frame)
        self._bytes += len(frame)
        return self._bytes <= self._queue_bytes and real - self._since <= self._queue_seconds

    def next(self, clinical: int) -> str | None:
        """The next waiting frame that may be judged now."""
        if not self._waiting or not self.admit(clinical):
            return None
        frame = self._waiting.popleft()
        self._bytes -= len(frame)
        if not self._waiting:
            self._since = None
        return frame
