"""Who may reach the addresses of this room."""

from portal.accounts.roles import CASE_WORK, Role

PUBLIC = {
    "forms:drop",
    "forms:fill",
    "forms:receipt",
    "forms:pdf",
    "forms_api:answers",
    "forms_api:list",
    "forms_api:openapi",
    "forms_api:schema",
    "public_forms:fill",
    "public_forms:pdf",
    "public_forms:xlsx",
}

_EDITORS = (Role.COORDINATION, Role.DATA_OFFICER)
ROLES = {
    "form_answers:*": set(CASE_WORK),
    "form_pdf:version": {*CASE_WORK, *_EDITORS},
    "form_pdf:*": set(CASE_WORK),
    "form_sheets:*": set(CASE_WORK),
    "form_templates:*": {*CASE_WORK, *_EDITORS},
    "form_definitions:*": set(_EDITORS),
    "forms_travel:*": set(_EDITORS),
    "forms_documents:*": {*_EDITORS, Role.DATA_PROTECTION},
    "forms_partners:*": set(_EDITORS),
    "wagtailadmin_editing_sessions:ping/forms.formdefinition": set(_EDITORS),
}
# Nobody deletes a form: answers lean on it.
PERMISSIONS = {
    role: {
        "forms.add_formdefinition",
        "forms.change_formdefinition",
        "forms.publish_formdefinition",
        "forms.view_formdefinition",
    }
    for role in _EDITORS
}
