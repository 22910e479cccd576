import functools

import django.db.models.deletion
import django.utils.timezone
import portal.crypto.fields
import uuid
from django.conf import settings
from django.db import migrations, models

from casefiles.triggers import SHARING, create_triggers, drop_triggers

from portal.shell.migrating import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('casefiles', '0007_papers'),
        ('directory', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='PartnerAccount',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('tied_at', models.DateTimeField(auto_now_add=True)),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.service', verbose_name='service partenaire')),
                    ('tied_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='partner_account', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'compte de partenaire',
                    'verbose_name_plural': 'comptes de partenaires',
                },
            ),
            migrations.CreateModel(
                name='SharingAgreement',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='enregistré le')),
                    ('informed_on', models.DateField(verbose_name='personne informée le')),
                    ('agreed_on', models.DateField(verbose_name='accord donné le')),
                    ('agreed_how', models.CharField(choices=[('orally', 'de vive voix'), ('written', 'par écrit')], max_length=8, verbose_name='accord donné')),
                    ('bound', portal.crypto.fields.EncryptedTextField(verbose_name='qui est tenu au secret, dans ce service')),
                    ('mission', portal.crypto.fields.EncryptedTextField(verbose_name='mission commune')),
                    ('started_on', models.DateField(verbose_name='partagé depuis le')),
                    ('until', models.DateField(verbose_name='jusqu’au')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                    ('withdrawn_why', models.CharField(blank=True, choices=[('person', 'la personne ne veut plus partager'), ('mission', 'le travail commun est terminé'), ('changed', 'un autre accord le remplace'), ('mistake', 'noté par erreur')], max_length=8, verbose_name='pourquoi')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
                    ('case_file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sharing_agreements', to='casefiles.casefile')),
                    ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.service', verbose_name='service partenaire')),
                    ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='retiré par')),
                ],
                options={
                    'verbose_name': 'accord de partage',
                    'verbose_name_plural': 'accords de partage',
                    'ordering': ['-started_on', '-created_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('informed_on__lte', models.F('agreed_on')), ('agreed_on__lte', models.F('started_on'))), name='sharing_informed_then_agreed'),
                        models.CheckConstraint(condition=models.Q(('until__gte', models.F('started_on'))), name='sharing_ends_after_start'),
                        models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True), ('withdrawn_why', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), ('withdrawn_why__gt', '')), _connector='OR'), name='sharing_withdrawn_whole'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='SharedSection',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='enregistré le')),
                    ('part', models.CharField(choices=[('identity', 'identité et coordonnées'), ('household', 'ménage'), ('path', 'étapes de l’accompagnement'), ('housing', 'parcours résidentiel'), ('plan', 'objectifs et actions'), ('agenda', 'prochains rendez-vous'), ('contacts', 'dates des contacts, sans les notes')], max_length=12, verbose_name='partie du dossier')),
                    ('need', portal.crypto.fields.EncryptedTextField(verbose_name='pourquoi c’est nécessaire')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='casefiles.sharingagreement')),
                ],
                options={
                    'verbose_name': 'partie partagée',
                    'verbose_name_plural': 'parties partagées',
                    'constraints': [
                        models.UniqueConstraint(fields=('agreement', 'part'), name='shared_part_once'),
                        models.CheckConstraint(condition=models.Q(('part__in', ['identity', 'household', 'path', 'housing', 'plan', 'agenda', 'contacts'])), name='shared_part_known'),
                    ],
                },
            ),
        ]),
        migrations.RunPython(
            functools.partial(create_triggers, triggers=SHARING), functools.partial(drop_triggers, triggers=SHARING)
        ),
    ]
