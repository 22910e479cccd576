import django.db.models.deletion
import django.utils.timezone
import portal.crypto.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casefiles", "0003_services_are_kept"),
        ("forms", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="assessment_form",
            field=models.ForeignKey(
                blank=True,
                help_text="Proposée dans chaque dossier, avec les réponses du bilan précédent.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forms.formdefinition",
                verbose_name="grille de bilan",
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="exit_form",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forms.formdefinition",
                verbose_name="bilan de sortie",
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="satisfaction_form",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="forms.formdefinition",
                verbose_name="formulaire de satisfaction",
            ),
        ),
        migrations.AlterField(
            model_name="referral",
            name="submission",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referral",
                to="forms.submission",
            ),
        ),
        migrations.CreateModel(
            name="Assessment",
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
                ("held_on", models.DateField(verbose_name="fait le")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "en cours"), ("finished", "terminé")],
                        default="draft",
                        max_length=8,
                        verbose_name="état",
                    ),
                ),
                (
                    "answers",
                    portal.crypto.fields.EncryptedJSONField(
                        blank=True, null=True, verbose_name="réponses en cours"
                    ),
                ),
                ("saved_at", models.DateTimeField(blank=True, null=True, verbose_name="enregistré le")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="commencé par",
                    ),
                ),
                (
                    "case_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="casefiles.casefile",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="forms.formdefinition",
                        verbose_name="formulaire",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="enregistré par",
                    ),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment",
                        to="forms.submission",
                        verbose_name="réponses",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="forms.formversion",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "bilan",
                "verbose_name_plural": "bilans",
                "ordering": ["-held_on", "-created_at"],
                "indexes": [models.Index(fields=["version", "state"], name="assessment_of_version")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "draft"), ("submission__isnull", True)),
                            models.Q(
                                ("answers__isnull", True),
                                ("state", "finished"),
                                ("submission__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_finished_with_answers",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("case_file", "form"),
                        name="one_draft_per_file_and_form",
                    ),
                ],
            },
        ),
    ]
