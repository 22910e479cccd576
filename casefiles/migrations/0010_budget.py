import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.lookups
import django.utils.timezone
import portal.crypto.fields
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.shell.migrating import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('casefiles', '0009_handover'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='BudgetMonth',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='enregistré le')),
                    ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ('month', models.DateField(verbose_name='mois')),
                    ('note', portal.crypto.fields.EncryptedTextField(blank=True, null=True, verbose_name='à savoir')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noté par')),
                    ('case_file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget_months', to='casefiles.casefile')),
                ],
                options={
                    'verbose_name': 'mois du carnet de budget',
                    'verbose_name_plural': 'carnet de budget',
                    'ordering': ['-month'],
                    'constraints': [
                        models.UniqueConstraint(fields=('case_file', 'month'), name='budget_month_once'),
                        models.CheckConstraint(condition=django.db.models.lookups.EndsWith(django.db.models.functions.comparison.Cast('month', models.TextField()), '-01'), name='budget_month_begins_on_first'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='BudgetLine',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='enregistré le')),
                    ('category', models.CharField(choices=[('in_integration', 'revenu d’intégration (CPAS)'), ('in_unemployed', 'chômage'), ('in_health', 'mutuelle'), ('in_pension', 'pension, allocation de handicap'), ('in_family', 'allocations familiales'), ('in_work', 'salaire'), ('in_other', 'autre revenu'), ('rent', 'loyer et charges'), ('energy', 'énergie et eau'), ('food', 'alimentation'), ('household', 'hygiène et ménage'), ('telecom', 'téléphone et internet'), ('transport', 'transports'), ('health', 'soins et médicaments'), ('children', 'enfants et école'), ('insurance', 'assurances'), ('repayments', 'remboursements de dettes'), ('leisure', 'sorties et loisirs'), ('other', 'autre dépense')], max_length=14, verbose_name='nature')),
                    ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant')),
                    ('budget', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='casefiles.budgetmonth')),
                ],
                options={
                    'verbose_name': 'ligne du carnet de budget',
                    'verbose_name_plural': 'lignes du carnet de budget',
                    'constraints': [
                        models.UniqueConstraint(fields=('budget', 'category'), name='budget_line_once'),
                        models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='budget_line_above_zero'),
                        models.CheckConstraint(condition=models.Q(('category__in', ['in_integration', 'in_unemployed', 'in_health', 'in_pension', 'in_family', 'in_work', 'in_other', 'rent', 'energy', 'food', 'household', 'telecom', 'transport', 'health', 'children', 'insurance', 'repayments', 'leisure', 'other'])), name='budget_category_known'),
                    ],
                },
            ),
        ]),
    ]
