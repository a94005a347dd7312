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
    """Two patients with the same initials are told apart by their birth years."""
    known = session.patient
    patient = PatientView(
        identifier=None,
        initials=known.initials,
        birth_year=known.birth_year if known.namesake else None,
        sex=None,
        weight_kg=None,
        namesake=known.namesake,
    )
    return session.model_copy(update={"patient": patient})
