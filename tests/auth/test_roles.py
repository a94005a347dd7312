"""The roles of the contract, spelled out once more by hand: the table must not drift from it."""

import pytest

from app.auth.roles import TABLE, Action, Reach, Role, allows, reach

CLINICAL = {
    "read_beds",
    "read_identities",
    "read_sessions",
    "run_sessions",
    "acknowledge",
    "read_duty",
    "read_monitors",
    "read_channels",
}
LEADING = CLINICAL | {"edit_limits", "manage_duty", "override_gate", "test_channels"}
EXPECTED = {
    "nurse": CLINICAL,
    "charge_nurse": LEADING,
    "clinician": LEADING | {"override_hard"},
    "developer": {"read_beds", "read_duty", "read_monitors", "read_channels", "drive_clock"},
    "administrator": {
        "read_beds",
        "read_duty",
        "read_monitors",
        "read_channels",
        "test_channels",
        "manage_beds",
        "manage_monitors",
        "manage_tokens",
    },
    "wall": {"read_beds"},
}
DEVELOPER_ON_SIMULATED = CLINICAL | {"drive_clock"}


def test_every_role_has_its_row() -> None:
    assert set(TABLE) == set(Role)


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_do_on_real_sessions(role: Role) -> None:
    found = {action.value for action in Action if allows(role, action, simulated=False)}
    assert found == EXPECTED[role.value]


def test_a_developer_may_do_clinical_things_on_simulated_sessions_only() -> None:
    found = {a.value for a in Action if allows(Role.DEVELOPER, a, simulated=True)}
    assert found == DEVELOPER_ON_SIMULATED
    assert reach(Role.DEVELOPER, Action.RUN_SESSIONS) is Reach.SIMULATED


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DEVELOPER])
def test_simulation_gives_nobody_else_more(role: Role) -> None:
    for action in Action:
        assert allows(role, action, simulated=True) == allows(role, action, simulated=False)
