import functools

import django.db.models.deletion
import django.utils.timezone
import portal.crypto.fields
import uuid
from django.conf import settings
from django.db import migrations, models

from casefiles.triggers import HOUSING, create_triggers, drop_triggers


class Migration(migrations.Migration):

    dependencies = [
        ('casefiles', '0002_corrections_of_imports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HousingPeriod',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='enregistré le')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('situation', models.CharField(choices=[('street', 'dans l’espace public'), ('emergency', 'en hébergement d’urgence'), ('shelter', 'en foyer d’hébergement'), ('institution', 'en institution'), ('unconventional', 'dans un logement non conventionnel'), ('with_others', 'chez des amis, de la famille ou des tiers'), ('eviction', 'dans son logement, sous menace d’expulsion'), ('home', 'dans son logement')], max_length=16, verbose_name='où')),
                ('place', portal.crypto.fields.EncryptedTextField(blank=True, null=True, verbose_name='lieu')),
                ('started_on', models.DateField(verbose_name='depuis le')),
                ('precision', models.CharField(choices=[('day', 'au jour près'), ('month', 'au mois près'), ('estimate', 'estimation')], default='day', max_length=8, verbose_name='date connue')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='jusqu’au')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
                ('case_file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='housing_periods', to='casefiles.casefile')),
            ],
            options={
                'verbose_name': 'période de logement',
                'verbose_name_plural': 'parcours résidentiel',
                'ordering': ['started_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gt', models.F('started_on')), _connector='OR'), name='housing_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('situation__in', ['street', 'emergency', 'shelter', 'institution', 'unconventional', 'with_others', 'eviction', 'home'])), name='housing_situation_known'), models.CheckConstraint(condition=models.Q(('precision__in', ['day', 'month', 'estimate'])), name='housing_precision_known')],
            },
        ),
        migrations.RunPython(
            functools.partial(create_triggers, triggers=HOUSING), functools.partial(drop_triggers, triggers=HOUSING)
        ),
    ]
