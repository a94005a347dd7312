"""What stands behind a principal: the sign-in and the token as the database has them."""

from dataclasses import dataclass

from app.auth.principal import Principal
from app.clock import Clock
from app.store import directory, sign_ins, tokens
from app.store.database import Database
from app.store.durable import Connection
from app.store.sign_ins import SignIn
from app.store.tokens import Token

LOOK_EVERY_S = 0.25  # revocation has 2 s to reach every open socket


@dataclass(frozen=True, slots=True)
class Proof:
    sign_in: SignIn | None
    token: Token | None


def of_cookie(connection: Connection, hash: str) -> Proof:
    found = sign_ins.find(connection, hash)
    token = None
    if found is not None and found.token is not None:
        token = tokens.find(connection, found.token)
    return Proof(found, token)


class Proofs:
    """The proofs of open sockets, read again when users or tokens changed.

    A hundred screens ask each second; reading two rows for each would cost more than their vitals.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._version = -1
        self._look_at = 0.0  # monotonic
        self._kept: dict[Principal, Proof] = {}

    def of(self, principal: Principal) -> Proof:
        """What is known, at most LOOK_EVERY_S old."""
        self._look()
        proof = self._kept.get(principal)
        if proof is None:
            proof = self._kept[principal] = self._read(principal)
        return proof

    def forget(self, principal: Principal) -> None:
        """It was ended here: signing out changes neither users nor tokens."""
        self._kept.pop(principal, None)

    def _look(self) -> None:
        now = self._clock.monotonic()
        if now < self._look_at:
            return
        self._look_at = now + LOOK_EVERY_S
        with self._database.reading() as connection:
            version = directory.version(connection)
        if version != self._version:
            self._version = version
            self._kept.clear()

    def _read(self, principal: Principal) -> Proof:
        with self._database.reading() as connection:
            if principal.sign_in is not None:
                return of_cookie(connection, principal.sign_in)
            return Proof(None, tokens.find(connection, principal.token or ""))
