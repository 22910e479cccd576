"""The missions of a service are words people look for: they join its search key."""

from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from content.directory.models import Service


@receiver(m2m_changed, sender=Service.missions.through)
def refresh_search_key(sender, instance, action, reverse, pk_set, **kwargs):
    if not action.startswith("post_"):
        return
    services = [instance] if not reverse else Service.objects.filter(pk__in=pk_set or [])
    for service in services:
        service.save(update_fields=["search_key"])
