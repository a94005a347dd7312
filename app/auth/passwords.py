"""Passwords: argon2id with RFC 9106's second recommended setting (64 MiB, three passes).

Length is what counts (ASVS 6.2): at least 12 characters, any Unicode, no rules of composition, no
forced change; only what everybody tries first is refused.
"""

import asyncio
import unicodedata
from enum import StrEnum

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError

MIN_CHARACTERS = 12
MAX_CHARACTERS = 256
AT_ONCE = 2  # 64 MiB and a core each: sign-ins must not starve the monitors

_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4, type=Type.ID)

# Verified when the user is unknown, so that the answer takes as long. Nobody knows its password.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$6TcOOsYbC2dEx7ySofcz/g$"
    "3d87W63HXZJnp6VI14/wK8R/0LZmx1aTGBdmE4dXC6g"
)

# The first guesses of anyone who knows the rule of twelve characters, spaces and case removed.
_TRIED_FIRST = frozenset(
    {
        "password1234",
        "password12345",
        "passwordpassword",
        "123456789012",
        "1234567890123",
        "qwertyuiop12",
        "qwertyuiop123",
        "qwertyuiopasdf",
        "iloveyou1234",
        "adminadmin12",
        "administrator",
        "administrator1",
        "changeme1234",
        "letmein12345",
        "welcome12345",
        "vigilvigil12",
        "vigilpassword",
        "infusionpump",
    }
)


class Weakness(StrEnum):
    """Why a password is not taken."""

    SHORT = f"a password has at least {MIN_CHARACTERS} characters"
    LONG = f"a password has at most {MAX_CHARACTERS} characters"
    COMMON = "this password is among the first that are tried"


class WeakPassword(Exception):
    code = "weak_password"

    def __init__(self, weakness: Weakness) -> None:
        self.weakness = weakness
        super().__init__(weakness.value)


def check(password: str, name: str) -> None:
    """Raises WeakPassword if `password` may not become the password of user `name`."""
    text = _normal(password)
    plain = "".join(text.casefold().split())
    if len(text) < MIN_CHARACTERS:
        raise WeakPassword(Weakness.SHORT)
    if len(text) > MAX_CHARACTERS:
        raise WeakPassword(Weakness.LONG)
    if plain in _TRIED_FIRST or len(set(plain)) < 3 or plain == name.casefold():
        raise WeakPassword(Weakness.COMMON)


def hashed(password: str) -> str:
    """Takes about 0.15 s of a core: the server calls it through `Passwords`."""
    return _HASHER.hash(_normal(password))


def matches(password: str, stored: str | None) -> bool:
    """Whether `password` is the one behind `stored`; for None the same work, and no."""
    try:
        _HASHER.verify(stored or _NOBODY, _normal(password))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


class Passwords:
    """The same off the event loop, so many at once and no more."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._slots = asyncio.Semaphore(at_once)

    async def matches(self, password: str, stored: str | None) -> bool:
        async with self._slots:
            return await asyncio.to_thread(matches, password, stored)


def _normal(password: str) -> str:
    """The same characters from every keyboard: é may arrive as one code point or as two."""
    return unicodedata.normalize("NFKC", password)
