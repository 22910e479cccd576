"""Ending sessions, with the journal entry that goes with it."""

from portal.accounts.models import StaffSession, User
from portal.audit.journal import record


def end_by_clock(request):
    """The session this request came with is over: forget it and note why."""
    request.session.flush()
    user = User.objects.filter(pk=request.ended_session.user_id).first()
    record("session.ended", actor=user, details={"reason": request.ended_session.reason})


def end_all(user, *, actor, reason):
    """Sign a person out everywhere."""
    count, _ = StaffSession.objects.filter(user=user).delete()
    if count:
        record("session.ended", actor=actor, target=str(user.pk), details={"reason": reason, "count": count})
    return count
