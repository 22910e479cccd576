from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rolerequest',
            name='role',
            field=models.CharField(choices=[('communication', 'Communication'), ('case_manager', 'Référent·e'), ('coordination', 'Coordination'), ('data_officer', 'Gestion des données'), ('data_protection', 'Protection des données'), ('administrator', 'Administration'), ('partner', 'Service partenaire')], max_length=30),
        ),
    ]
