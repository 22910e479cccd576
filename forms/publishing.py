"""Publication: the draft is compiled once, and becomes a version that never changes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forms.compiling import Keys, compile_document
from forms.definition.checks import document_problems
from forms.definition.document import fingerprint
from forms.models import FormDefinition, FormVersion, MintedKey
from portal.audit.journal import record


def draft_document(definition):
    """(document, problems): what publishing now would give, and the French reasons not to."""
    document, keys = _compile(definition)
    return document, _problems(definition, document, keys)


def publish_version(definition, user=None):
    """The version that the public fills from now on: a new one, or the present one when nothing changed."""
    with transaction.atomic():
        # One publication at a time, so that two never take the same number.
        FormDefinition.objects.select_for_update().get(pk=definition.pk)
        document, keys = _compile(definition)
        problems = _problems(definition, document, keys)
        if problems:
            raise ValidationError(problems)
        latest = _latest(definition)
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
        )
        record("form.published", actor=user, target=version.stamp, details={"number": version.number})
        return version


def _latest(definition):
    if definition.pk is None:
        return None
    return FormVersion.objects.filter(definition_id=definition.pk).order_by("-number").first()


def _compile(definition):
    minted = MintedKey.objects.filter(definition_id=definition.pk) if definition.pk else ()
    keys, latest = Keys(minted), _latest(definition)
    return compile_document(definition, keys, (latest.number if latest else 0) + 1), keys


def _problems(definition, document, keys):
    problems = document_problems(document)
    latest = _latest(definition)
    if latest and latest.document["form"] != definition.slug:
        problems.append(
            _("Le nom court ne change plus après la première publication : remettez « %s ».")
            % latest.document["form"]
        )
    problems += [
        _("« %s » a changé de type : ajoutez plutôt une nouvelle question.") % label
        for label in keys.type_changes
    ]
    return problems
