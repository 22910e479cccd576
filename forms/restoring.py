"""Drafts made from something that exists: an older version taken up again, a form copied."""

import json

from django.db import transaction

from forms.compiling import body_of
from forms.identities import renewed
from forms.models import FormDefinition
from forms.publishing import draft_of
from portal.audit.journal import record


def restore(version, user):
    """A new draft with the words of an old version. Nothing is published, no draft is lost: both are kept."""
    with transaction.atomic():
        definition = FormDefinition.objects.select_for_update().get(pk=version.definition_id)
        revision = take_up(definition, version.document, user)
        record("form.restored", actor=user, target=version.stamp, details={"number": version.number})
        return revision


def take_up(definition, document, user):
    """A new draft with the words of this document, in the transaction of whoever asks."""
    draft = draft_of(definition)
    draft.title, draft.intro = document["title"]["fr"], document["intro"]["fr"]
    draft.paged, draft.body = document["paged"], json.dumps(body_of(document))
    revision = draft.save_revision(user=user, clean=False, log_action="wagtail.edit")
    if not definition.live:
        _follow(definition, draft)
    return revision


def _follow(definition, draft):
    """A form that is not open has its draft in its own row, as when it is saved in the editor."""
    for name in ("title", "intro", "paged", "body"):
        setattr(definition, name, getattr(draft, name))
    definition.save(update_fields=["title", "intro", "paged", "body"])


def duplicate(definition, title, slug, user):
    """Another form with the same questions: new identities, so that the two never meet; never published."""
    draft = draft_of(definition)
    with transaction.atomic():
        raw = json.loads(json.dumps(draft.body.get_prep_value()))
        twin = FormDefinition.objects.create(
            title=title,
            slug=slug,
            intro=draft.intro,
            kind=draft.kind,
            paged=draft.paged,
            # Who opens a form to everybody decides it, form by form.
            public=False,
            live=False,
            body=json.dumps(renewed(raw)),
        )
        twin.save_revision(user=user, clean=False, log_action="wagtail.create")
        record("form.copied", actor=user, target=slug, details={"from": definition.slug})
        return twin
