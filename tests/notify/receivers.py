"""The other ends: a small HTTP server and a small SMTP server, on free ports of this machine."""

import asyncio
import base64
import json
import ssl
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

WAIT_S = 15.0


class Inbox(ABC):
    """What arrived, in order; `received` waits for the first n."""

    def __init__(self) -> None:
        self.port = 0
        self._came = asyncio.Condition()

    @abstractmethod
    def count(self) -> int: ...

    async def _tell(self) -> None:
        async with self._came:
            self._came.notify_all()

    async def has(self, n: int, wait: float = WAIT_S) -> None:
        async with asyncio.timeout(wait), self._came:
            await self._came.wait_for(lambda: self.count() >= n)


@dataclass
class Post:
    """One request, with its headers in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        made: dict[str, Any] = json.loads(self.body)
        return made


class Hook(Inbox):
    """Answers with the statuses of `plan`, one after the other, then 200; None: never."""

    def __init__(self) -> None:
        super().__init__()
        self.posts: list[Post] = []
        self.plan: list[int | None] = []
        self.extra = b""  # further header lines
        self.answer = b"thank you"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def count(self) -> int:
        return len(self.posts)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        request, *lines = head.strip().split("\r\n")
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        status = self.plan.pop(0) if self.plan else 200
        self.posts.append(Post(request.split()[1], headers, body))
        await self._tell()
        if status is None:
            await reader.read()  # until the other side leaves
            return
        writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n" % (status, len(self.answer)))
        writer.write(self.extra + b"Connection: close\r\n\r\n" + self.answer)
        await writer.drain()


@dataclass
class Mailbox(Inbox):
    """Takes letters, unless `refuse` says with what it answers the letter instead."""

    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refuse: bytes | None = None
    hang: bool = False  # says nothing at all
    tls: ssl.SSLContext | None = None  # offered by STARTTLS, and a sign-in after it
    signed_in: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def count(self) -> int:
        return len(self.letters)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.hang:
            await reader.read()
            return
        writer.write(b"220 mail.test ready\r\n")
        to, secure = "", False
        while line := (await reader.readline()).decode().strip():
            match line.split()[0].upper():
                case "EHLO" if self.tls is not None:
                    offered = b"AUTH PLAIN" if secure else b"STARTTLS"
                    writer.write(b"250-mail.test\r\n250 " + offered + b"\r\n")
                case "STARTTLS" if self.tls is not None:
                    writer.write(b"220 go on\r\n")
                    await writer.drain()
                    await writer.start_tls(self.tls)
                    secure = True
                case "AUTH":
                    self.signed_in.append(base64.b64decode(line.split()[2]))
                    writer.write(b"235 welcome\r\n")
                case "RCPT":
                    to = line.partition("<")[2].partition(">")[0]
                    writer.write(b"250 ok\r\n")
                case "DATA":
                    writer.write(b"354 go on\r\n")
                    raw = await reader.readuntil(b"\r\n.\r\n")
                    await self._take(to, raw[:-3].replace(b"\r\n..", b"\r\n."))
                    writer.write(self.refuse or b"250 kept as 4711\r\n")
                case "QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                case _:
                    writer.write(b"250 ok\r\n")
            await writer.drain()

    async def _take(self, to: str, raw: bytes) -> None:
        if self.refuse is None:
            letter = message_from_bytes(raw, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.letters.append((to, letter))
        await self._tell()


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(inbox: Hook | Mailbox) -> AsyncIterator[None]:
    """Takes connections until the block is left; then those that still hang are cut."""
    conversations: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        conversation = asyncio.current_task()
        assert conversation is not None
        conversations.add(conversation)
        with suppress(OSError, asyncio.IncompleteReadError):
            try:
                await inbox.serve(reader, writer)
            finally:
                writer.close()
                await writer.wait_closed()
                conversations.discard(conversation)

    server = await asyncio.start_server(handle, "127.0.0.1", inbox.port)
    inbox.port = server.sockets[0].getsockname()[1]
    yield
    server.close()
    for conversation in list(conversations):
        conversation.cancel()
    await asyncio.gather(*conversations, return_exceptions=True)
