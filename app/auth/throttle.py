"""Slows guessing down, for an account and for an address, and locks nobody out for good.

A tried account is free again when its oldest tries are older than the window: a lock that stays
would let anyone keep a nurse from signing in.
"""

import math

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.auth.refusals import Throttled
from app.clock import Clock

PER_ACCOUNT = "10/minute"
PER_ADDRESS = "60/minute"  # a clinic may share one address


class Throttle:
    def __init__(
        self, clock: Clock, per_account: str = PER_ACCOUNT, per_address: str = PER_ADDRESS
    ) -> None:
        self._clock = clock
        self._tries = MovingWindowRateLimiter(MemoryStorage())
        self._per_account = parse(per_account)
        self._per_address = parse(per_address)

    def attempt(self, account: str, address: str) -> None:
        """Counts one try for the account before the slow work; raises Throttled."""
        if not self._tries.test(self._per_address, "address", address):
            raise self._later(self._per_address, "address", address)
        if not self._tries.hit(self._per_account, "account", account.lower()):
            raise self._later(self._per_account, "account", account.lower())

    def failed(self, address: str) -> None:
        self._tries.hit(self._per_address, "address", address)

    def succeeded(self, account: str) -> None:
        """The owner is in: earlier slips of the finger no longer count."""
        self._tries.clear(self._per_account, "account", account.lower())

    def _later(self, limit: RateLimitItem, kind: str, name: str) -> Throttled:
        freed_at = self._tries.get_window_stats(limit, kind, name).reset_time
        wait_s = math.ceil(freed_at - self._clock.wall() / 1000)
        return Throttled(min(max(wait_s, 1), limit.get_expiry()))
