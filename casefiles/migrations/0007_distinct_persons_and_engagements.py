import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import casefiles.engagements
import portal.crypto.fields
from casefiles.triggers import create_triggers, drop_triggers


def number_criteria(apps, schema_editor):
    """Criteria that stood at one number follow each other, in the order in which they were made."""
    for programme in apps.get_model("casefiles", "Programme").objects.all():
        for number, criterion in enumerate(programme.criteria.order_by("order", "pk"), start=1):
            if criterion.order != number:
                criterion.order = number
                criterion.save(update_fields=["order"])


class Migration(migrations.Migration):
    dependencies = [
        ("casefiles", "0006_case_work_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # SQLite makes a table again to change it: the rules that lean on it are set aside meanwhile.
        migrations.RunPython(drop_triggers, create_triggers),
        migrations.AlterModelOptions(
            name="eligibilitycriterion",
            options={
                "ordering": ["order", "pk"],
                "verbose_name": "critère d’éligibilité",
                "verbose_name_plural": "critères d’éligibilité",
            },
        ),
        migrations.RunPython(number_criteria, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="eligibilitycriterion",
            constraint=models.UniqueConstraint(
                fields=("programme", "order"), name="criterion_order_once_per_programme"
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="lease_reminder_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                default=60,
                help_text=(
                    "À l’accueil, quand l’orientation dit quand le bail passe au nom de la personne. "
                    "Vide : aucun rappel."
                ),
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(365),
                ],
                verbose_name="jours de rappel avant que le bail ne glisse",
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="person_engages",
            field=models.JSONField(
                blank=True,
                default=casefiles.engagements.person_engagements,
                verbose_name="ce à quoi la personne s’engage",
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="service_engages",
            field=models.JSONField(
                blank=True,
                default=casefiles.engagements.service_engagements,
                verbose_name="ce à quoi le service s’engage",
            ),
        ),
        migrations.AddField(
            model_name="unmetneed",
            name="revision",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.CreateModel(
            name="DistinctPersons",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="enregistré le"
                    ),
                ),
                (
                    "said_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="comparées le"),
                ),
                (
                    "reason",
                    portal.crypto.fields.EncryptedTextField(
                        blank=True, null=True, verbose_name="pourquoi ce sont deux personnes"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casefiles.person",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casefiles.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "deux personnes distinctes",
                "verbose_name_plural": "paires de personnes distinctes",
                "ordering": ["-said_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(first__lt=models.F("second")), name="distinct_persons_in_order"
                    ),
                    models.UniqueConstraint(fields=("first", "second"), name="distinct_persons_once"),
                ],
            },
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
