"""Ending sessions, with the journal entry that goes with it."""

from django.contrib.auth import SESSION_KEY

from portal.accounts.models import StaffSession, User
from portal.accounts.sessions import ENDED
from portal.audit.journal import record


def end_by_clock(request):
    """The session this request came with is over: forget it and note why."""
    ended = request.ended_session
    if request.session.get(SESSION_KEY) is None and ENDED in request.session:
        return
    request.session.flush()
    request.session[ENDED] = [ended.reason, ended.user_id]
    user = User.objects.filter(pk=ended.user_id).first()
    record("session.ended", actor=user, details={"reason": ended.reason})


def end_all(user, *, actor, reason):
    """Sign a person out everywhere."""
    count, _ = StaffSession.objects.filter(user=user).delete()
    if count:
        record("session.ended", actor=actor, target=str(user.pk), details={"reason": reason, "count": count})
    return count
