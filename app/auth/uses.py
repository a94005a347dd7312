"""When each sign-in was last used: exact in memory, on disk once a minute.

A disk that is late must not sign a nurse out.
"""

from collections.abc import Callable
from dataclasses import dataclass

KEEP_EVERY_MS = 60_000

Keep = Callable[[str, int], None]


@dataclass(slots=True)
class _Use:
    at: int
    kept_at: int


class Uses:
    """`keep` takes a sign-in's hash and the instant to the disk. Instants are real time."""

    def __init__(self, keep: Keep, forget_after_ms: int) -> None:
        self._keep = keep
        self._forget_after_ms = forget_after_ms  # when a sign-in is over anyway
        self._uses: dict[str, _Use] = {}

    def note(self, hash: str, now: int) -> None:
        use = self._uses.setdefault(hash, _Use(now, kept_at=0))
        use.at = now
        if now - use.kept_at >= KEEP_EVERY_MS:
            use.kept_at = now
            self._keep(hash, now)
            self._forget(now)

    def last(self, hash: str) -> int:
        """0 when it was not used since the server started."""
        use = self._uses.get(hash)
        return 0 if use is None else use.at

    def _forget(self, now: int) -> None:
        over = [h for h, use in self._uses.items() if now - use.at > self._forget_after_ms]
        for hash in over:
            del self._uses[hash]
