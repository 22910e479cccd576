"""Publication: the draft is compiled once, and becomes a version that never changes."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forms.compiling import Keys, compile_document
from forms.definition.checks import document_problems
from forms.definition.diff import type_sentence
from forms.definition.document import canonical, fingerprint
from forms.models import FormDefinition, FormVersion, MintedKey
from portal.audit.journal import record


class DraftChanged(Exception):
    """Between the screen and the click, somebody saved the draft or published."""


def draft_of(definition):
    """The definition as it stands in its last saved draft."""
    return definition.latest_revision.as_object() if definition.latest_revision else definition


def draft_document(definition):
    """(document, problems): what publishing now would give, and the French reasons not to."""
    document, keys = _compile(definition)
    return document, _problems(definition, document, keys)


def seal_of(draft, document):
    """What the publication screen showed, in a few signs: the draft with its settings, and its number."""
    shown = [canonical(document), draft.kind, draft.public, draft.slug]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def publish_as_shown(definition, seal, user=None, note=""):
    """Publish the saved draft if it is still the one that was shown under this seal; else DraftChanged."""
    with transaction.atomic():
        definition = FormDefinition.objects.select_for_update().get(pk=definition.pk)
        draft = draft_of(definition)
        document, _keys = _compile(draft)
        if definition.latest_revision is None or seal_of(draft, document) != seal:
            raise DraftChanged
        return definition.publish(definition.latest_revision, user=user, note=note)


def publish_version(definition, user=None, note=""):
    """The version that the public fills from now on: a new one, or the present one when nothing changed."""
    with transaction.atomic():
        # One publication at a time, so that two never take the same number.
        FormDefinition.objects.select_for_update().get(pk=definition.pk)
        document, keys = _compile(definition)
        problems = _problems(definition, document, keys)
        if problems:
            raise ValidationError(problems)
        latest = latest_version(definition)
        digest = fingerprint(document)
        if latest and latest.sha256 == digest:
            return latest
        MintedKey.objects.bulk_create(MintedKey(definition_id=definition.pk, **row) for row in keys.new)
        version = FormVersion.objects.create(
            definition_id=definition.pk,
            number=document["number"],
            schema_version=document["schema_version"],
            document=document,
            sha256=digest,
            published_by=user,
            note=note,
        )
        record("form.published", actor=user, target=version.stamp, details={"number": version.number})
        return version


def latest_version(definition):
    """The last version published, open or not; None before the first."""
    if definition.pk is None:
        return None
    return FormVersion.objects.filter(definition_id=definition.pk).order_by("-number").first()


def _compile(definition):
    minted = MintedKey.objects.filter(definition_id=definition.pk) if definition.pk else ()
    keys, latest = Keys(minted), latest_version(definition)
    return compile_document(definition, keys, (latest.number if latest else 0) + 1), keys


def _problems(definition, document, keys):
    problems = document_problems(document)
    latest = latest_version(definition)
    if latest and latest.document["form"] != definition.slug:
        problems.append(
            _("Le nom court ne change plus après la première publication : remettez « %s ».")
            % latest.document["form"]
        )
    return problems + [type_sentence(f"« {label} »", old, new) for label, old, new in keys.type_changes]
