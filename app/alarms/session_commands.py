"""What people do with a session: refused with a reason, or the session that follows from it."""

from app.alarms import guard_rails
from app.alarms.inputs import CommandInput
from app.alarms.rules import Protocol
from app.alarms.stage import stage_of
from app.domain import infusion, limit_edits
from app.domain.errors import BadCommand, StaleRevision, WrongPhase
from app.domain.infusion import InfusionSession, SessionCommand
from app.domain.phases import allowed


def check(
    session: InfusionSession | None, protocol: Protocol, command: CommandInput, revision: int | None
) -> None:
    """Raises a `domain.errors.Refusal` if the command may not be taken; `revision` is what the
    caller saw of the session."""
    name = _named(command)
    if session is None:
        if name is not SessionCommand.CREATE:
            raise WrongPhase("no session", name, [SessionCommand.CREATE])
        infusion.create(command.happened_at, command.body)
        return
    if name is SessionCommand.CREATE:
        raise WrongPhase(session.phase, name, allowed(session.place))
    if revision is not None and revision != session.revision:
        raise StaleRevision("the session", revision, session.revision)
    infusion.check(session, name, command.body, command.at, command.happened_at)
    if name is SessionCommand.OFF_MONITOR and protocol.regimen.off_monitor_ms is None:
        raise BadCommand(name, "protocol", "allows no time off the monitor")
    if name is SessionCommand.LIMITS:
        edit = limit_edits.read(command.body, name, command.by, command.at)
        guard_rails.check(protocol, stage_of(session, command.at), edit)


def apply(session: InfusionSession | None, command: CommandInput) -> InfusionSession:
    """The session after a command that `check` let pass."""
    if session is None:
        return infusion.create(command.happened_at, command.body)
    return infusion.apply(
        session, _named(command), command.happened_at, command.body, by=command.by
    )


def _named(command: CommandInput) -> SessionCommand:
    try:
        return SessionCommand(command.name)
    except ValueError as error:
        raise BadCommand(command.name, "name", "is not known") from error
