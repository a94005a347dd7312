"""Finds out who is asking, and whether a principal that was let in may still stay."""

from enum import StrEnum

from app.auth import tokens
from app.auth.principal import Principal, Via
from app.auth.proofs import Proofs, of_cookie
from app.auth.roles import Action, Role
from app.auth.uses import Uses
from app.clock import Clock
from app.settings import Settings
from app.store import audit, sign_ins
from app.store import tokens as stored_tokens
from app.store.database import Database
from app.store.recorder import Entry, Recorder, Work
from app.store.sign_ins import SignIn
from app.store.tokens import Token

MINUTE_MS = 60_000


class Standing(StrEnum):
    """Whether a principal's proof still holds."""

    VALID = "valid"
    EXPIRED = "expired"  # time ran out: it may watch, but no longer act or see who the patient is
    REVOKED = "revoked"  # somebody ended it: out, within 2 s


class Authority:
    """Sign-ins and tokens by real time; nothing here waits for the disk to write."""

    def __init__(
        self, database: Database, recorder: Recorder, clock: Clock, settings: Settings
    ) -> None:
        self._database = database
        self._recorder = recorder
        self._clock = clock
        self.allowed_origins = settings.allowed_origins
        self._idle_ms = settings.idle_minutes * MINUTE_MS
        self._longest_ms = settings.sign_in_hours * 60 * MINUTE_MS
        self._proofs = Proofs(database, clock)
        self._uses = Uses(self._keep_use, forget_after_ms=self._longest_ms)

    def by_bearer(self, secret: str) -> Principal | None:
        """Whoever holds this API token."""
        if not tokens.looks_like(secret, tokens.Kind.API):
            return None
        with self._database.reading() as connection:
            token = stored_tokens.by_hash(connection, tokens.digest(secret))
        if token is None or not token.usable(self._clock.wall()):
            return None
        return of_token(token, Via.TOKEN)

    def by_cookie(self, secret: str) -> Principal | None:
        """Whoever signed in with this browser; counts as a use of the sign-in."""
        if not tokens.looks_like(secret, tokens.Kind.SIGN_IN):
            return None
        hash = tokens.digest(secret)
        with self._database.reading() as connection:
            proof = of_cookie(connection, hash)
        if (
            proof.sign_in is None
            or self._of_sign_in(proof.sign_in, proof.token) is not Standing.VALID
        ):
            return None
        self._uses.note(hash, self._clock.wall())
        return of_sign_in(proof.sign_in, proof.token)

    def standing(self, principal: Principal) -> Standing:
        """Asked again while a socket is open; does not count as a use."""
        proof = self._proofs.of(principal)
        if principal.sign_in is None:
            return self._of_token(proof.token)
        if proof.sign_in is None:
            return Standing.REVOKED
        return self._of_sign_in(proof.sign_in, proof.token)

    def left(self, principal: Principal) -> None:
        """The principal signed out: its sockets are told at the next question."""
        self._proofs.forget(principal)

    def used(self, principal: Principal) -> None:
        """A person acted through an open socket: the sign-in is not idle."""
        if principal.sign_in is not None:
            self._uses.note(principal.sign_in, self._clock.wall())

    def note_refused(self, principal: Principal, action: Action) -> None:
        """Leaves a trace of what somebody tried that the role has no leave for."""
        at = self._clock.wall()
        who = principal.name
        self._submit(lambda connection: audit.append(connection, at, who, "refused", action))

    def _of_sign_in(self, found: SignIn, token: Token | None) -> Standing:
        if found.ended_at is not None or found.disabled:
            return Standing.REVOKED
        if found.token is not None:
            standing = self._of_token(token)
            if standing is not Standing.VALID or (token is not None and token.role == Role.WALL):
                return standing  # a wall has nobody who would sign in again
        now = self._clock.wall()
        seen_at = max(found.seen_at, self._uses.last(found.hash))
        if now - seen_at >= self._idle_ms or now - found.created_at >= self._longest_ms:
            return Standing.EXPIRED
        return Standing.VALID

    def _of_token(self, token: Token | None) -> Standing:
        if token is None or token.revoked_at is not None:
            return Standing.REVOKED
        return Standing.VALID if token.usable(self._clock.wall()) else Standing.EXPIRED

    def _keep_use(self, hash: str, at: int) -> None:
        self._submit(lambda connection: sign_ins.seen(connection, at, hash))

    def _submit(self, work: Work) -> None:
        self._recorder.submit(Entry(work=[work]))


def of_token(token: Token, via: Via, sign_in: str | None = None) -> Principal:
    name = f"token:{token.label or token.id}"
    return Principal(name, Role(token.role), via, token=token.id, sign_in=sign_in)


def of_sign_in(found: SignIn, token: Token | None) -> Principal:
    if token is not None:
        return of_token(token, Via.COOKIE, found.hash)
    assert found.user is not None
    assert found.role is not None
    return Principal(found.user, Role(found.role), Via.COOKIE, sign_in=found.hash)
