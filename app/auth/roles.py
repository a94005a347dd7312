"""Who may do what: one table of roles and actions (contract 4)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """A person's or a token's role; `clinician` is the prescriber."""

    NURSE = "nurse"
    CHARGE_NURSE = "charge_nurse"
    CLINICIAN = "clinician"
    DEVELOPER = "developer"
    ADMINISTRATOR = "administrator"
    WALL = "wall"


class Action(StrEnum):
    """What a route or a command asks leave for."""

    READ_BEDS = "read_beds"  # beds, their vitals and alarms; patients by initials
    READ_IDENTITIES = "read_identities"  # who the patient is, beyond the initials
    READ_SESSIONS = "read_sessions"
    RUN_SESSIONS = "run_sessions"
    EDIT_LIMITS = "edit_limits"  # of one session
    ACKNOWLEDGE = "acknowledge"
    READ_DUTY = "read_duty"  # who is called at each step of an escalation
    MANAGE_DUTY = "manage_duty"
    OVERRIDE_GATE = (
        "override_gate"  # begin an infusion that a soft hold, or no watching screen, holds
    )
    OVERRIDE_HARD = "override_hard"  # a hard hold, or a criterion of discharge
    READ_MONITORS = "read_monitors"
    MANAGE_BEDS = "manage_beds"
    MANAGE_MONITORS = "manage_monitors"
    MANAGE_TOKENS = "manage_tokens"
    READ_CHANNELS = "read_channels"  # the ways to tell people outside, and who was told
    TEST_CHANNELS = "test_channels"
    DRIVE_CLOCK = "drive_clock"  # of a simulation; elsewhere there is nothing to drive


class Reach(StrEnum):
    """How far a role's leave for an action goes."""

    NONE = "none"
    SIMULATED = "simulated"  # only what concerns simulated sessions
    ALL = "all"


_CLINICAL: Mapping[Action, Reach] = MappingProxyType(
    {
        Action.READ_BEDS: Reach.ALL,
        Action.READ_IDENTITIES: Reach.ALL,
        Action.READ_SESSIONS: Reach.ALL,
        Action.RUN_SESSIONS: Reach.ALL,
        Action.ACKNOWLEDGE: Reach.ALL,
        Action.READ_DUTY: Reach.ALL,
        Action.READ_MONITORS: Reach.ALL,
        Action.READ_CHANNELS: Reach.ALL,
    }
)

_LEADING: Mapping[Action, Reach] = MappingProxyType(
    {
        **_CLINICAL,
        Action.EDIT_LIMITS: Reach.ALL,
        Action.MANAGE_DUTY: Reach.ALL,
        Action.OVERRIDE_GATE: Reach.ALL,
        Action.TEST_CHANNELS: Reach.ALL,
    }
)

TABLE: Mapping[Role, Mapping[Action, Reach]] = MappingProxyType(
    {
        Role.NURSE: _CLINICAL,
        Role.CHARGE_NURSE: _LEADING,
        Role.CLINICIAN: MappingProxyType({**_LEADING, Action.OVERRIDE_HARD: Reach.ALL}),
        Role.DEVELOPER: MappingProxyType(
            {
                Action.READ_BEDS: Reach.ALL,
                Action.READ_IDENTITIES: Reach.SIMULATED,
                Action.READ_SESSIONS: Reach.SIMULATED,
                Action.RUN_SESSIONS: Reach.SIMULATED,
                Action.ACKNOWLEDGE: Reach.SIMULATED,
                Action.READ_DUTY: Reach.ALL,
                Action.READ_MONITORS: Reach.ALL,
                Action.READ_CHANNELS: Reach.ALL,
                Action.DRIVE_CLOCK: Reach.ALL,
            }
        ),
        Role.ADMINISTRATOR: MappingProxyType(
            {
                Action.READ_BEDS: Reach.ALL,
                Action.READ_DUTY: Reach.ALL,
                Action.READ_MONITORS: Reach.ALL,
                Action.READ_CHANNELS: Reach.ALL,
                Action.TEST_CHANNELS: Reach.ALL,
                Action.MANAGE_BEDS: Reach.ALL,
                Action.MANAGE_MONITORS: Reach.ALL,
                Action.MANAGE_TOKENS: Reach.ALL,
            }
        ),
        Role.WALL: MappingProxyType({Action.READ_BEDS: Reach.ALL}),
    }
)


def reach(role: Role, action: Action) -> Reach:
    """How far `role` may go with `action`; what the table does not name is refused."""
    return TABLE[role].get(action, Reach.NONE)


def allows(role: Role, action: Action, *, simulated: bool) -> bool:
    """Whether `role` may do `action` on a session that is `simulated` or real."""
    match reach(role, action):
        case Reach.ALL:
            return True
        case Reach.SIMULATED:
            return simulated
        case Reach.NONE:
            return False
