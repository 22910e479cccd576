import django.db.models.deletion
import django.utils.timezone
import portal.crypto.fields
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.shell.migrating import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('casefiles', '0008_sharing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='kept_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gardé par'),
        ),
        AtOnce([
            migrations.CreateModel(
                name='Handover',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='enregistré le')),
                    ('state', models.CharField(choices=[('proposed', 'proposé'), ('accepted', 'accepté'), ('refused', 'refusé'), ('cancelled', 'repris avant réponse')], default='proposed', max_length=9, verbose_name='état')),
                    ('proposed_on', models.DateField(verbose_name='proposé le')),
                    ('meeting_on', models.DateField(verbose_name='rencontre à trois le')),
                    ('why', portal.crypto.fields.EncryptedTextField(verbose_name='pourquoi')),
                    ('message', portal.crypto.fields.EncryptedTextField(blank=True, null=True, verbose_name='ce qu’il faut savoir')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='répondu le')),
                    ('answer', portal.crypto.fields.EncryptedTextField(blank=True, null=True, verbose_name='réponse')),
                    ('case_file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='casefiles.casefile')),
                    ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='passé par')),
                    ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='à qui')),
                ],
                options={
                    'verbose_name': 'passage de relais',
                    'verbose_name_plural': 'passages de relais',
                    'ordering': ['-proposed_on', '-created_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('giver', models.F('receiver')), _negated=True), name='handover_to_somebody_else'),
                        models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('state', 'proposed')), models.Q(('answered_at__isnull', False), ('state__in', ['accepted', 'refused', 'cancelled'])), _connector='OR'), name='handover_answered_with_date'),
                        models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('case_file',), name='handover_proposed_once'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='HandoverNote',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='enregistré le')),
                    ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casefiles.contact')),
                    ('handover', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='casefiles.handover')),
                ],
                options={
                    'verbose_name': 'note qui passe',
                    'verbose_name_plural': 'notes qui passent',
                    'constraints': [
                        models.UniqueConstraint(fields=('handover', 'contact'), name='handover_note_once'),
                    ],
                },
            ),
        ]),
    ]
