"""What screens without leave for identities may see of a patient: the initials."""

from app.wire.screen import Bed, BedChange, Change, PatientView, Session, SessionChange


def anonymous(change: Change) -> Change:
    """The change as a screen without identities may see it: initials only."""
    if isinstance(change, SessionChange) and change.session is not None:
        return change.model_copy(update={"session": anonymous_session(change.session)})
    if isinstance(change, BedChange):
        return change.model_copy(update={"value": anonymous_bed(change.value)})
    return change


def anonymous_bed(bed: Bed) -> Bed:
    if bed.session is None:
        return bed
    return bed.model_copy(update={"session": anonymous_session(bed.session)})


def anonymous_session(session: Session) -> Session:
    initials = session.patient.initials
    patient = PatientView(
        identifier=None, initials=initials, birth_year=None, sex=None, weight_kg=None
    )
    return session.model_copy(update={"patient": patient})
