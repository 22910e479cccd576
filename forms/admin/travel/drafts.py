"""From an imported document to a draft: of a new form, or of one that exists. Never a publication."""

import json

from django.db import transaction

from forms.admin.travel.identities import for_form, for_new_form
from forms.compiling import body_of
from forms.models import FormDefinition, MintedKey
from forms.restoring import take_up
from portal.audit.journal import record


def new_form(imported, *, slug, kind, user):
    """A new form with this document as its draft; nobody but the team can fill it until it is published."""
    with transaction.atomic():
        document, names = for_new_form(imported.document)
        definition = FormDefinition.objects.create(
            slug=slug,
            title=document["title"]["fr"],
            intro=document["intro"]["fr"],
            kind=kind,
            paged=document["paged"],
            public=False,
            live=False,
            body=json.dumps(body_of(document)),
        )
        _give(definition, names)
        definition.save_revision(user=user, clean=False, log_action="wagtail.create")
        _journal(imported, user, slug, into="new")
        return definition


def new_draft(imported, definition, *, user):
    """A new draft of a form that exists: its published versions, and its drafts so far, stay as they are."""
    with transaction.atomic():
        definition = FormDefinition.objects.select_for_update().get(pk=definition.pk)
        document, names = for_form(definition, imported.document)
        _give(definition, names)
        take_up(definition, document, user)
        _journal(imported, user, definition.slug, into="draft")
        return definition


def _give(definition, names):
    """The names of the file belong to its questions from now on."""
    MintedKey.objects.bulk_create(MintedKey(definition=definition, **row) for row in names)


def _journal(imported, user, slug, into):
    details = {
        "origin": imported.origin,
        "into": into,
        "questions": imported.count,
        "notes": len(imported.notes),
    }
    record("form.imported", actor=user, target=slug, details=details)
