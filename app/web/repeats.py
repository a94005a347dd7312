"""Requests that are being answered right now, by their Idempotency-Key."""

import asyncio
from weakref import WeakValueDictionary


class Repeats:
    """One lock a key: a repeat that comes before the first answer waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    def of(self, principal: str, key: str) -> asyncio.Lock:
        return self._locks.setdefault((principal, key), asyncio.Lock())
