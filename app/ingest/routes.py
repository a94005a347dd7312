"""Where monitors connect. Their token is checked before the upgrade."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket

from app.auth import tokens
from app.clock import Clock
from app.ingest.socket import serve_monitor
from app.monitoring.monitors import Monitor
from app.monitoring.ward import Ward
from app.settings import Settings
from app.store import directory
from app.store.database import Database

routes = APIRouter()


@dataclass(frozen=True, slots=True)
class Gate:
    """What the monitor socket works with; `app.main` keeps it as `app.state.gate`."""

    settings: Settings
    clock: Clock
    database: Database
    ward: Ward


@routes.websocket("/ws/monitor")
async def monitor(websocket: WebSocket) -> None:
    gate: Gate = websocket.app.state.gate
    known = _identify(gate, websocket.headers.get("authorization", ""))
    if known is None:
        headers = {"WWW-Authenticate": 'Bearer realm="vigil monitors"'}
        await websocket.send_denial_response(
            PlainTextResponse("a monitor's token is needed", 401, headers)
        )
        return
    await serve_monitor(websocket, known, gate.ward, gate.clock, gate.settings)


def _identify(gate: Gate, header: str) -> Monitor | None:
    """The monitor whose token this is; None for no token, a wrong one or a revoked one."""
    scheme, _, secret = header.partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not tokens.looks_like(secret, tokens.Kind.MONITOR):
        return None
    with gate.database.reading() as connection:
        found = directory.monitor_by_token(connection, tokens.digest(secret))
    if found is None or found.revoked_at is not None:
        return None
    if found.id not in gate.ward.beds.monitors:
        gate.ward.look()  # added by the command line a moment ago
    return gate.ward.beds.monitors.get(found.id)
