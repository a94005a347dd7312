"""Every route and every role: nobody gets in without a sign-in, and each role only where it may."""

import pytest

from app.auth.roles import TABLE, Action, Role
from tests.web.clinic import Clinic

OPEN = {"/healthz", "/readyz", "/api/sign-in"}
SIGNED_IN = {("post", "/api/sign-out"), ("get", "/api/me")}  # any role
NEEDS = {
    ("get", "/api/beds"): Action.READ_BEDS,
    ("get", "/api/beds/{bed}"): Action.READ_BEDS,
    ("put", "/api/beds/{bed}"): Action.MANAGE_BEDS,
    ("get", "/api/duty"): Action.READ_DUTY,
    ("put", "/api/duty"): Action.MANAGE_DUTY,
    ("get", "/api/monitors"): Action.READ_MONITORS,
    ("post", "/api/monitors"): Action.MANAGE_MONITORS,
    ("post", "/api/monitors/{monitor}/bind"): Action.MANAGE_MONITORS,
    ("post", "/api/monitors/{monitor}/unbind"): Action.MANAGE_MONITORS,
    ("post", "/api/monitors/{monitor}/revoke"): Action.MANAGE_MONITORS,
    ("get", "/api/tokens"): Action.MANAGE_TOKENS,
    ("post", "/api/tokens"): Action.MANAGE_TOKENS,
    ("post", "/api/tokens/{token}/revoke"): Action.MANAGE_TOKENS,
    ("get", "/api/sessions"): Action.READ_SESSIONS,
    ("post", "/api/sessions"): Action.RUN_SESSIONS,
    ("get", "/api/sessions/{session}"): Action.READ_SESSIONS,
    ("get", "/api/sessions/{session}/log"): Action.READ_SESSIONS,
    ("get", "/api/sessions/{session}/readiness"): Action.READ_SESSIONS,
    ("get", "/api/sessions/{session}/why"): Action.READ_SESSIONS,
    ("get", "/api/sessions/{session}/vitals"): Action.READ_SESSIONS,
    ("get", "/api/sessions/{session}/alarms"): Action.READ_SESSIONS,
    ("post", "/api/sessions/{session}/baseline"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/start"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/pause"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/resume"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/stop"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/off-monitor"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/back-on-monitor"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/discharge"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/abort"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/notes"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/limits"): Action.EDIT_LIMITS,
    ("post", "/api/sessions/{session}/assessments"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/events"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/medications"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/checklist"): Action.RUN_SESSIONS,
    ("post", "/api/sessions/{session}/readings"): Action.RUN_SESSIONS,
    ("get", "/api/alarms"): Action.READ_BEDS,
    ("post", "/api/alarms/{alarm}/on-my-way"): Action.ACKNOWLEDGE,
    ("post", "/api/beds/{bed}/acknowledge-all"): Action.ACKNOWLEDGE,
    ("post", "/api/alarms/{alarm}/{what}"): Action.ACKNOWLEDGE,
    ("get", "/api/channels"): Action.READ_CHANNELS,
    ("get", "/api/notifications"): Action.READ_CHANNELS,
    ("post", "/api/channels/{channel}/test"): Action.TEST_CHANNELS,
    ("post", "/api/simulation/clock"): Action.DRIVE_CLOCK,
}


def routes(clinic: Clinic) -> set[tuple[str, str]]:
    """(method, address) of everything the application describes."""
    return {
        (method, address)
        for address, methods in clinic.app.openapi()["paths"].items()
        for method in methods
        if address not in OPEN
    }


async def test_every_route_asks_who_it_is(clinic: Clinic) -> None:
    async with clinic.client() as stranger:
        for method, address in sorted(routes(clinic)):
            answer = await stranger.request(method, address)
            assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_required"), address
        for address in ("/openapi.json", "/asyncapi.json"):
            assert (await stranger.get(address)).status_code == 401


async def test_every_route_is_in_the_table(clinic: Clinic) -> None:
    assert routes(clinic) - SIGNED_IN <= NEEDS.keys()


@pytest.mark.parametrize("role", list(Role))
async def test_each_role_goes_where_it_may(clinic: Clinic, role: Role) -> None:
    async with clinic.as_role(role) as script:
        for method, address in sorted(routes(clinic) - SIGNED_IN):
            answer = await script.request(method, address)  # nothing of it is there, or no body
            allowed = NEEDS[method, address] in TABLE[role]
            refused = answer.status_code == 403
            assert refused != allowed, (role, method, address, answer.status_code)
            if refused:
                assert answer.json()["code"] == "role"


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Bearer vgl_api_" + "A" * 43,
        "Basic YW5uYTpwYXNzd29yZA==",
        "Bearer vgl_mon_" + "A" * 43,
        "Bearer ' OR 1=1 --",
    ],
)
async def test_a_token_that_is_none(clinic: Clinic, authorization: str) -> None:
    async with clinic.client(Authorization=authorization) as script:
        answer = await script.get("/api/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_required")
    assert answer.headers["www-authenticate"] == 'Bearer realm="vigil"'


async def test_what_a_role_may_not_leaves_a_trace(clinic: Clinic) -> None:
    async with clinic.as_role(Role.WALL) as wall:
        await wall.post("/api/tokens", json={"role": "administrator"})
    assert ("refused", "manage_tokens") in await clinic.trail()
