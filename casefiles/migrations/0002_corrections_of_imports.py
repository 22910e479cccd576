
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casefiles', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='contactcorrection',
            name='imported_in',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='corrections', to='casefiles.importbatch', verbose_name='import'),
        ),
        migrations.AddField(
            model_name='contactcorrection',
            name='revision',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
    ]
