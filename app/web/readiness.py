"""What stands before the next step of a session, criterion by criterion, as of now."""

from dataclasses import asdict

from fastapi import Request

from app.domain.phases import Phase
from app.monitoring import standing
from app.web.parts import parts
from app.web.route import router
from app.web.sessions import Reader, readable
from app.wire.chair import Criterion, Standing

routes = router("sessions")


@routes.get("/sessions/{session}/readiness")
async def ready(session: str, principal: Reader, request: Request) -> Standing:
    """Before the infusion what its start asks for, in observation what the discharge does."""
    here = parts(request)
    readable(here, principal, session)
    bed = here.monitoring.beds.of_session(session)
    if bed is None or bed.session is None:
        return Standing(step=None, criteria=[])
    findings = standing.before(bed.scope, bed.patient, here.clock.now())
    leaving = bed.session.phase is Phase.OBSERVATION
    return Standing(
        step=("discharge" if leaving else "start") if findings else None,
        criteria=[Criterion(**asdict(finding.criterion)) for finding in findings],
        settle_ms=bed.scope.engine.protocol.regimen.settle_ms,
    )
