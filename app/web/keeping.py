"""Commands keep their answer with themselves, in one transaction: a retry never acts twice."""

from collections.abc import Callable

from fastapi import Request
from pydantic import BaseModel

from app.store.durable import Connection
from app.store.idempotency import Answer
from app.store.recorder import Work
from app.web.parts import parts
from app.web.route import once


def keeping(request: Request, status: int) -> Callable[[BaseModel], Work] | None:
    """Given the answer, the work that stores it under the request's key; None without a key."""
    this = once(request)
    if this is None:
        return None
    at = parts(request).clock.wall()

    def keep(answer: BaseModel) -> Work:
        body = answer.model_dump_json(by_alias=True)

        def work(connection: Connection) -> None:
            this.keep(connection, at, Answer(status, body))

        return work

    return keep
