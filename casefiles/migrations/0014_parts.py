import functools

from django.db import migrations, models

from casefiles.triggers import SHARING, create_triggers, drop_triggers

# One of the two databases makes the table anew, and a trigger does not follow: it is set aside and put back.
_OF_SECTIONS = [trigger for trigger in SHARING if trigger[1] == 'casefiles_sharedsection']
_set_up = functools.partial(create_triggers, triggers=_OF_SECTIONS)
_set_aside = functools.partial(drop_triggers, triggers=_OF_SECTIONS)


class Migration(migrations.Migration):

    dependencies = [
        ('casefiles', '0013_outside'),
    ]

    operations = [
        migrations.RunPython(_set_aside, _set_up),
        migrations.RemoveConstraint(
            model_name='sharedsection',
            name='shared_part_known',
        ),
        migrations.AlterField(
            model_name='sharedsection',
            name='part',
            field=models.CharField(choices=[('identity', 'identité et coordonnées'), ('household', 'ménage'), ('path', 'étapes de l’accompagnement'), ('housing', 'parcours résidentiel'), ('plan', 'objectifs et actions'), ('agenda', 'prochains rendez-vous'), ('contacts', 'dates des contacts, sans les notes'), ('debts', 'dettes et plans de remboursement'), ('lease', 'bail glissant'), ('documents', 'liste des documents')], max_length=12, verbose_name='partie du dossier'),
        ),
        migrations.AddConstraint(
            model_name='sharedsection',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['identity', 'household', 'path', 'housing', 'plan', 'agenda', 'contacts', 'debts', 'lease', 'documents'])), name='shared_part_known'),
        ),
        migrations.RunPython(_set_up, _set_aside),
        # Two people may correct a member of the household at once.
        migrations.AddField(
            model_name='householdmember',
            name='revision',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
