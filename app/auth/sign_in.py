"""Signing in with a password or a token, and out again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.auth import tokens
from app.auth.authority import of_token
from app.auth.passwords import Passwords
from app.auth.principal import Principal, Via
from app.auth.refusals import BadCredentials
from app.auth.roles import Role
from app.auth.throttle import Throttle
from app.clock import Clock
from app.settings import Settings
from app.store import audit, sign_ins, users
from app.store import tokens as stored_tokens
from app.store.database import Database
from app.store.durable import Connection, durably
from app.store.recorder import Entry, Recorder

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`cookie` is the secret, given to the browser and kept nowhere."""

    principal: Principal
    cookie: str


class Door:
    """The one way in for browsers. A new secret at every sign-in: none is ever taken over."""

    def __init__(
        self,
        database: Database,
        recorder: Recorder,
        clock: Clock,
        settings: Settings,
        throttle: Throttle,
    ) -> None:
        self._database = database
        self._recorder = recorder
        self._clock = clock
        self._patience_s = settings.command_seconds
        self._throttle = throttle
        self._passwords = Passwords()

    async def by_password(self, name: str, password: str, address: str) -> SignedIn:
        """Raises BadCredentials or Throttled. An unknown name takes as long as a wrong password."""
        self._throttle.attempt(name, address)
        with self._database.reading() as connection:
            stored = users.password_hash(connection, name)
        if not await self._passwords.matches(password, stored):
            raise self._failed(name, address)
        self._throttle.succeeded(name)
        cookie = tokens.new(tokens.Kind.SIGN_IN)

        def enter(connection: Connection) -> Principal:
            user = users.find(connection, name)
            if user is None or users.password_hash(connection, name) != stored:
                raise BadCredentials  # disabled or changed while the password was being checked
            hash = tokens.digest(cookie)
            sign_ins.add(connection, at, hash, user=user.name)
            audit.append(connection, at, user.name, "signed_in", user.name, address=address)
            return Principal(user.name, Role(user.role), Via.COOKIE, sign_in=hash)

        at = self._clock.wall()
        return SignedIn(await self._record(enter), cookie)

    async def by_token(self, secret: str, address: str) -> SignedIn:
        """For a wall or a script's browser; the token's revocation ends the sign-in."""
        self._throttle.attempt(f"token {secret[:16]}", address)
        at = self._clock.wall()
        cookie = tokens.new(tokens.Kind.SIGN_IN)

        def enter(connection: Connection) -> Principal | None:
            token = stored_tokens.by_hash(connection, tokens.digest(secret))
            if token is None or not token.usable(at):
                return None
            hash = tokens.digest(cookie)
            principal = of_token(token, Via.COOKIE, hash)
            sign_ins.add(connection, at, hash, token=token.id)
            audit.append(connection, at, principal.name, "signed_in", token.id, address=address)
            return principal

        principal = await self._record(enter)
        if principal is None:
            raise self._failed("token", address)
        return SignedIn(principal, cookie)

    async def leave(self, principal: Principal) -> None:
        """Ends this browser's sign-in; a Bearer token has none to end."""
        hash = principal.sign_in
        if hash is None:
            return
        at = self._clock.wall()

        def end(connection: Connection) -> None:
            sign_ins.end(connection, at, hash)
            audit.append(connection, at, principal.name, "signed_out", principal.name)

        await self._record(end)

    async def _record(self, work: Callable[[Connection], T]) -> T:
        return await durably(self._recorder, work, self._patience_s)

    def _failed(self, name: str, address: str) -> BadCredentials:
        self._throttle.failed(address)
        at = self._clock.wall()

        def note(connection: Connection) -> None:
            audit.append(connection, at, "anonymous", "sign_in_failed", name, address=address)

        self._recorder.submit(Entry(work=[note]))
        return BadCredentials()
