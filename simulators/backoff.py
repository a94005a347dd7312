"""How long to wait before trying to connect again."""

import random

FIRST_SECONDS = 0.2
LONGEST_SECONDS = 10.0


class Backoff:
    """Doubles with each failure; jitter keeps a roomful of monitors from coming back at once."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._failures = 0

    def reset(self) -> None:
        self._failures = 0

    def next(self) -> float:
        """Real seconds: between half and the whole of the doubled wait."""
        longest = min(LONGEST_SECONDS, FIRST_SECONDS * 2.0 ** min(self._failures, 10))
        self._failures += 1
        return longest * (0.5 + 0.5 * self._random.random())
