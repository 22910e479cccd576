"""What this room needs before its first visitor: the shipped forms."""

import json

from django.db import transaction

from forms.compiling import body_of, keys_of
from forms.models import FormDefinition, MintedKey
from forms.shipped import assessment, housing, leaving, orientation, satisfaction

SHIPPED = (orientation, housing, assessment, satisfaction, leaving)


def create_shipped_forms():
    """The forms that the portal begins with, published as version 1. Staff’s changes stay."""
    for module in SHIPPED:
        if not FormDefinition.objects.filter(slug=module.SLUG).exists():
            create_from_document(module.document(), kind=module.KIND, public=module.PUBLIC)


@transaction.atomic
def create_from_document(document, user=None, kind="other", public=False):
    """A new, published definition from a document, with the identities and names that it carries."""
    definition = FormDefinition.objects.create(
        slug=document["form"],
        title=document["title"]["fr"],
        intro=document["intro"]["fr"],
        kind=kind,
        public=public,
        paged=document["paged"],
        body=json.dumps(body_of(document)),
        live=False,
    )
    MintedKey.objects.bulk_create(MintedKey(definition=definition, **row) for row in keys_of(document))
    definition.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    definition.refresh_from_db()
    return definition
