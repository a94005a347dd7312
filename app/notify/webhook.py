"""A program of the clinic's, told by HTTP POST: JSON, signed, with a key that marks repeats."""

import asyncio
import hashlib
import hmac
import json
import ssl

import httpx

from app.notify.channel import ANSWER_CHARS, TIMEOUT_S, Letter, NotDelivered, shortened
from app.settings import WebhookSettings

SIGNATURE = "Vigil-Signature"
KEY = "Idempotency-Key"


class Webhook:
    """Redirects are not followed: what is told goes to the address that was set, or nowhere."""

    def __init__(self, settings: WebhookSettings, timeout_s: float = TIMEOUT_S) -> None:
        self._url = settings.url
        self._secret = settings.secret
        self._timeout_s = timeout_s
        self._client = httpx.AsyncClient(
            verify=ssl.create_default_context(),  # the machine's certificates, not a library's
            timeout=timeout_s,
            follow_redirects=False,
            # A proxy of the environment gets no plain text: only https may go through one.
            trust_env=settings.url.startswith("https:"),
            # A kept connection may be dead when it is needed next, hours later.
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    async def send(self, letter: Letter) -> str:
        body = json.dumps({"id": letter.id, **letter.message.members()}).encode()
        headers = {
            "Content-Type": "application/json",
            KEY: letter.id,
            SIGNATURE: f"sha256={signature(self._secret, body)}",
        }
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._post(body, headers)
        except TimeoutError:
            raise NotDelivered(f"no answer within {self._timeout_s:g} s") from None
        except (httpx.HTTPError, ssl.SSLError) as error:
            raise NotDelivered(shortened(f"{type(error).__name__}: {error}")) from None

    async def close(self) -> None:
        await self._client.aclose()

    async def _post(self, body: bytes, headers: dict[str, str]) -> str:
        async with self._client.stream(
            "POST", self._url, content=body, headers=headers
        ) as response:
            answer = shortened(f"{response.status_code} {await _beginning(response)}")
            if not response.is_success:
                raise NotDelivered(answer)
            return answer


def signature(secret: bytes, body: bytes) -> str:
    """HMAC-SHA256 over the body's bytes, in hex."""
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


async def _beginning(response: httpx.Response) -> str:
    """As much of the answer as is kept, however much there is."""
    text = ""
    async for part in response.aiter_text():
        text += part
        if len(text) >= ANSWER_CHARS:
            break
    return text
