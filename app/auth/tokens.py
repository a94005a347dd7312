"""Opaque secrets: API and wall tokens, monitor tokens, sign-in cookies.

Each carries 256 random bits, so a fast hash is enough to keep it: nobody can guess backwards from
the SHA-256 (unlike a password). The prefix lets secret scanners recognise one that leaked.
"""

import hashlib
import re
import secrets
from enum import StrEnum

BYTES = 32


class Kind(StrEnum):
    """What a secret opens; the prefix shows it to people and to scanners."""

    API = "vgl_api_"
    MONITOR = "vgl_mon_"
    SIGN_IN = "vgl_sgn_"


_SHAPE = re.compile(r"vgl_(?:api|mon|sgn)_[A-Za-z0-9_-]{43}")


def new(kind: Kind) -> str:
    return kind + secrets.token_urlsafe(BYTES)


def new_id() -> str:
    """An id that cannot be guessed and says nothing (128 bits)."""
    return secrets.token_hex(16)


def digest(secret: str) -> str:
    """What is stored instead of the secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def looks_like(secret: str, kind: Kind) -> bool:
    """Whether it is worth asking the database about `secret`."""
    return secret.startswith(kind) and _SHAPE.fullmatch(secret) is not None
