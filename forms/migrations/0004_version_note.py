"""A version may keep a note. The table refuses changes, and SQLite makes it anew to add a column: the guard is
set aside for that moment."""

from django.db import migrations, models

from portal.audit.append_only import protect_table, unprotect_table

TABLE = "forms_formversion"


def protect(apps, schema_editor):
    protect_table(schema_editor, TABLE)


def unprotect(apps, schema_editor):
    unprotect_table(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("forms", "0003_question_types")]

    operations = [
        migrations.RunPython(unprotect, protect),
        migrations.AddField(
            model_name="formversion",
            name="note",
            field=models.CharField(blank=True, default="", max_length=300, verbose_name="note"),
        ),
        migrations.RunPython(protect, unprotect),
    ]
