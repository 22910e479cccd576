"""A calendar address ends with the right to it: it does not come back with a role given again."""

from django.db.models.signals import m2m_changed, post_save
from django.utils import timezone

from casefiles.models import CalendarFeed
from portal.accounts.models import User
from portal.accounts.roles import CASE_WORK
from portal.audit.journal import record


def connect():
    post_save.connect(_account_saved, sender=User, dispatch_uid="casefiles.feeds.account")
    m2m_changed.connect(_roles_changed, sender=User.groups.through, dispatch_uid="casefiles.feeds.roles")


def _account_saved(sender, instance, created, raw=False, **kwargs):
    if not (created or raw or instance.is_active):
        _end_feeds([instance.pk])


def _roles_changed(sender, instance, action, reverse, pk_set, **kwargs):
    if not action.startswith("post_") or action == "post_add":
        return
    keys = (pk_set or []) if reverse else [instance.pk]
    still = User.objects.filter(pk__in=keys, groups__name__in=[role.value for role in CASE_WORK])
    _end_feeds(set(keys) - set(still.values_list("pk", flat=True)))


def _end_feeds(owners):
    for feed in CalendarFeed.objects.filter(owner__in=owners, ended_at__isnull=True):
        feed.ended_at = max(timezone.now(), feed.made_at)
        feed.save(update_fields=["ended_at"])
        record("calendar_feed.ended", details={"feed": str(feed.pk), "revoked": True})
