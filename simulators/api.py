"""The server's HTTP API as an outside program uses it: a Bearer token and JSON."""

from types import TracebackType
from typing import Any

import httpx

Json = dict[str, Any]
PATIENCE_SECONDS = 120.0  # the clock is advanced in steps; the answer comes after the last one


class ApiError(Exception):
    """The server refused; `code` is its stable word for why."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status, self.code = status, code


class Api:
    def __init__(self, url: str, token: str) -> None:
        self._client = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=PATIENCE_SECONDS,
            trust_env=False,
        )

    async def __aenter__(self) -> "Api":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def get(self, path: str) -> Json:
        return _read(await self._client.get(path))

    async def post(self, path: str, body: Json | None = None) -> Json:
        return _read(await self._client.post(path, json=body or {}))


def _read(response: httpx.Response) -> Json:
    try:
        body = response.json() if response.content else {}
    except ValueError:
        body = {}
    if response.is_success and isinstance(body, dict):
        return body
    told = body if isinstance(body, dict) else {}
    raise ApiError(
        response.status_code,
        str(told.get("code", "unreadable")),
        str(told.get("detail", response.reason_phrase)),
    )
