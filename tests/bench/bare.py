"""The yardstick: uvicorn (websockets-sansio, uvloop) and msgspec, and nothing else.

It decodes and validates the same frames and acks them; to screens it sends a tick that is made
once. No disk, no judge, no framework. `python -m tests.bench.bare` prints `ready URL`.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import uvicorn

TICK_S = 0.1
TICK_BYTES = 4_500  # about what ours has with 64 beds at 1 Hz
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Hello(msgspec.Struct, tag_field="type", tag="hello"):
    boot: str
    time: int


class Sample(msgspec.Struct):
    at: int
    hr: float | None = None
    pr: float | None = None
    spo2: float | None = None
    rr: float | None = None


class Vitals(msgspec.Struct, tag_field="type", tag="vitals"):
    seq: int
    samples: list[Sample]


_decode = msgspec.json.Decoder(Hello | Vitals).decode
_tick = '{"type":"vitals","beds":[],"rest":"' + "x" * TICK_BYTES + '"}'


async def app(scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Send) -> None:
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept", "subprotocol": scope["subprotocols"][0]})
    if scope["path"] == "/ws/screen":
        ticking = asyncio.create_task(_ticks(send))
        while (await receive())["type"] != "websocket.disconnect":
            pass
        ticking.cancel()
        return
    while (event := await receive())["type"] != "websocket.disconnect":
        message = _decode(event["text"])
        if isinstance(message, Vitals):
            text = f'{{"type":"ack","seq":{message.seq}}}'
        else:
            text = '{"type":"welcome","acked":0}'
        await send({"type": "websocket.send", "text": text})


async def _ticks(send: Send) -> None:
    while True:
        await asyncio.sleep(TICK_S)
        await send({"type": "websocket.send", "text": _tick})


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        log_level="warning",
        lifespan="off",
    )
    print(f"ready http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
