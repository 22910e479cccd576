"""Doors of the accounts room and of Wagtail's own screens. Row-level rules stand in the rooms themselves."""

from portal.accounts.roles import EVERYONE, Role

EDITORS = {Role.COMMUNICATION}
ADMINISTRATORS = {Role.ADMINISTRATOR}
NOBODY = frozenset()

PUBLIC = {
    "accounts:sign_in",
    "accounts:help",
    "accounts:invitation",
    # Both check by themselves that one comes from an invitation or brings a sealed form back.
    "accounts:enrol",
    "accounts:resume",
    # Wagtail's own ways in, all of which lead to ours.
    "accounts:wagtail_sign_in",
    "accounts:wagtail_password_reset",
    "accounts:wagtail_password_reset_confirm",
    "accounts:wagtail_front_sign_in",
    # The published site.
    "wagtail_serve",
    "wagtaildocs_serve",
    "wagtaildocs_authenticate_with_password",
    "wagtailcore_authenticate_with_password",
}

SIGNED_IN = {"accounts:code", "accounts:sign_out", "accounts:wagtail_sign_out"}

ROLES = {
    "accounts:security": EVERYONE,
    "accounts:replace_device": EVERYONE,
    "accounts:recovery_codes": EVERYONE,
    "accounts:change_password": EVERYONE,
    "accounts:end_session": EVERYONE,
    "accounts:end_other_sessions": EVERYONE,
    "accounts:send_access_link": ADMINISTRATORS,
    "accounts:end_user_sessions": ADMINISTRATORS,
    "accounts:roles_to_confirm": {Role.COORDINATION, Role.DATA_PROTECTION},
    "accounts:decide_role": {Role.COORDINATION, Role.DATA_PROTECTION},
    # --- Wagtail, for everyone who has an account ---------------------------------------------------
    "wagtailadmin_home": EVERYONE,
    "wagtailadmin_account": EVERYONE,
    "wagtailadmin_dismissibles": EVERYONE,
    "wagtailadmin_sprite": EVERYONE,
    "wagtailadmin_javascript_catalog": EVERYONE,
    "wagtail_modeladmin:javascript_catalog": EVERYONE,
    # A session of editing belongs to the person who opened it; Wagtail checks that.
    "wagtailadmin_editing_sessions:release": EVERYONE,
    # --- Pages and media -----------------------------------------------------------------------------------
    "wagtailadmin_explore*": EDITORS,
    "wagtailadmin_pages:*": EDITORS,
    "wagtailadmin_api:*": EDITORS,
    "wagtailadmin_choose_page*": EDITORS,
    "wagtailadmin_tag_autocomplete": EDITORS,
    "wagtailadmin_tag_model_autocomplete": EDITORS,
    "wagtailadmin_tag_model_autocomplete/*": EDITORS,
    "wagtailadmin_block_preview": EDITORS,
    "wagtailadmin_editing_sessions:ping/wagtailcore.*": EDITORS,
    "wagtailadmin_editing_sessions:ping/content.*": EDITORS,
    "wagtailadmin_collections:*": EDITORS,
    "wagtail_bulk_action/wagtailcore.page": EDITORS,
    "wagtail_bulk_action/wagtailimages.image": EDITORS,
    "wagtail_bulk_action/wagtaildocs.document": EDITORS,
    "wagtaildocs:*": EDITORS,
    "wagtaildocs_chooser:*": EDITORS,
    "wagtailimages:*": EDITORS,
    "wagtailimages_chooser:*": EDITORS,
    "wagtailredirects:*": EDITORS,
    "wagtailadmin_reports:*": EDITORS,
    "wagtailsettings:edit/content.*": EDITORS | ADMINISTRATORS,
    "wagtailsettings:preview_on_edit/content.*": EDITORS | ADMINISTRATORS,
    # --- Administration ------------------------------------------------------------------------------------
    "wagtailusers_users:index": ADMINISTRATORS,
    "wagtailusers_users:index_results": ADMINISTRATORS,
    "wagtailusers_users:add": ADMINISTRATORS,
    "wagtailusers_users:edit": ADMINISTRATORS,
    "wagtailusers_users:history": ADMINISTRATORS,
    "wagtailusers_users:history_results": ADMINISTRATORS,
    "wagtailsites:index": ADMINISTRATORS,
    "wagtailsites:index_results": ADMINISTRATORS,
    "wagtailsites:edit": ADMINISTRATORS,
    "wagtailsites:history": ADMINISTRATORS,
    "wagtailsites:history_results": ADMINISTRATORS,
    # --- Closed --------------------------------------------------------------------------------------------
    # A person leaves: her account is closed, never deleted; the journal names her. Copies make no sense.
    "wagtailusers_users:*": NOBODY,
    # What a role may do is written in code and reviewed, not ticked in a form.
    "wagtailusers_groups:*": NOBODY,
    # One portal has one site: it is neither copied nor removed.
    "wagtailsites:*": NOBODY,
    # Workflows are switched off.
    "wagtailadmin_workflows:*": NOBODY,
    "wagtailadmin_pages:workflow_*": NOBODY,
    "wagtailadmin_pages:collect_workflow_action_data": NOBODY,
    "wagtailadmin_pages:confirm_workflow_cancellation": NOBODY,
    "wagtailadmin_reports:workflow*": NOBODY,
    "wagtailembeds:*": NOBODY,
    # Each room gives its own models a place in the menu.
    "wagtailsnippets:index": NOBODY,
    # Redirects are typed one by one; the import keeps files in clear and breaks when one comes without.
    "wagtailredirects:start_import": NOBODY,
    "wagtailredirects:process_import": NOBODY,
    # Makes addresses of resized images that we do not serve.
    "wagtailimages:url_generator*": NOBODY,
    "wagtailadmin_error_test": NOBODY,
    # Shadowed by ours, which come first in the list of addresses.
    "wagtailadmin_login": NOBODY,
    "wagtailadmin_logout": NOBODY,
    "wagtailadmin_password_reset*": NOBODY,
    "wagtailcore_login": NOBODY,
}

PERMISSIONS = {
    Role.COMMUNICATION: {
        "wagtailredirects.*",
    },
    Role.ADMINISTRATOR: {
        "accounts.add_user",
        "accounts.change_user",
        "accounts.view_user",
        "wagtailcore.change_site",
    },
}
