from django.db import migrations

from portal.audit.append_only import protect_table, unprotect_table

TABLE = "forms_formversion"


def protect(apps, schema_editor):
    protect_table(schema_editor, TABLE)


def unprotect(apps, schema_editor):
    unprotect_table(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("forms", "0001_initial")]

    operations = [migrations.RunPython(protect, unprotect)]
