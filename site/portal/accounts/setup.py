"""The groups behind the roles, with the Wagtail permissions each one needs. Safe to run again.

A room that has models of its own on Wagtail screens says in its `addresses.py` which role may do what:

    PERMISSIONS = {Role.DATA_OFFICER: {"forms.add_formdefinition", "forms.change_formdefinition"}}

`"forms.*"` stands for every permission of an app. The gate decides which address answers; these permissions
decide what Wagtail's own screens offer there.
"""

import sys

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import autodiscover_modules
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

from portal.accounts.roles import Role

PAGE_PERMISSIONS = ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"]
COLLECTION_PERMISSIONS = [
    "add_collection",
    "change_collection",
    "delete_collection",
    "add_image",
    "change_image",
    "choose_image",
    "delete_image",
    "add_document",
    "change_document",
    "choose_document",
    "delete_document",
]


@transaction.atomic
def create_roles():
    """Create or put right the groups."""
    groups = {role: Group.objects.get_or_create(name=role.value)[0] for role in Role}
    for role, group in groups.items():
        group.permissions.set(_permissions(wanted_permissions()[role]))
    _open_pages_and_media(groups[Role.COMMUNICATION])
    # Wagtail's first migration makes two groups that nobody uses here.
    Group.objects.filter(name__in=["Moderators", "Editors"], user=None).delete()


def wanted_permissions():
    """{role: {"app.codename", "app.*"}} of every room."""
    wanted = {role: {"wagtailadmin.access_admin"} for role in Role}
    autodiscover_modules("addresses")
    for config in apps.get_app_configs():
        module = sys.modules.get(f"{config.name}.addresses")
        for role, names in getattr(module, "PERMISSIONS", {}).items():
            wanted[role].update(names)
    return wanted


def _permissions(names):
    query = Q(pk=None)
    for name in names:
        app_label, codename = name.split(".")
        match = Q(content_type__app_label=app_label)
        query |= match if codename == "*" else match & Q(codename=codename)
    return Permission.objects.filter(query)


def _open_pages_and_media(group):
    root = _front_page()
    GroupPagePermission.objects.filter(group=group).exclude(page=root).delete()
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS
    ):
        if root is not None:
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    collection = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=["wagtailcore", "wagtailimages", "wagtaildocs"],
        codename__in=COLLECTION_PERMISSIONS,
    ):
        if collection is not None:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )


def _front_page():
    """The home page once it is ours; before that, the root that it will stand under."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None and site.root_page.specific_class is not Page:
        return site.root_page
    return Page.get_first_root_node()
