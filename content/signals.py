"""Files follow their report: public with it, put away with it."""

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from content.models import ReportPage
from content.reports.files import hide, show


@receiver(page_published, sender=ReportPage)
def show_files(sender, instance, **kwargs):
    show(instance)


@receiver(page_unpublished, sender=ReportPage)
def hide_files(sender, instance, **kwargs):
    hide(instance)


@receiver(post_delete, sender=ReportPage)
def remove_files(sender, instance, **kwargs):
    for item in (instance.document, instance.cover):
        if item is not None:
            item.delete()
