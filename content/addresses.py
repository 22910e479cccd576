"""Doors of the public site: open to the world, and those of the editing screens of the directory."""

from portal.accounts.roles import CASE_WORK, Role

PUBLIC = {
    "wagtail_serve",
    "wagtaildocs_serve",
    # Its long token is the key; it serves once.
    "content:service_check",
    "content:report_feed",
    "content:sitemap",
    "content:nothing_here",
    "wagtailapi:*",
}

ROLES = {
    "new_report": {Role.COMMUNICATION, Role.ADMINISTRATOR},
    "partner_service:*": {Role.COMMUNICATION, Role.ADMINISTRATOR, Role.DATA_OFFICER, *CASE_WORK},
    "service_checks:*": {Role.COMMUNICATION, Role.ADMINISTRATOR, Role.DATA_OFFICER, Role.COORDINATION},
    "mission:*": {Role.COMMUNICATION, Role.ADMINISTRATOR, Role.COORDINATION},
    "municipality:*": {Role.COMMUNICATION, Role.ADMINISTRATOR, Role.COORDINATION},
}


def _may(verbs, *kinds):
    return {f"directory.{verb}_{kind}" for kind in kinds for verb in verbs.split()}


# What Wagtail's screens offer to each role once the door is open; groups get it from portal.accounts.setup.
PERMISSIONS = {
    Role.COMMUNICATION: {
        "content.change_servicesettings",
        *_may("view add change delete", "service", "mission", "municipality"),
    },
    Role.ADMINISTRATOR: {
        "content.change_servicesettings",
        *_may("view add change", "service", "mission", "municipality"),
    },
    Role.COORDINATION: _may("view add change", "service", "mission", "municipality"),
    Role.DATA_OFFICER: _may("view add change", "service"),
    Role.CASE_MANAGER: _may("view", "service"),
}
