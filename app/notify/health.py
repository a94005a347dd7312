"""Whether a channel reaches anybody: how its last attempts ended."""

from dataclasses import dataclass, replace

TOLERATED = 2  # failures in a row; one more and the channel is failing


@dataclass(frozen=True, slots=True)
class Health:
    """`last_at`: the last attempt; `last_error`: why it failed, None if it did not."""

    failing: bool = False
    in_a_row: int = 0
    last_at: int | None = None
    last_error: str | None = None

    def succeeded(self, at: int) -> "Health":
        return Health(failing=False, last_at=at)

    def failed(self, at: int, error: str) -> "Health":
        in_a_row = self.in_a_row + 1
        failing = self.failing or in_a_row > TOLERATED
        return replace(self, failing=failing, in_a_row=in_a_row, last_at=at, last_error=error)
