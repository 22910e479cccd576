"""Doors of the public site: open to the world, and those of the editing screens of the directory."""

from portal.accounts.roles import CASE_WORK, Role

PUBLIC = {
    "wagtail_serve",
    "wagtaildocs_serve",
    "content:report_feed",
    "content:sitemap",
    "content:nothing_here",
    "wagtailapi:*",
}

ROLES = {
    "new_report": {Role.COMMUNICATION, Role.ADMINISTRATOR},
    "partner_service:*": {Role.COMMUNICATION, Role.ADMINISTRATOR, Role.DATA_OFFICER, *CASE_WORK},
    "mission:*": {Role.COMMUNICATION, Role.ADMINISTRATOR, Role.COORDINATION},
    "municipality:*": {Role.COMMUNICATION, Role.ADMINISTRATOR, Role.COORDINATION},
}
