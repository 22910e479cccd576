
import django.db.models.deletion
import django.utils.timezone
import portal.crypto.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casefiles', '0012_cover'),
        ('directory', '0002_checking'),
        ('vault', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OutsideHandover',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='enregistré le')),
                ('recipient', portal.crypto.fields.EncryptedTextField(blank=True, null=True, verbose_name='destinataire')),
                ('why', portal.crypto.fields.EncryptedTextField(verbose_name='pourquoi')),
                ('parts', models.JSONField(verbose_name='parties envoyées')),
                ('informed_on', models.DateField(verbose_name='personne informée le')),
                ('agreed_on', models.DateField(verbose_name='accord donné le')),
                ('made_at', models.DateTimeField(verbose_name='envoyé le')),
                ('expires_at', models.DateTimeField(verbose_name='valable jusqu’au')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('code_hash', models.CharField(editable=False, max_length=64)),
                ('downloads', models.PositiveSmallIntegerField(default=0, verbose_name='téléchargements')),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0, verbose_name='codes faux')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='envoyé par')),
                ('case_file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outside_handovers', to='casefiles.casefile')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.service', verbose_name='service de l’annuaire')),
                ('stored_file', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.storedfile')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='retiré par')),
            ],
            options={
                'verbose_name': 'envoi à un service du dehors',
                'verbose_name_plural': 'envois à des services du dehors',
                'ordering': ['-made_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('recipient__isnull', True), ('service__isnull', False)), models.Q(('recipient__isnull', False), ('service__isnull', True)), _connector='OR'), name='outside_to_one_recipient'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='outside_expires_after_it_is_made'), models.CheckConstraint(condition=models.Q(('agreed_on__gte', models.F('informed_on'))), name='outside_informed_then_agreed'), models.CheckConstraint(condition=models.Q(('downloads__gte', 0), ('downloads__lte', 3)), name='outside_downloads_bounded'), models.CheckConstraint(condition=models.Q(('wrong_codes__gte', 0), ('wrong_codes__lte', 5)), name='outside_wrong_codes_bounded'), models.CheckConstraint(condition=models.Q(models.Q(('stored_file__isnull', False), ('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('stored_file__isnull', True), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='outside_withdrawn_whole')],
            },
        ),
    ]
